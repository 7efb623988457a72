package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import io.jolt.broker.internal.routing.GroupName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A publish with its data behind it, and both forms in which it is delivered.
 */
class SizedDeliveryTests {

	private static final String[] PIECES = { "a", "word of text", "\"", "\\", "/", "\b", "\f", "\n", "\r", "\t",
			"\u0000", "\u001f", "\u007f", "\u0080", "\u00e9", "\u07ff", "\u0800", "\u2028", "\u20ac", "\ufffd",
			"\ufeff", "\uffff", "\ud800\udc00", "\ud83d\ude00", "\udbff\udfff", " ", "{", "}", ":", ",", "#1 {}\n" };

	private final JsonMapper mapper = JsonMapper.builder().build();

	private final RequestDecoder decoder = new RequestDecoder();

	private final Delivery delivery = new Delivery(UnpooledByteBufAllocator.DEFAULT);

	@Test
	void bothFormsMeanWhatWasPublished() {
		for (long seed = 0; seed < 5000; seed++) {
			Random random = new Random(seed);
			String data = text(random, random.nextInt((seed % 100 == 0) ? 6000 : 40));
			Map<String, String> headers = new LinkedHashMap<>();
			for (int i = random.nextInt(3); i > 0; i--) {
				headers.put(i + text(random, random.nextInt(5)), text(random, random.nextInt(10)));
			}
			String topic = "t\u00e9\"" + random.nextInt(3);
			publish(topic, headers, data);
			String string = line(false);
			String sized = line(true);
			assertThat(line(false)).as("made once").isEqualTo(string);
			this.delivery.release();
			checkString(string, topic, headers, data);
			assertThat(sized).as("seed %d", seed)
				.isEqualTo("#" + length(data) + " " + published(topic, headers).replace("\"op\":\"pub\",", "") + "\n"
						+ data + "\n");
		}
	}

	private void checkString(String line, String topic, Map<String, String> headers, String data) {
		assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
		assertThat(line.substring(line.indexOf(",\"data\":"), line.length()))
			.as("some clients cannot read more than ASCII")
			.satisfies((rest) -> assertThat(headers.isEmpty() ? rest : "").matches("\\p{ASCII}*"));
		JsonNode node = this.mapper.readTree(line);
		assertThat(node.get("topic").stringValue()).isEqualTo(topic);
		assertThat(node.get("data").stringValue()).isEqualTo(data);
		assertThat(node.has("headers")).isEqualTo(!headers.isEmpty());
		headers.forEach((name, value) -> assertThat(node.get("headers").get(name).stringValue()).isEqualTo(value));
		int promised = length(published(topic, headers));
		assertThat(SizedData.fits(promised, length(data), length(line) - 2)).as("a limit that the line exceeds")
			.isFalse();
	}

	@Test
	void theLongestEscapesAreWithinWhatIsPromised() {
		for (String piece : new String[] { "\u0000", "\u0080", "\u0800", "\ud83d\ude00", "\"", "x" }) {
			for (int count : new int[] { 0, 1, 7, 1000, 100_000 }) {
				publish("t", Map.of(), piece.repeat(count));
				String line = line(false);
				this.delivery.release();
				checkString(line, "t", Map.of(), piece.repeat(count));
			}
		}
	}

	@Test
	void everySpecialCharacterIsEscapedAtEveryOffset() {
		for (String piece : PIECES) {
			for (int length = 0; length <= 40; length++) {
				for (int at = 0; at <= Math.min(20, length); at++) {
					byte[] text = bytes("a".repeat(at) + piece + "b".repeat(length - at));
					JsonEscaper escaper = new JsonEscaper();
					escaper.escape(text, 0, text.length);
					String json = new String(escaper.bytes(), 0, escaper.length(), StandardCharsets.ISO_8859_1);
					assertThat(json).matches("\\p{ASCII}*");
					assertThat(this.mapper.readTree(json).stringValue())
						.isEqualTo(new String(text, StandardCharsets.UTF_8));
				}
			}
		}
	}

	@Test
	void theEscaperIsUsedAgainAfterTextsOfAnyLength() {
		JsonEscaper escaper = new JsonEscaper();
		for (long seed = 0; seed < 2000; seed++) {
			Random random = new Random(seed);
			String text = text(random, random.nextInt((seed % 50 == 0) ? 20_000 : 50));
			byte[] bytes = bytes("??" + text + "??");
			escaper.escape(bytes, 2, bytes.length - 2);
			String json = new String(escaper.bytes(), 0, escaper.length(), StandardCharsets.US_ASCII);
			assertThat(this.mapper.readTree(json).stringValue()).as("seed %d", seed).isEqualTo(text);
			escaper.release();
			assertThat(escaper.bytes().length).isLessThanOrEqualTo(64 * 1024);
		}
	}

	@Test
	void longLinesAreOneBufferForEachFormAndLetGo() {
		publish("t", Map.of(), "\"".repeat(10_000));
		ByteBuf string = Objects.requireNonNull(this.delivery.line(false).shared());
		ByteBuf sized = Objects.requireNonNull(this.delivery.line(true).shared());
		assertThat(this.delivery.line(false).shared()).isSameAs(string);
		assertThat(this.delivery.line(true).shared()).isSameAs(sized);
		assertThat(string.readableBytes()).isEqualTo(this.delivery.line(false).length());
		assertThat(sized.readableBytes()).isEqualTo(this.delivery.line(true).length());
		this.delivery.release();
		assertThat(string.refCnt()).isZero();
		assertThat(sized.refCnt()).isZero();
		this.delivery.release();
		publish("t", Map.of(), "\"");
		assertThat(line(true)).isEqualTo("#1 {\"topic\":\"t\"}\n\"\n");
		assertThat(line(false)).isEqualTo("{\"topic\":\"t\",\"data\":\"\\\"\"}\n");
		this.delivery.release();
	}

	@Test
	void eachGroupGetsLinesThatNameIt() {
		GroupName desk = Objects.requireNonNull(GroupName.of("desk"));
		GroupName other = Objects.requireNonNull(GroupName.of("\u00e9\""));
		for (String text : new String[] { "\"", "\"".repeat(10_000) }) {
			publish("t", Map.of("a", "b"), text);
			String before = "{\"topic\":\"t\",\"headers\":{\"a\":\"b\"}";
			String string = "{\"topic\":\"t\",\"data\":" + quote(text) + ",\"headers\":{\"a\":\"b\"}";
			for (int i = 0; i < 2; i++) {
				DeliveryLine line = this.delivery.line(true, desk);
				assertThat(line(line))
					.isEqualTo("#" + text.length() + " " + before + ",\"group\":\"desk\"}\n" + text + "\n");
				assertThat(this.delivery.line(true, desk)).isSameAs(line);
				assertThat(line(this.delivery.line(false, desk))).isEqualTo(string + ",\"group\":\"desk\"}\n");
				assertThat(line(this.delivery.line(false, other))).isEqualTo(string + ",\"group\":\"\\u00e9\\\"\"}\n");
				assertThat(line(true)).isEqualTo("#" + text.length() + " " + before + "}\n" + text + "\n");
				assertThat(line(false)).isEqualTo(string + "}\n");
			}
			ByteBuf shared = this.delivery.line(false, desk).shared();
			this.delivery.release();
			assertThat(shared == null || shared.refCnt() == 0).isTrue();
		}
	}

	@Test
	void anOrdinaryPublishIsDeliveredAsItCameToEverybody() {
		byte[] request = bytes("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"\\u00e9\"}");
		this.delivery.splice(this.decoder.decode(request, 0, request.length));
		assertThat(line(true)).isEqualTo("{\"topic\":\"t\",\"data\":\"\\u00e9\"}\n");
		assertThat(this.delivery.line(true)).isSameAs(this.delivery.line(false));
		this.delivery.release();
	}

	private void publish(String topic, Map<String, String> headers, String data) {
		byte[] line = bytes(published(topic, headers));
		byte[] frame = bytes("???" + published(topic, headers) + "\n" + data + "\n???");
		Request request = this.decoder.decodeSized(frame, 3, line.length, length(data));
		assertThat(request.error()).isNull();
		this.delivery.splice(request);
	}

	private String published(String topic, Map<String, String> headers) {
		StringBuilder line = new StringBuilder("{\"op\":\"pub\",\"topic\":").append(quote(topic));
		if (!headers.isEmpty()) {
			line.append(",\"headers\":").append(this.mapper.writeValueAsString(headers));
		}
		return line.append('}').toString();
	}

	private String quote(String text) {
		return this.mapper.writeValueAsString(text);
	}

	private String line(boolean sizedDataKnown) {
		return line(this.delivery.line(sizedDataKnown));
	}

	private static String line(DeliveryLine line) {
		ByteBuf shared = line.shared();
		return (shared != null) ? shared.toString(StandardCharsets.UTF_8)
				: new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
	}

	private static String text(Random random, int pieces) {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < pieces; i++) {
			text.append(PIECES[random.nextInt(PIECES.length)]);
		}
		return text.toString();
	}

	private static int length(String text) {
		return bytes(text).length;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
