package io.jolt.integration.docs.snippets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The table of meters in {@code docs/observability.md}.
 */
final class ObservabilityTable {

	private static final Pattern ROW = Pattern.compile("^\\| `(jolt\\.[a-z.]+)` \\|", Pattern.MULTILINE);

	private ObservabilityTable() {
	}

	static List<String> meters() {
		try {
			return ROW.matcher(Files.readString(Path.of("..", "docs", "observability.md")))
				.results()
				.map((row) -> row.group(1))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
