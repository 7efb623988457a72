package io.jolt.client.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads any line and rejects malformed ones. It reads characters, not bytes, because
 * Jackson accepts some malformed UTF-8. Used for one line, by one thread.
 */
final class JsonFrameReader {

	private final JsonParser parser;

	private final String line;

	private final FrameFields fields = new FrameFields();

	private JsonFrameReader(JsonParser parser, String line) {
		this.parser = parser;
		this.line = line;
	}

	static InboundFrame read(byte[] bytes, int offset, int length) {
		return read(bytes, offset, length, (fields) -> fields.toFrame(length));
	}

	static Delivery readSized(byte[] bytes, int offset, int length, String data, int frameBytes) {
		return read(bytes, offset, length, (fields) -> fields.toDelivery(data, frameBytes));
	}

	private static <F extends InboundFrame> F read(byte[] bytes, int offset, int length, Outcome<F> outcome) {
		try {
			String line = decodeUtf8(bytes, offset, length);
			requireAsciiEscapes(line);
			try (JsonParser parser = BoundedJson.FACTORY.createParser(ObjectReadContext.empty(), line)) {
				JsonFrameReader reader = new JsonFrameReader(parser, line);
				reader.readObject();
				return outcome.of(reader.fields);
			}
		}
		catch (CharacterCodingException ex) {
			throw notUtf8(bytes, offset, length);
		}
		catch (JacksonException ex) {
			throw ProtocolException.malformed("not JSON (" + WireText.sanitize(ex.getOriginalMessage()) + ")", bytes,
					offset, length);
		}
		catch (UnknownFrameException ex) {
			throw ProtocolException.malformed(ex.reason(), bytes, offset, length);
		}
	}

	/**
	 * Decodes UTF-8.
	 * @param bytes holds it
	 * @param offset where it begins
	 * @param length how many bytes it has
	 * @return the text
	 * @throws ProtocolException if it is malformed
	 */
	static String decode(byte[] bytes, int offset, int length) {
		try {
			return decodeUtf8(bytes, offset, length);
		}
		catch (CharacterCodingException ex) {
			throw notUtf8(bytes, offset, length);
		}
	}

	private static String decodeUtf8(byte[] bytes, int offset, int length) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
	}

	private static ProtocolException notUtf8(byte[] bytes, int offset, int length) {
		return ProtocolException.malformed("not UTF-8", bytes, offset, length);
	}

	// Jackson accepts some non-ASCII characters as hexadecimal digits of an escape
	private static void requireAsciiEscapes(String line) throws UnknownFrameException {
		for (int at = line.indexOf('\\'); at >= 0; at = line.indexOf('\\', at + 2)) {
			int end = Math.min(line.length(), at + 6);
			if (line.startsWith("u", at + 1) && line.substring(at, end).chars().anyMatch((c) -> c >= 0x80)) {
				throw new UnknownFrameException("with an invalid escape");
			}
		}
	}

	private void readObject() throws UnknownFrameException {
		if (this.parser.nextToken() != JsonToken.START_OBJECT) {
			throw new UnknownFrameException("not a JSON object");
		}
		Set<String> names = new HashSet<>();
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			if (!names.add(name)) {
				throw new UnknownFrameException("with a duplicate key");
			}
			readField(name, this.parser.nextToken());
		}
		if (this.parser.nextToken() != null) {
			throw new UnknownFrameException("with something after the JSON object");
		}
	}

	private void readField(String name, JsonToken token) {
		switch (name) {
			case "topic" -> this.fields.topic(readString(token));
			case "data" -> this.fields.data(readText(token));
			case "headers" -> this.fields.headers(readHeaders(token));
			case "group" -> this.fields.group(readString(token));
			case "ok" -> this.fields.ok(readBoolean(token));
			case "error" -> this.fields.error((token != JsonToken.VALUE_NULL) ? readText(token) : null);
			case "broker" -> this.fields.broker(readString(token));
			case "version" -> this.fields.version(readInt(token));
			case "features" -> this.fields.features(readStrings(token));
			case "max_line" -> this.fields.maxLine(readInt(token));
			case "inbox" -> this.fields.inbox(readString(token));
			case "subscribers" -> this.fields.subscribers(readInt(token));
			default -> this.parser.skipChildren();
		}
	}

	private @Nullable String readString(JsonToken token) {
		if (token == JsonToken.VALUE_STRING) {
			return this.parser.getString();
		}
		this.parser.skipChildren();
		return null;
	}

	private String readText(JsonToken token) {
		if (token == JsonToken.VALUE_STRING) {
			return this.parser.getString();
		}
		int start = (int) this.parser.currentTokenLocation().getCharOffset();
		this.parser.skipChildren();
		// a number is read to its end only on demand
		this.parser.finishToken();
		return this.line.substring(start, (int) this.parser.currentLocation().getCharOffset());
	}

	private @Nullable Boolean readBoolean(JsonToken token) {
		this.parser.skipChildren();
		return token.isBoolean() ? (token == JsonToken.VALUE_TRUE) : null;
	}

	private @Nullable Integer readInt(JsonToken token) {
		if (token == JsonToken.VALUE_NUMBER_INT && this.parser.getNumberType() == JsonParser.NumberType.INT) {
			return this.parser.getIntValue();
		}
		this.parser.skipChildren();
		return null;
	}

	private Set<String> readStrings(JsonToken token) {
		Set<String> strings = new LinkedHashSet<>();
		if (token == JsonToken.START_ARRAY) {
			for (JsonToken item = this.parser.nextToken(); item != JsonToken.END_ARRAY; item = this.parser
				.nextToken()) {
				String string = readString(item);
				if (string != null) {
					strings.add(string);
				}
			}
		}
		else {
			this.parser.skipChildren();
		}
		return strings;
	}

	private Map<String, String> readHeaders(JsonToken token) {
		if (token != JsonToken.START_OBJECT) {
			this.parser.skipChildren();
			return Map.of();
		}
		Map<String, String> headers = new LinkedHashMap<>();
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.parser.currentName();
			String value = readString(this.parser.nextToken());
			if (value != null) {
				headers.put(name, value);
			}
			else {
				// for a duplicate name, the last value counts
				headers.remove(name);
			}
		}
		return headers.isEmpty() ? Map.of() : Collections.unmodifiableMap(headers);
	}

	/**
	 * Decides from its fields what a line is.
	 *
	 * @param <F> the kind of frame
	 */
	@FunctionalInterface
	private interface Outcome<F> {

		F of(FrameFields fields) throws UnknownFrameException;

	}

}
