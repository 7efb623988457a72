package io.jolt.client.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of the decoder for any bytes: it throws nothing but the protocol's own
 * error, and what it accepts is what Jackson's tree of the same line says. The rules of
 * the protocol are written down here a second time, on that tree.
 */
final class FrameDecoderProperties {

	private static final int LIMIT = 64;

	private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(.{0,4})|.)", Pattern.DOTALL);

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(
				StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).maxNameLength(1 << 20).build())
		.build();

	private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final FrameDecoder decoder = new FrameDecoder();

	private final FastFrameReader fast = new FastFrameReader();

	/**
	 * Checks a line.
	 * @param line the line
	 * @return whether it was accepted
	 */
	boolean check(byte[] line) {
		// something stands before and after the line, as in a chunk
		byte[] chunk = new byte[line.length + 20];
		Arrays.fill(chunk, (byte) '"');
		System.arraycopy(line, 0, chunk, 10, line.length);
		JsonNode root = read(line);
		InboundFrame decoded;
		try {
			decoded = this.decoder.decode(chunk, 10, line.length);
		}
		catch (ProtocolException ex) {
			assertThat(ex.getMessage()).hasSizeLessThan(1500).doesNotContainPattern("\\p{Cntrl}");
			assertThat(isAcceptable(root)).as(() -> "refused, but " + root).isFalse();
			assertThat(this.fast.read(chunk, 10, line.length)).isNull();
			return false;
		}
		compare(decoded, root, line.length);
		InboundFrame fastFrame = this.fast.read(chunk, 10, line.length);
		if (fastFrame != null) {
			assertThat(fastFrame).isEqualTo(JsonFrameReader.read(chunk, 10, line.length));
		}
		return true;
	}

	/**
	 * Checks that the lines of a stream do not depend on how it is read.
	 * @param stream the bytes
	 * @param chunkLength how many come at a time, in turn with one
	 */
	void checkSplit(byte[] stream, int chunkLength) {
		List<String> expected = cut(stream);
		List<String> lines = new ArrayList<>();
		LineFramer framer = new LineFramer(LIMIT);
		try {
			int length = chunkLength;
			for (int at = 0; at < stream.length; at += length) {
				length = (length == 1) ? chunkLength : 1;
				length = Math.min(length, stream.length - at);
				// a buffer that is used again
				byte[] buffer = Arrays.copyOfRange(stream, at, at + length);
				framer.feed(buffer, 0, length, (bytes, offset, count) -> {
					lines.add(new String(bytes, offset, count, StandardCharsets.ISO_8859_1));
					check(Arrays.copyOfRange(bytes, offset, offset + count));
				});
				Arrays.fill(buffer, (byte) '}');
				assertThat(framer.bufferCapacity()).isLessThanOrEqualTo(1024);
			}
		}
		catch (ProtocolException ex) {
			assertThat(ex).hasMessageContaining("longer than the limit of " + LIMIT);
			lines.add("too long");
		}
		assertThat(lines).isEqualTo(expected);
	}

	// the model: lines of the whole stream at once
	private static List<String> cut(byte[] stream) {
		List<String> lines = new ArrayList<>();
		String rest = new String(stream, StandardCharsets.ISO_8859_1);
		int end = rest.indexOf('\n');
		while (end >= 0) {
			String line = rest.substring(0, end);
			line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
			if (line.length() > LIMIT) {
				lines.add("too long");
				return lines;
			}
			line = strip(line);
			if (!line.isEmpty()) {
				lines.add(line);
			}
			rest = rest.substring(end + 1);
			end = rest.indexOf('\n');
		}
		if (rest.length() > LIMIT + (rest.endsWith("\r") ? 1 : 0)) {
			lines.add("too long");
		}
		return lines;
	}

	private static String strip(String line) {
		return line.replaceAll("\\A[ \\t-\\r]+", "").replaceAll("[ \\t-\\r]+\\z", "");
	}

	private static boolean isAcceptable(@Nullable JsonNode root) {
		if (root == null) {
			return false;
		}
		return (root.has("topic") && root.has("data")) ? root.get("topic").isString() : root.path("ok").isBoolean();
	}

	private static void compare(InboundFrame frame, @Nullable JsonNode root, int lineBytes) {
		assertThat(isAcceptable(root)).as(() -> "accepted as " + frame + ", but " + root).isTrue();
		if (root == null) {
			return;
		}
		if (root.has("topic") && root.has("data")) {
			assertThat(frame).isInstanceOfSatisfying(Delivery.class, (delivery) -> {
				assertThat(delivery.topic()).isEqualTo(root.get("topic").stringValue());
				compareText(delivery.data(), root.get("data"));
				assertThat(delivery.headers()).isEqualTo(headers(root.path("headers")));
				assertThat(delivery.group())
					.isEqualTo(root.path("group").isString() ? root.get("group").stringValue() : null);
				assertThat(delivery.sizeBytes()).isEqualTo(lineBytes);
			});
			return;
		}
		assertThat(frame).isInstanceOfSatisfying(Answer.class, (answer) -> {
			assertThat(answer.ok()).isEqualTo(root.get("ok").booleanValue());
			if (answer.ok()) {
				assertThat(answer.error()).isNull();
				compareHello(answer.hello(), root);
				JsonNode count = root.path("subscribers");
				boolean counted = answer.hello() == null && count.isInt() && count.intValue() >= 0;
				assertThat(answer.subscribers()).isEqualTo(counted ? count.intValue() : Answer.NOT_COUNTED);
			}
			else if (!root.has("error") || root.get("error").isNull()) {
				assertThat(answer.error()).isEqualTo(Answer.UNKNOWN_ERROR);
			}
			else {
				compareText(String.valueOf(answer.error()), root.get("error"));
			}
		});
	}

	private static void compareText(String text, JsonNode node) {
		if (node.isString()) {
			assertThat(text).isEqualTo(node.stringValue());
		}
		else {
			assertThat(MAPPER.readTree(text)).isEqualTo(node);
		}
	}

	private static Map<String, String> headers(JsonNode node) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (node.isObject()) {
			node.properties().forEach((header) -> {
				if (header.getValue().isString()) {
					headers.put(header.getKey(), header.getValue().stringValue());
				}
			});
		}
		return headers;
	}

	private static void compareHello(@Nullable BrokerHello hello, JsonNode root) {
		if (!root.path("broker").isString() || !root.path("version").isInt()) {
			assertThat(hello).isNull();
			return;
		}
		Set<String> features = new TreeSet<>();
		if (root.path("features").isArray()) {
			root.get("features").forEach((feature) -> {
				if (feature.isString()) {
					features.add(feature.stringValue());
				}
			});
		}
		JsonNode maxLine = root.path("max_line");
		int limit = (maxLine.isInt() && maxLine.intValue() > 0) ? maxLine.intValue() : Integer.MAX_VALUE;
		assertThat(hello).isEqualTo(new BrokerHello(root.get("broker").stringValue(), root.get("version").intValue(),
				features, limit, inbox(root.path("inbox"))));
	}

	private static @Nullable String inbox(JsonNode node) {
		return (node.isString() && node.stringValue().matches("[!#-\\[\\]-~]{1,256}")) ? node.stringValue() : null;
	}

	// null where it is no JSON object in UTF-8, or has a key twice in its root
	private static @Nullable JsonNode read(byte[] line) {
		String text;
		try {
			text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
		try {
			JsonNode root = MAPPER.readTree(text);
			return (root.isObject() && hasWellFormedEscapes(text) && hasDistinctKeys(text)) ? root : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	// Jackson takes some characters outside ASCII for hexadecimal digits
	private static boolean hasWellFormedEscapes(String text) {
		return ESCAPE.matcher(text)
			.results()
			.allMatch((escape) -> escape.group(1) == null || escape.group(1).matches("[0-9a-fA-F]{4}"));
	}

	private static boolean hasDistinctKeys(String text) {
		Set<String> names = new HashSet<>();
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				if (!names.add(parser.currentName())) {
					return false;
				}
				parser.nextToken();
				parser.skipChildren();
			}
			return true;
		}
	}

}
