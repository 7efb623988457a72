package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Deliveries whose data stand behind their line.
 */
class SizedDeliveryTests {

	private final FrameDecoder decoder = new FrameDecoder();

	@Test
	void theDataAreTakenAsTheyAre() {
		String data = "{\"a\":\"b\\n\"}\n\r\t \u0000\u00e9\ud83d\ude00\ufffd\ufeff";
		Delivery delivery = decode("{\"topic\":\"t\"}", data);
		assertThat(delivery)
			.isEqualTo(new Delivery("t", data, Map.of(), 13 + 1 + data.getBytes(StandardCharsets.UTF_8).length));
		assertThat(decode("{\"topic\":\"t\"}", "").data()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"topic\":\"a\\nb\",\"headers\":{\"x\":\"y\\u00e9\"}}",
			"{\"headers\":{\"x\":\"y\\u00e9\"},\"topic\":\"a\\nb\"}",
			" { \"n\":[1,{}], \"t\\u006fpic\" : \"a\\u000Ab\" , \"headers\" : { \"x\":\"y\u00e9\" }, \"ok\":true } \r" })
	void topicAndHeadersMayBeWrittenAnyWay(String line) {
		Delivery delivery = decode(line, "d");
		assertThat(delivery.topic()).isEqualTo("a\nb");
		assertThat(delivery.headers()).isEqualTo(Map.of("x", "y\u00e9"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "{}", "{\"ok\":true}", "{\"topic\":7}", "{\"topic\":null}",
			"{\"topic\":\"t\",\"data\":\"x\"}", "{\"data\":\"x\",\"topic\":\"t\"}", "{\"topic\":\"t\",\"data\":null}",
			"{\"topic\":\"t\",\"d\\u0061ta\":\"x\"}", "{\"topic\":\"t\",\"topic\":\"t\"}", "{\"topic\":\"t\"}x",
			"{\"topic\":\"t\"},", "#1 {\"topic\":\"t\"}" })
	void anyOtherLineIsRefused(String line) {
		for (String before : List.of("{\"topic\":\"t\"}", "{\"topic\":\"u\",\"headers\":{}}")) {
			decode(before, "d");
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(line, "d"));
		}
	}

	@Test
	void dataThatAreNotUtf8AreRefused() {
		for (String hex : List.of("c3", "80", "c080", "eda080", "f4908080", "ff", "61c3", "c361", "efbfbdc3")) {
			byte[] data = new byte[hex.length() / 2];
			for (int i = 0; i < data.length; i++) {
				data[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
			}
			for (int i = 0; i < 2; i++) {
				assertThatExceptionOfType(ProtocolException.class).as(hex)
					.isThrownBy(() -> decode("{\"topic\":\"t\"}".getBytes(StandardCharsets.UTF_8), data))
					.withMessageContaining("not UTF-8");
				decode("{\"topic\":\"t\"}", "d");
			}
		}
	}

	@Test
	void aLineIsNotTakenForAnotherOfItsLength() {
		assertThat(decode("{\"topic\":\"a\"}", "1").topic()).isEqualTo("a");
		assertThat(decode("{\"topic\":\"b\"}", "2").topic()).isEqualTo("b");
		assertThat(decode("{\"topic\":\"b\"}", "3").topic()).isEqualTo("b");
		assertThat(decode("{\"topic\":\"a\"}", "4").topic()).isEqualTo("a");
	}

	@Test
	void headersAreNotRemembered() {
		Delivery first = decode("{\"topic\":\"t\",\"headers\":{\"a\":\"b\"}}", "1");
		Delivery second = decode("{\"topic\":\"t\",\"headers\":{\"a\":\"c\"}}", "2");
		Delivery again = decode("{\"topic\":\"t\",\"headers\":{\"a\":\"c\"}}", "2");
		Delivery without = decode("{\"topic\":\"t\"}", "3");
		assertThat(first.headers()).isEqualTo(Map.of("a", "b"));
		assertThat(second.headers()).isEqualTo(Map.of("a", "c"));
		assertThat(again.headers()).isEqualTo(Map.of("a", "c"));
		assertThat(without.headers()).isEmpty();
	}

	@Test
	void whateverCameBeforeALineIsReadAsByAFreshReader() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		int accepted = 0;
		for (int i = 0; i < 50_000; i++) {
			byte[] line = line(random).getBytes(StandardCharsets.UTF_8);
			byte[] data = RandomText.of(random, random.nextInt(4)).getBytes(StandardCharsets.UTF_8);
			if (random.nextInt(10) == 0) {
				data = Arrays.copyOf(data, random.nextInt(data.length + 1));
			}
			Delivery decoded = decodeOrNull(line, data);
			assertThat(decoded).as("seed %d, line %d: %s", seed, i, new String(line, StandardCharsets.UTF_8))
				.isEqualTo(careful(line, data));
			accepted += (decoded != null) ? 1 : 0;
		}
		assertThat(accepted).as("seed %d", seed).isBetween(5_000, 45_000);
	}

	// few of them, so that they follow upon each other
	private static String line(Random random) {
		List<String> fields = new ArrayList<>(
				List.of("\"topic\":\"" + "ab\u00e9".charAt(random.nextInt(3)) + "\"", "\"topic\":\"\\u0061\""));
		fields.remove((random.nextInt(20) == 0) ? 0 : 1);
		if (random.nextInt(4) == 0) {
			fields.add("\"headers\":{\"a\":\"" + random.nextInt(2) + "\"}");
		}
		if (random.nextInt(10) == 0) {
			fields.add(random.nextInt(fields.size() + 1),
					List.of("\"data\":\"x\"", "\"ok\":true", "\"x\":1", "\"topic\":\"a\"", "\"headers\":{}")
						.get(random.nextInt(5)));
		}
		return "{" + String.join((random.nextInt(10) == 0) ? " , " : ",", fields) + "}"
				+ "x".repeat(random.nextInt(10) / 9);
	}

	private @Nullable Delivery decodeOrNull(byte[] line, byte[] data) {
		try {
			return decode(line, data);
		}
		catch (ProtocolException ex) {
			return null;
		}
	}

	private static @Nullable Delivery careful(byte[] line, byte[] data) {
		try {
			String text = JsonFrameReader.decode(data, 0, data.length);
			return JsonFrameReader.readSized(line, 0, line.length, text, line.length + 1 + data.length);
		}
		catch (ProtocolException ex) {
			return null;
		}
	}

	private Delivery decode(String line, String data) {
		return decode(line.getBytes(StandardCharsets.UTF_8), data.getBytes(StandardCharsets.UTF_8));
	}

	private Delivery decode(byte[] line, byte[] data) {
		// something stands before and after the frame, as in a chunk
		byte[] chunk = new byte[line.length + data.length + 22];
		Arrays.fill(chunk, (byte) '"');
		System.arraycopy(line, 0, chunk, 10, line.length);
		chunk[10 + line.length] = '\n';
		System.arraycopy(data, 0, chunk, 11 + line.length, data.length);
		return this.decoder.decodeSized(chunk, 10, line.length, data.length);
	}

}
