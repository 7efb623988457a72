package io.jolt.client.internal.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.jolt.client.internal.protocol.WireText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of a connection file, read strictly: unknown fields, duplicates and wrong
 * types are errors.
 */
final class ConnectionFileFields {

	private static final int VERSION = 1;

	private static final Map<String, List<String>> OBJECTS = Map.of("",
			List.of("version", "client", "credential", "broker"), "client", List.of("name"), "credential",
			List.of("user", "password", "certificate", "privateKey"), "broker",
			List.of("name", "address", "ca", "fingerprint"));

	private final JsonParser parser;

	// by their paths
	private final Map<String, String> strings = new HashMap<>();

	private final Set<String> seen = new TreeSet<>();

	// the first unknown field, null if there is none: a later version has others
	private @Nullable InvalidFieldException unknown;

	private @Nullable Integer version;

	private ConnectionFileFields(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Reads the fields.
	 * @param parser is before the first token
	 * @return the fields
	 * @throws InvalidFieldException if one is invalid
	 */
	static ConnectionFileFields read(JsonParser parser) throws InvalidFieldException {
		ConnectionFileFields fields = new ConnectionFileFields(parser);
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			throw new InvalidFieldException("", "it must be a JSON object");
		}
		fields.readObject("");
		if (parser.nextToken() != null) {
			throw new InvalidFieldException("", "something follows the JSON object");
		}
		fields.requireVersion();
		if (fields.unknown != null) {
			throw fields.unknown;
		}
		return fields;
	}

	private void readObject(String path) throws InvalidFieldException {
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			String field = path.isEmpty() ? name : path + "." + name;
			JsonToken value = this.parser.nextToken();
			if (!OBJECTS.getOrDefault(path, List.of()).contains(name)) {
				unknown(path, field);
			}
			else if (!this.seen.add(field)) {
				throw new InvalidFieldException(field, "it occurs twice");
			}
			else {
				readValue(field, value);
			}
		}
	}

	private void unknown(String path, String field) {
		this.parser.skipChildren();
		if (this.unknown == null) {
			this.unknown = new InvalidFieldException(WireText.sanitize(field),
					"there is no such field; there are " + String.join(", ", OBJECTS.getOrDefault(path, List.of())));
		}
	}

	private void readValue(String field, JsonToken value) throws InvalidFieldException {
		if (OBJECTS.containsKey(field)) {
			require(value == JsonToken.START_OBJECT, field, "a JSON object");
			readObject(field);
		}
		else if (field.equals("version")) {
			require(value == JsonToken.VALUE_NUMBER_INT && this.parser.getNumberType() == JsonParser.NumberType.INT,
					field, "the number " + VERSION);
			this.version = this.parser.getIntValue();
		}
		else {
			require(value == JsonToken.VALUE_STRING, field, "a string");
			this.strings.put(field, this.parser.getString());
		}
	}

	private static void require(boolean condition, String field, String expected) throws InvalidFieldException {
		if (!condition) {
			throw new InvalidFieldException(field, "it must be " + expected);
		}
	}

	private void requireVersion() throws InvalidFieldException {
		if (this.version == null) {
			throw new InvalidFieldException("version", "it is missing");
		}
		if (this.version != VERSION) {
			throw new InvalidFieldException("version", "version " + this.version
					+ " is not supported; this client reads version " + VERSION + ": update the client");
		}
	}

	/**
	 * Whether a field is present.
	 * @param field its path
	 * @return {@code false} if it is missing
	 */
	boolean has(String field) {
		return this.seen.contains(field);
	}

	/**
	 * An optional field.
	 * @param field its path
	 * @return its value, or {@code null}
	 */
	@Nullable String optional(String field) {
		return this.strings.get(field);
	}

	/**
	 * A required field.
	 * @param field its path
	 * @return its value, not blank
	 * @throws InvalidFieldException if it is missing or blank
	 */
	String required(String field) throws InvalidFieldException {
		String value = this.strings.get(field);
		if (value == null) {
			throw new InvalidFieldException(field, "it is missing");
		}
		if (value.isBlank()) {
			throw new InvalidFieldException(field, "it is blank");
		}
		return value;
	}

	/**
	 * A name that will appear in logs and messages.
	 * @param field its path
	 * @return its value
	 * @throws InvalidFieldException if it is missing or unsuitable
	 */
	String requiredName(String field) throws InvalidFieldException {
		String name = required(field);
		if (!WireText.sanitize(name).equals(name)) {
			throw new InvalidFieldException(field,
					"a name has at most " + WireText.MAX_CHARS + " characters, and no control characters");
		}
		return name;
	}

}
