package io.jolt.spring.listener.adapter;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;

/**
 * The outline of a JSON text, before it is read into a type.
 *
 * @param kind what it is
 * @param properties an object's property names, with their values if these are strings,
 * else {@code null}
 * @param firstElement the first element of a non-empty array
 */
record JsonShape(Kind kind, Map<String, @Nullable String> properties, @Nullable JsonShape firstElement) {

	enum Kind {

		OBJECT, ARRAY, INTEGER, FLOAT, BOOLEAN, STRING, NULL,

		/**
		 * Text other than JSON.
		 */
		NONE

	}

	private static final JsonShape NONE = new JsonShape(Kind.NONE);

	private JsonShape(Kind kind) {
		this(kind, Map.of(), null);
	}

	static JsonShape of(TokenStreamFactory factory, String text) {
		try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
			JsonToken token = parser.nextToken();
			JsonShape shape = (token != null) ? of(parser, token) : NONE;
			return (parser.nextToken() == null) ? shape : NONE;
		}
		catch (JacksonException ex) {
			return NONE;
		}
	}

	private static JsonShape of(JsonParser parser, JsonToken token) {
		return switch (token) {
			case START_OBJECT -> new JsonShape(Kind.OBJECT, properties(parser), null);
			case START_ARRAY -> new JsonShape(Kind.ARRAY, Map.of(), firstElement(parser));
			case VALUE_NUMBER_INT -> new JsonShape(Kind.INTEGER);
			case VALUE_NUMBER_FLOAT -> new JsonShape(Kind.FLOAT);
			case VALUE_TRUE, VALUE_FALSE -> new JsonShape(Kind.BOOLEAN);
			case VALUE_STRING -> new JsonShape(Kind.STRING);
			case VALUE_NULL -> new JsonShape(Kind.NULL);
			default -> NONE;
		};
	}

	private static Map<String, @Nullable String> properties(JsonParser parser) {
		Map<String, @Nullable String> properties = new LinkedHashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			boolean isString = parser.nextToken() == JsonToken.VALUE_STRING;
			properties.put(name, isString ? parser.getString() : null);
			parser.skipChildren();
		}
		return properties;
	}

	private static @Nullable JsonShape firstElement(JsonParser parser) {
		JsonToken token = parser.nextToken();
		if (token == JsonToken.END_ARRAY) {
			return null;
		}
		JsonShape first = of(parser, token);
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			parser.skipChildren();
		}
		return first;
	}

	boolean isStructure() {
		return this.kind == Kind.OBJECT || this.kind == Kind.ARRAY;
	}

	/**
	 * Describes the text.
	 * @return a text fit for a log
	 */
	String describe() {
		return switch (this.kind) {
			case OBJECT -> "a JSON object with the properties " + LogText.of(this.properties.keySet().toString());
			case ARRAY -> (this.firstElement != null) ? "a JSON array that begins with " + this.firstElement.describe()
					: "an empty JSON array";
			case INTEGER, FLOAT -> "a JSON number";
			case BOOLEAN -> "a JSON boolean";
			case STRING -> "a JSON string";
			case NULL -> "JSON null";
			case NONE -> "a text that is not JSON";
		};
	}

}
