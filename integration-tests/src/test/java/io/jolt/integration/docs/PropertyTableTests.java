package io.jolt.integration.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's table of properties and what there is.
 */
class PropertyTableTests {

	private static final Pattern ROW = Pattern.compile("\\| `(jolt\\.[a-z.-]+)` \\|(?: `([^`]*)`)? \\| .+ \\|");

	@Test
	void theTableHasEveryPropertyWithItsDefault() throws IOException {
		Map<String, String> documented = new TreeMap<>();
		for (MatchResult row : Readme.lines(ROW)) {
			documented.put(row.group(1), String.valueOf(row.group(2)));
		}
		assertThat(documented).isEqualTo(metadata());
	}

	private static Map<String, String> metadata() throws IOException {
		Map<String, String> properties = new TreeMap<>();
		ClassLoader loader = PropertyTableTests.class.getClassLoader();
		for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream stream = url.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(stream).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith("jolt.")) {
						properties.put(name, property.path("defaultValue").asString("null"));
					}
				}
			}
		}
		return properties;
	}

}
