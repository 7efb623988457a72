package io.jolt.integration.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A page of the documentation, and the examples in it.
 *
 * @param path where it stands
 */
record Document(Path path) {

	static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	static List<Document> all() {
		try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve),
						docs.filter((path) -> path.toString().endsWith(".md")))
				.sorted()
				.map(Document::new)
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The examples in one language.
	 * @param language what their fences say
	 * @return the examples in their order
	 */
	List<Example> examples(String language) {
		List<Example> examples = new ArrayList<>();
		List<String> lines = lines();
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).equals("```" + language)) {
				int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
				examples.add(new Example(toString() + ":" + (i + 1), (i > 0) ? lines.get(i - 1) : null,
						String.join("\n", lines.subList(i + 1, end))));
			}
		}
		return examples;
	}

	List<String> lines() {
		try {
			return Files.readAllLines(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.path).toString();
	}

	/**
	 * What stands between two fences.
	 *
	 * @param place where
	 * @param above the line above it
	 * @param text the text
	 */
	record Example(String place, @Nullable String above, String text) {

		@Override
		public String toString() {
			return this.place;
		}

	}

}
