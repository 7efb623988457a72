package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DeliveryTests {

	private static final String[] PIECES = { "a", "\"", "\\", "/", "\b", "\f", "\n", "\r", "\t", "\u0000", "\u001f",
			"\u007f", "\u00e9", "\u2028", "\u20ac", "\ud83d\ude00", " ", "{", "}", ":", "," };

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final RequestDecoder decoder = new RequestDecoder();

	private final Delivery delivery = new Delivery(UnpooledByteBufAllocator.DEFAULT);

	@Test
	void whatIsDeliveredEqualsWhatWasPublishedWhateverTheEscapes() {
		for (long seed = 0; seed < 5000; seed++) {
			Random random = new Random(seed);
			String topic = "t." + random.nextInt(10) + (random.nextBoolean() ? "\u00e9\"\\\ud83d\ude00" : "");
			String data = text(random, random.nextInt((seed % 100 == 0) ? 6000 : 40));
			Map<String, String> headers = new LinkedHashMap<>();
			int number = random.nextInt(4);
			for (int i = 0; i < number; i++) {
				headers.put(i + text(random, random.nextInt(5)), text(random, random.nextInt(10)));
			}
			String request = request(random, topic, data, headers);
			String line = deliver(request);
			JsonNode node = this.mapper.readTree(line);
			assertThat(node.get("topic").stringValue()).as("seed %d", seed).isEqualTo(topic);
			assertThat(node.get("data").stringValue()).as("seed %d", seed).isEqualTo(data);
			assertThat(node.has("headers")).isEqualTo(!headers.isEmpty());
			headers.forEach((name, value) -> assertThat(node.get("headers").get(name).stringValue()).isEqualTo(value));
			assertThat(line.getBytes(StandardCharsets.UTF_8).length)
				.isLessThan(request.getBytes(StandardCharsets.UTF_8).length);
		}
	}

	@Test
	void nothingIsLongerThanItHasToBe() {
		assertThat(deliver("{\"data\" : \"d\" , \"headers\":{ \"a\" : \"b\" },\"topic\":\"t\",\"op\":\"pub\",\"x\":1}"))
			.isEqualTo("{\"topic\":\"t\",\"data\":\"d\",\"headers\":{ \"a\" : \"b\" }}");
	}

	@Test
	void aLongLineIsOneBufferAndLetGo() {
		byte[] request = request(new Random(1), "t", "x".repeat(10_000), Map.of()).getBytes(StandardCharsets.UTF_8);
		this.delivery.splice(this.decoder.decode(request, 0, request.length));
		DeliveryLine line = this.delivery.line(false);
		ByteBuf shared = Objects.requireNonNull(line.shared());
		assertThat(shared.readableBytes()).isEqualTo(line.length());
		assertThat(this.delivery.line(false).shared()).as("one for all").isSameAs(shared);
		this.delivery.release();
		assertThat(shared.refCnt()).isZero();
		assertThat(line.shared()).isNull();
	}

	private String deliver(String request) {
		byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
		Request decoded = this.decoder.decode(bytes, 0, bytes.length);
		assertThat(decoded.error()).as(request).isNull();
		this.delivery.splice(decoded);
		ByteBuf shared = this.delivery.line(false).shared();
		String line = (shared != null) ? shared.toString(StandardCharsets.UTF_8) : new String(
				this.delivery.line(false).bytes(), 0, this.delivery.line(false).length(), StandardCharsets.UTF_8);
		this.delivery.release();
		assertThat(line).endsWith("}\n");
		return line.substring(0, line.length() - 1);
	}

	private static String text(Random random, int pieces) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < pieces; i++) {
			text.append(PIECES[random.nextInt(PIECES.length)]);
		}
		return text.toString();
	}

	private static String request(Random random, String topic, String data, Map<String, String> headers) {
		StringBuilder json = new StringBuilder("{\"op\":\"pub\",\"topic\":").append(quote(random, topic));
		if (!headers.isEmpty()) {
			json.append(", \"headers\" : {");
			headers.forEach((name, value) -> json.append(json.toString().endsWith("{") ? "" : ",")
				.append(quote(random, name))
				.append(':')
				.append(quote(random, value)));
			json.append('}');
		}
		return json.append(",\"data\":").append(quote(random, data)).append('}').toString();
	}

	// any way of writing a string that JSON has
	private static String quote(Random random, String text) {
		StringBuilder json = new StringBuilder("\"");
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			int at = "\"\\/\b\f\n\r\t".indexOf(c);
			boolean surrogate = Character.isSurrogate(c);
			if (at >= 0 && random.nextBoolean()) {
				json.append('\\').append("\"\\/bfnrt".charAt(at));
			}
			else if (c < 0x20 || c == '"' || c == '\\' || (!surrogate && random.nextInt(3) == 0)) {
				json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
			}
			else {
				json.append(c);
			}
		}
		return json.append('"').toString();
	}

}
