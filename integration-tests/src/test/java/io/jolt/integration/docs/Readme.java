package io.jolt.integration.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The README, as it stands in the repository.
 */
final class Readme {

	private static final String TEXT = read();

	private Readme() {
	}

	/**
	 * Finds an example.
	 * @param language what its fence says
	 * @param containing a text that only this example has
	 * @return the example's text
	 */
	static String example(String language, String containing) {
		List<String> examples = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(TEXT)
			.results()
			.map((result) -> result.group(1))
			.filter((example) -> example.contains(containing))
			.toList();
		if (examples.size() != 1) {
			throw new IllegalStateException(
					"%d examples in %s have '%s'".formatted(examples.size(), language, containing));
		}
		return examples.get(0);
	}

	private static String read() {
		try {
			return Files.readString(Path.of("..", "README.md"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
