package io.jolt.client.internal.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads a whole line into a map, including unknown fields.
 */
public final class JsonObjectReader {

	private final JsonParser parser;

	private JsonObjectReader(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Reads a line.
	 * @param line the line
	 * @return its fields in their order: strings, numbers, booleans, lists, maps, nulls
	 * @throws ProtocolException if the line is not a JSON object
	 */
	public static Map<String, @Nullable Object> read(String line) throws ProtocolException {
		try (JsonParser parser = BoundedJson.FACTORY.createParser(ObjectReadContext.empty(), line)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw malformed("not a JSON object", line);
			}
			Map<String, @Nullable Object> fields = new JsonObjectReader(parser).object();
			if (parser.nextToken() != null) {
				throw malformed("with something after the JSON object", line);
			}
			return fields;
		}
		catch (JacksonException ex) {
			throw malformed("not JSON (" + WireText.sanitize(ex.getOriginalMessage()) + ")", line);
		}
	}

	private Map<String, @Nullable Object> object() {
		Map<String, @Nullable Object> fields = new LinkedHashMap<>();
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			fields.put(name, value(this.parser.nextToken()));
		}
		return fields;
	}

	private List<@Nullable Object> array() {
		List<@Nullable Object> items = new ArrayList<>();
		JsonToken token = this.parser.nextToken();
		while (token != JsonToken.END_ARRAY) {
			items.add(value(token));
			token = this.parser.nextToken();
		}
		return items;
	}

	// the depth is limited
	private @Nullable Object value(JsonToken token) {
		return switch (token) {
			case START_OBJECT -> object();
			case START_ARRAY -> array();
			case VALUE_STRING -> this.parser.getString();
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> this.parser.getNumberValue();
			case VALUE_TRUE -> true;
			case VALUE_FALSE -> false;
			default -> null;
		};
	}

	private static ProtocolException malformed(String reason, String line) {
		return ProtocolException.malformed(reason, WireText.sanitize(line));
	}

}
