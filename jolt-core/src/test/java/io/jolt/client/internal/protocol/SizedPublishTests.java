package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.jolt.client.JoltNotSentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which form a publish is given, and each of its bytes.
 */
class SizedPublishTests {

	private static final int LIMIT = 10_000;

	private static final String[] SPECIALS = { "\"", "\\", "\n", "\u0000", "\u001f", "\u0080", "\u00ff", "\u0100",
			"\u20ac", "\ud83d\ude00", "\u007f", " " };

	private final RequestEncoder escaping = new RequestEncoder(true);

	private final RequestEncoder utf8 = new RequestEncoder(false);

	@Test
	void whatNeedsNoEscapeIsAnOrdinaryLine() {
		for (String data : List.of("", "plain text", "x".repeat(5_000), "\u007f~ /")) {
			assertThat(publish(this.escaping, "t", data, Map.of(), LIMIT))
				.isEqualTo("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + data + "\"}\n");
		}
	}

	@Test
	void whatNeedsEscapesFollowsItsLine() {
		for (RequestEncoder encoder : List.of(this.escaping, this.utf8)) {
			assertThat(publish(encoder, "t", "{\"a\":1}\n", Map.of(), LIMIT))
				.isEqualTo("#8 {\"op\":\"pub\",\"topic\":\"t\"}\n{\"a\":1}\n\n");
			assertThat(publish(encoder, "t", "\u00e9", Map.of(), LIMIT))
				.isEqualTo("#2 {\"op\":\"pub\",\"topic\":\"t\"}\n\u00e9\n");
			assertThat(publish(encoder, "t", "\ud83d\ude00\u0000\"", Map.of(), LIMIT))
				.isEqualTo("#6 {\"op\":\"pub\",\"topic\":\"t\"}\n\ud83d\ude00\u0000\"\n");
		}
	}

	@Test
	void topicAndHeadersAreEscapedAsEver() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("z", "{\"longer\":\"than the data\"}");
		headers.put("\u00e9", "\u20ac");
		assertThat(publish(this.escaping, "\u00e9\"", "\"d\"", headers, LIMIT))
			.isEqualTo("#3 {\"op\":\"pub\",\"topic\":\"\\u00e9\\\"\",\"headers\":{\"z\":\"{\\\"longer\\\":"
					+ "\\\"than the data\\\"}\",\"\\u00e9\":\"\\u20ac\"}}\n\"d\"\n");
		assertThat(publish(this.utf8, "\u00e9\"", "\"\u20ac\"", headers, LIMIT))
			.isEqualTo("#5 {\"op\":\"pub\",\"topic\":\"\u00e9\\\"\",\"headers\":{\"z\":\"{\\\"longer\\\":"
					+ "\\\"than the data\\\"}\",\"\u00e9\":\"\u20ac\"}}\n\"\u20ac\"\n");
	}

	@Test
	void theDataAreStillTheDataAfterHeadersOfAnyKind() {
		for (String data : List.of("plain", "\"quoted\"", "\u00e9", "\u20ac")) {
			for (String header : List.of("h", "a much longer header than the data", "\"", "\u00e9", "\u20ac")) {
				for (int limit : new int[] { 0, 1, LIMIT }) {
					String frame = publish(this.utf8, "t", data, Map.of("n", header), limit);
					assertThat(meaning(frame)).isEqualTo(new Delivery("t", data, Map.of("n", header), 0));
				}
			}
		}
	}

	@Test
	void itFollowsOnlyWhereItWouldFitIntoALineWithEveryByteEscaped() {
		// {"op":"pub","topic":"t"} has 24 bytes
		for (String data : List.of("\"\"\"", "\u00e9\"", "\u20ac")) {
			int needed = 24 + 16 + 6 * 3;
			assertThat(publish(this.utf8, "t", data, Map.of(), needed)).startsWith("#3 ");
			assertThat(publish(this.utf8, "t", data, Map.of(), needed - 1)).startsWith("{");
			assertThat(publish(this.utf8, "t", data, Map.of("a", "b"), needed + 20)).startsWith("#3 ");
			assertThat(publish(this.utf8, "t", data, Map.of("a", "b"), needed + 19)).startsWith("{");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud83d", "\ude00x", "\"\ud83d", "\u20ac\ud83dx", "\ude00\ud83d", "\ud83d\ud83d\ude00" })
	void aLoneSurrogateIsNotSentInEitherForm(String text) {
		for (RequestEncoder encoder : List.of(this.escaping, this.utf8)) {
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish("chat.general", text, Map.of(), LIMIT))
				.withMessageContaining("'chat.general'")
				.withMessageContaining("the data has a lone surrogate");
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish("t", "\"", Collections.singletonMap("name", text), LIMIT))
				.withMessageContaining("the header value has a lone surrogate");
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish(text, "\"", Map.of(), LIMIT))
				.withMessageContaining("the topic has a lone surrogate");
			assertThat(publish(encoder, "t", "\"d\"", Map.of(), LIMIT)).as("nothing is left of it")
				.isEqualTo("#3 {\"op\":\"pub\",\"topic\":\"t\"}\n\"d\"\n");
		}
	}

	@Test
	void everySpecialCharacterIsWrittenAtEveryOffset() {
		for (String special : SPECIALS) {
			for (int length = 0; length <= 40; length++) {
				for (int at = 0; at <= Math.min(20, length); at++) {
					checkData("a".repeat(at) + special + "b".repeat(length - at));
				}
			}
		}
	}

	private void checkData(String data) {
		for (RequestEncoder encoder : List.of(this.escaping, this.utf8)) {
			assertThat(meaning(publish(encoder, "t", data, Map.of(), 0)).data()).isEqualTo(data);
			assertThat(meaning(publish(encoder, "t", data, Map.of(), LIMIT)).data()).isEqualTo(data);
		}
	}

	@Test
	void aBufferIsUsedAgainForWhateverLinesFollow() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 5_000; i++) {
			RequestEncoder encoder = random.nextBoolean() ? this.escaping : this.utf8;
			assertThatNothingIsConfused(encoder, random, "seed " + seed + ", publish " + i);
		}
	}

	@Test
	void aLongLineIsNotKept() {
		LineBuffer small = this.utf8.publish("t", "d", Map.of(), LIMIT);
		this.utf8.release(small);
		assertThat(this.utf8.publish("t", "d", Map.of(), LIMIT)).isSameAs(small);
		LineBuffer large = this.utf8.publish("t", "x".repeat(100_000), Map.of(), LIMIT);
		assertThat(large).isNotSameAs(small);
		this.utf8.release(large);
		assertThat(this.utf8.publish("t", "d", Map.of(), LIMIT)).isNotSameAs(large);
	}

	@Test
	void aTopicIsItselfHoweverManyThereAre() {
		for (int i = 0; i < 120_000; i++) {
			String topic = "t." + (i % 40_000);
			assertThat(publish(this.utf8, topic, "d", Map.of(), LIMIT))
				.isEqualTo("{\"op\":\"pub\",\"topic\":\"" + topic + "\",\"data\":\"d\"}\n");
		}
	}

	@Test
	void whatCannotBeEncodedLosesNoBuffer() {
		LineBuffer first = this.utf8.publish("t", "d", Map.of(), LIMIT);
		this.utf8.release(first);
		for (int i = 0; i < 10; i++) {
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> this.utf8.publish("t", "\ud83d", Map.of(), LIMIT));
		}
		assertThat(this.utf8.publish("t", "d", Map.of(), LIMIT)).isSameAs(first);
	}

	@Test
	void noBufferIsLentToTwo() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Void>> tasks = new ArrayList<>();
			for (int t = 0; t < 8; t++) {
				Random random = new Random(t);
				tasks.add(() -> {
					for (int i = 0; i < 3_000; i++) {
						assertThatNothingIsConfused(this.utf8, random, "concurrently");
					}
					return null;
				});
			}
			for (Future<Void> done : threads.invokeAll(tasks)) {
				done.get();
			}
		}
		finally {
			threads.shutdown();
		}
	}

	private static void assertThatNothingIsConfused(RequestEncoder encoder, Random random, String description) {
		String topic = "t." + random.nextInt(3);
		int length = (random.nextInt(100) == 0) ? 3_000 : 20;
		String data = random.nextBoolean() ? RandomText.of(random, random.nextInt(length))
				: "latin \u00e9 ".repeat(random.nextInt(length));
		Map<String, String> headers = (random.nextInt(3) == 0)
				? Map.of("n", RandomText.of(random, random.nextInt(length))) : Map.of();
		int limit = List.of(0, 100, 1_000, 1_000_000).get(random.nextInt(4));
		if (random.nextInt(10) == 0) {
			assertThatExceptionOfType(JoltNotSentException.class)
				.isThrownBy(() -> encoder.publish("t", data + "\ud83d", Map.of(), limit));
		}
		String frame = publish(encoder, topic, data, headers, limit);
		assertThat(meaning(frame)).as(description).isEqualTo(new Delivery(topic, data, headers, 0));
	}

	private static String publish(RequestEncoder encoder, String topic, String data, Map<String, String> headers,
			int limit) {
		LineBuffer line = encoder.publish(topic, data, headers, limit);
		byte[] bytes = line.toLine();
		assertThat(bytes).isEqualTo(Arrays.copyOfRange(line.bytes(), line.offset(), line.offset() + line.length()));
		encoder.release(line);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	// what the reader that judges makes of it, and 0 for its length
	private static Delivery meaning(String frame) {
		String line = frame.substring(0, frame.length() - 1);
		if (!frame.startsWith("#")) {
			assertThat(line).doesNotContain("\n");
			byte[] bytes = line.replaceFirst("\"op\":\"pub\",", "").getBytes(StandardCharsets.UTF_8);
			Delivery read = (Delivery) JsonFrameReader.read(bytes, 0, bytes.length);
			return new Delivery(read.topic(), read.data(), read.headers(), 0);
		}
		int space = line.indexOf(' ');
		int lineFeed = line.indexOf('\n');
		String data = line.substring(lineFeed + 1);
		assertThat(data.getBytes(StandardCharsets.UTF_8)).hasSize(Integer.parseInt(line.substring(1, space)));
		byte[] bytes = line.substring(space + 1, lineFeed)
			.replaceFirst("\"op\":\"pub\",", "")
			.getBytes(StandardCharsets.UTF_8);
		return JsonFrameReader.readSized(bytes, 0, bytes.length, data, 0);
	}

}
