package io.jolt.integration.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration properties of everything on the class path, as their metadata has
 * them.
 */
final class Metadata {

	private Metadata() {
	}

	/**
	 * Reads the properties.
	 * @return their descriptions by name
	 */
	static Map<String, JsonNode> properties() {
		Map<String, JsonNode> properties = new TreeMap<>();
		ClassLoader loader = Metadata.class.getClassLoader();
		try {
			for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream stream = url.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(stream).path("properties")) {
						properties.put(property.path("name").asString(), property);
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties;
	}

}
