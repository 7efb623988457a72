package io.jolt.broker.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the decoder against a JSON library, on requests that were damaged at random.
 */
class RequestDecoderAgreementTests {

	private static final int MUTANTS = 100_000;

	private static final List<String> SEEDS = List.of("{\"op\":\"ping\"}", "{\"op\": \"sub\", \"topic\": \"a.b\"}",
			"{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"x \\\"y\\\" \\u00e9\\ud83d\\ude00 \u00e9 \\n\"}",
			"{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"headers\":{\"a\":\"b\",\"c\":\"\\t\"}}",
			"{\"x\":[1,-2.5e+7,{\"y\":[true,false,null,[]]},{}],\"op\":\"hello\",\"op2\":{\"a\":1,\"a\":2}}",
			"{\"n\":" + "[".repeat(60) + "1" + "]".repeat(60) + ",\"op\":\"ping\"}",
			"{\"n\":" + "1".repeat(98) + ",\"op\":\"ping\"}", " { \"op\" : \"unsub\" , \"topic\" : \"\u20ac\" } ");

	private static final String SPICE = "{}[]\":,.\\u0019eE+-truefalsnu \t\r/'\u0000\u0001xX\u007f";

	private final JsonFactory factory = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNestingDepth(64)
			.maxNumberLength(JsonCursor.MAX_NUMBER_LENGTH)
			.build())
		.build();

	private final RequestDecoder decoder = new RequestDecoder();

	@Test
	void whatIsJsonHereIsJsonThere() {
		Random random = new Random(42);
		int accepted = 0;
		for (int i = 0; i < MUTANTS; i++) {
			byte[] line = mutate(SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8), random);
			String expected = expected(line);
			String actual = actual(this.decoder.decode(line, 0, line.length));
			assertThat(actual).as("mutant %d: %s", i, new String(line, StandardCharsets.ISO_8859_1))
				.isEqualTo(expected);
			accepted += expected.equals("json") ? 1 : 0;
		}
		// else the mutants show nothing
		assertThat(accepted).isBetween(MUTANTS / 20, MUTANTS * 19 / 20);
	}

	private static byte[] mutate(byte[] seed, Random random) {
		byte[] line = seed.clone();
		int mutations = random.nextInt(3);
		for (int i = 0; i < mutations; i++) {
			int at = random.nextInt(line.length);
			byte value = (byte) ((random.nextInt(8) == 0) ? random.nextInt(256)
					: SPICE.charAt(random.nextInt(SPICE.length())));
			line = switch (random.nextInt(4)) {
				case 0 -> splice(line, at, at + 1, value);
				case 1 -> splice(line, at, at, value);
				case 2 -> splice(line, at, at + 1);
				default -> splice(line, at, line.length);
			};
			if (line.length == 0) {
				return new byte[] { '{' };
			}
		}
		for (int i = 0; i < line.length; i++) {
			// the framer takes these out
			line[i] = (line[i] == '\n') ? (byte) ' ' : line[i];
		}
		return line;
	}

	private static byte[] splice(byte[] line, int from, int to, byte... inserted) {
		return ByteBuffer.allocate(line.length - (to - from) + inserted.length)
			.put(line, 0, from)
			.put(inserted)
			.put(line, to, line.length - to)
			.array();
	}

	private String expected(byte[] line) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
		}
		catch (CharacterCodingException ex) {
			return "invalid_utf8";
		}
		return isRequest(line) ? "json" : "invalid_json";
	}

	private boolean isRequest(byte[] line) {
		if (line.length >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf) {
			return false;
		}
		// as text: the library's decoder of bytes also guesses UTF-16 and UTF-32
		String text = new String(line, StandardCharsets.UTF_8);
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), text)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return false;
			}
			Set<String> names = new HashSet<>();
			int depth = 1;
			@Nullable JsonToken token;
			while ((token = parser.nextToken()) != null) {
				if (depth == 0) {
					return false;
				}
				if (token == JsonToken.PROPERTY_NAME && depth == 1 && !names.add(parser.currentName())) {
					return false;
				}
				if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT
						|| token == JsonToken.VALUE_STRING) {
					// the library reads on only when asked; and its limit leaves out
					// signs and dots
					if (parser.getString().length() > JsonCursor.MAX_NUMBER_LENGTH && token.isNumeric()) {
						return false;
					}
				}
				depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
			}
			return depth == 0;
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private static String actual(Request request) {
		String error = String.valueOf(request.error());
		return error.contains("invalid_utf8") ? "invalid_utf8"
				: error.contains("invalid_json") ? "invalid_json" : "json";
	}

}
