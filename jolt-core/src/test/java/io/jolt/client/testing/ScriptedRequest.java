package io.jolt.client.testing;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A request as the client wrote it.
 *
 * @param line the line without its LF
 * @param op the operation, empty if there is none
 * @param topic the topic, empty if there is none
 * @param pattern whether the topic is a pattern
 * @param data the data
 * @param dataJson the data as it is on the wire, quotes and escapes included
 * @param headersJson the headers as they are on the wire, braces included
 * @param user the user's name
 * @param pass the password
 */
public record ScriptedRequest(String line, String op, String topic, boolean pattern, @Nullable String data,
		@Nullable String dataJson, @Nullable String headersJson, @Nullable String user, @Nullable String pass) {

	private static final JsonFactory FACTORY = new JsonFactory();

	static ScriptedRequest parse(String line) {
		Map<String, String> strings = new HashMap<>();
		Map<String, String> json = new HashMap<>();
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				if (parser.nextToken() == JsonToken.VALUE_STRING) {
					strings.put(name, parser.getString());
				}
				json.put(name, json(parser, line));
			}
		}
		return new ScriptedRequest(line, strings.getOrDefault("op", ""), strings.getOrDefault("topic", ""),
				"true".equals(json.get("pattern")), strings.get("data"), json.get("data"), json.get("headers"),
				strings.get("user"), strings.get("pass"));
	}

	private static String json(JsonParser parser, String line) {
		int start = (int) parser.currentTokenLocation().getCharOffset();
		parser.finishToken();
		parser.skipChildren();
		return line.substring(start, (int) parser.currentLocation().getCharOffset());
	}

}
