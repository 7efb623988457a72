package io.jolt.broker.internal.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
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
 * What holds of the decoder for any bytes: it never throws, it refuses what the protocol
 * refuses, with the protocol's code, and what a subscriber reads equals what was
 * published. The rules of the protocol are written down here a second time, on Jackson's
 * tree of the same line.
 */
final class RequestDecoderProperties {

	private static final int LIMIT = 64;

	private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(.{0,4})|.)", Pattern.DOTALL);

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(
				StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).maxNameLength(1 << 20).build())
		.build();

	private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final RequestDecoder decoder = new RequestDecoder();

	private final Delivery delivery = new Delivery(UnpooledByteBufAllocator.DEFAULT);

	/**
	 * Checks a line.
	 * @param input the line; LFs in it are taken for spaces, as no line has any
	 * @return whether it was accepted
	 */
	boolean check(byte[] input) {
		byte[] line = input.clone();
		for (int i = 0; i < line.length; i++) {
			line[i] = (line[i] == '\n') ? (byte) ' ' : line[i];
		}
		// something stands before and after the line, as in a chunk
		byte[] chunk = new byte[line.length + 20];
		Arrays.fill(chunk, (byte) '"');
		System.arraycopy(line, 0, chunk, 10, line.length);
		JsonNode root = null;
		String expected;
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
			root = read(text);
			expected = (root != null) ? expectedError(root) : "invalid_json";
		}
		catch (CharacterCodingException ex) {
			expected = "invalid_utf8";
		}
		Request request = this.decoder.decode(chunk, 10, line.length);
		assertThat(code(request.error())).isEqualTo(expected);
		assertThat(request.isClosing()).isEqualTo(expected.equals("invalid_utf8"));
		if (request.error() != null) {
			return false;
		}
		compare(request, Objects.requireNonNull(root), line.length);
		return true;
	}

	private void compare(Request request, JsonNode root, int lineBytes) {
		switch (root.get("op").stringValue()) {
			case "pub" -> {
				assertThat(request.topic()).hasToString(root.get("topic").stringValue());
				assertThat(request.isCounting()).isEqualTo(root.path("count").asBoolean(false));
				checkDelivery(request, root, lineBytes);
			}
			case "sub", "unsub" -> {
				boolean pattern = root.path("pattern").asBoolean(false);
				Object named = pattern ? request.pattern() : request.topic();
				assertThat(named).hasToString(root.get("topic").stringValue());
				assertThat(pattern ? request.topic() : request.pattern()).isNull();
				assertThat(request.group() != null).isEqualTo(root.has("group"));
				assertThat(String.valueOf(request.group())).isEqualTo(root.path("group").asString("null"));
			}
			case "auth" -> {
				assertThat(request.user()).isEqualTo(root.get("user").stringValue());
				assertThat(request.password()).isEqualTo(root.get("pass").stringValue());
			}
			default -> assertThat(request.operation()).isIn(Operation.PING, Operation.HELLO);
		}
	}

	private void checkDelivery(Request request, JsonNode published, int lineBytes) {
		this.delivery.splice(request);
		ByteBuf shared = this.delivery.line(false).shared();
		String line = (shared != null) ? shared.toString(StandardCharsets.UTF_8) : new String(
				this.delivery.line(false).bytes(), 0, this.delivery.line(false).length(), StandardCharsets.UTF_8);
		int length = this.delivery.line(false).length();
		this.delivery.release();
		assertThat(line).endsWith("}\n");
		assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
		assertThat(length - 1).isLessThanOrEqualTo(lineBytes);
		JsonNode delivered = MAPPER.readTree(line);
		assertThat(delivered.get("topic")).isEqualTo(published.get("topic"));
		assertThat(delivered.get("data")).isEqualTo(published.get("data"));
		assertThat(delivered.path("headers")).isEqualTo(published.path("headers"));
		assertThat(delivered.size()).isEqualTo(published.has("headers") ? 3 : 2);
	}

	/**
	 * Checks that the lines of a stream do not depend on how it is read.
	 * @param stream the bytes
	 * @param chunkLength how many come at a time, in turn with one
	 */
	void checkSplit(byte[] stream, int chunkLength) {
		Lines lines = new Lines();
		LineFramer framer = new LineFramer(LIMIT);
		int length = chunkLength;
		for (int at = 0; at < stream.length && !lines.tooLong; at += length) {
			length = (length == 1) ? chunkLength : 1;
			length = Math.min(length, stream.length - at);
			// a buffer that is used again
			byte[] buffer = Arrays.copyOfRange(stream, at, at + length);
			int taken = 0;
			while (taken < length && !lines.tooLong) {
				taken += framer.feed(buffer, taken, length - taken, lines);
			}
			Arrays.fill(buffer, (byte) '}');
			assertThat(framer.partialBytes()).isLessThanOrEqualTo(LIMIT);
		}
		assertThat(lines.received).isEqualTo(cut(stream));
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
			if (!line.matches("[ \\t\\r]*")) {
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

	private static String code(@Nullable Answer error) {
		if (error == null) {
			return "none";
		}
		String text = MAPPER.readTree(error.toString()).get("error").stringValue();
		return text.replaceAll(":.*", "");
	}

	private static String expectedError(JsonNode root) {
		JsonNode op = root.path("op");
		if (!op.isString()) {
			return "invalid_request";
		}
		return switch (op.stringValue()) {
			case "pub" -> expectedPublishError(root);
			case "sub", "unsub" -> expectedSubscriptionError(root);
			case "auth" -> (isText(root.path("user")) && isText(root.path("pass"))) ? "none" : "invalid_request";
			case "ping", "hello" -> "none";
			default -> "unknown_op";
		};
	}

	private static String expectedPublishError(JsonNode root) {
		if (!isTopic(root.path("topic"))) {
			return "invalid_topic";
		}
		if (!isText(root.path("data"))) {
			return "invalid_data";
		}
		if (root.has("count") && !root.get("count").isBoolean()) {
			return "invalid_request";
		}
		return (!root.has("headers") || areHeaders(root.get("headers"))) ? "none" : "invalid_headers";
	}

	private static String expectedSubscriptionError(JsonNode root) {
		if (root.has("pattern") && !root.get("pattern").isBoolean()) {
			return "invalid_request";
		}
		boolean valid = isTopic(root.path("topic"));
		if (valid && root.path("pattern").asBoolean(false)) {
			valid = root.get("topic").stringValue().matches("(([^.*>]+|\\*)\\.)*([^.*>]+|\\*|>)");
		}
		return !valid ? "invalid_topic" : (!root.has("group") || isGroup(root.get("group"))) ? "none" : "invalid_group";
	}

	private static boolean isGroup(JsonNode node) {
		return isTopic(node) && bytes(node.stringValue()) <= 64 && !node.stringValue().contains(".");
	}

	private static boolean isText(JsonNode node) {
		return node.isString() && StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue());
	}

	private static boolean isTopic(JsonNode node) {
		return isText(node) && !node.stringValue().isEmpty() && bytes(node.stringValue()) <= 256
				&& node.stringValue().chars().noneMatch((c) -> c < 0x20 || (c >= 0x7f && c < 0xa0));
	}

	private static int bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8).length;
	}

	private static boolean areHeaders(JsonNode headers) {
		// a repeated name is seen only where the tree is refused for it
		if (!headers.isObject() || headers.has("\u0000twice") || headers.size() > 64) {
			return false;
		}
		int total = 0;
		for (String name : headers.propertyNames()) {
			if (!StandardCharsets.UTF_8.newEncoder().canEncode(name) || !isText(headers.get(name)) || name.isEmpty()
					|| bytes(name) > 128) {
				return false;
			}
			total += bytes(name) + bytes(headers.get(name).stringValue());
		}
		return total <= 16 * 1024;
	}

	// null where it is no JSON object, or has a key twice in its root, or a number that
	// is too long
	private static @Nullable JsonNode read(String text) {
		try {
			JsonNode root = MAPPER.readTree(text);
			return (root.isObject() && hasWellFormedEscapes(text) && keepsTheLimits(text, root)) ? root : null;
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

	// what a tree does not show: repeated names, and numbers as they were written
	private static boolean keepsTheLimits(String text, JsonNode root) {
		Set<String> names = new HashSet<>();
		Set<String> headers = new HashSet<>();
		try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
			int depth = 0;
			String field = "";
			@Nullable JsonToken token;
			while ((token = parser.nextToken()) != null) {
				depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
				if (token == JsonToken.PROPERTY_NAME && depth == 1) {
					field = parser.currentName();
					if (!names.add(field)) {
						return false;
					}
				}
				else if (token == JsonToken.PROPERTY_NAME && depth == 2 && field.equals("headers")
						&& root.get("headers") instanceof tools.jackson.databind.node.ObjectNode object
						&& !headers.add(parser.currentName())) {
					object.put("\u0000twice", 1);
				}
				else if (token.isNumeric() && parser.getString().length() > 100) {
					return false;
				}
			}
			return true;
		}
	}

	private final class Lines implements LineFramer.LineConsumer {

		private final List<String> received = new ArrayList<>();

		private boolean tooLong;

		@Override
		public boolean line(byte[] bytes, int offset, int length) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
			check(Arrays.copyOfRange(bytes, offset, offset + length));
			// a pause now and then
			return length % 3 != 0;
		}

		@Override
		public void tooLong() {
			this.tooLong = true;
			this.received.add("too long");
		}

	}

}
