package io.jolt.integration.docs;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of properties in {@code docs/properties.md} and what there is.
 */
class PropertyTableTests {

	private static final Path PAGE = Document.ROOT.resolve("docs/properties.md");

	private static final Pattern ROW = Pattern.compile("\\| `(jolt\\.[a-z.-]+)` \\|(?: `([^`]*)`)? \\| .+ \\|");

	@Test
	void theTableHasEveryPropertyWithItsDefault() {
		Map<String, String> documented = new TreeMap<>();
		for (String line : new Document(PAGE).lines()) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				documented.put(row.group(1), String.valueOf(row.group(2)));
			}
		}
		assertThat(documented).isEqualTo(metadata());
	}

	private static Map<String, String> metadata() {
		Map<String, String> properties = new TreeMap<>();
		Metadata.properties().forEach((name, property) -> {
			if (name.startsWith("jolt.")) {
				properties.put(name, property.path("defaultValue").asString("null"));
			}
		});
		return properties;
	}

}
