package io.jolt.client.spi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltPayloadException;
import io.jolt.client.internal.protocol.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PayloadCompression} and {@link EncodedMessage}.
 */
class PayloadCompressionTests {

	private static final Map<String, String> GZIP = Map.of("jolt-encoding", "gzip", "a", "b");

	private final PayloadCompression compression = new PayloadCompression(true, 1024, 100_000);

	@ParameterizedTest
	@ValueSource(strings = { "x", "\u00e9", "\u4e2d", "\ud83d\ude00", "\"\n\u0000" })
	void aTextThatWasCompressedIsReadAsItWas(String part) {
		String text = part.repeat(2000);
		String compressed = Objects.requireNonNull(this.compression.compress(text));
		assertThat(compressed).matches("[A-Za-z0-9+/=]+").hasSizeLessThan(text.length());
		JoltMessage message = readable(compressed, GZIP);
		assertThat(message.data()).isEqualTo(text).isSameAs(message.data());
		assertThat(message.headers()).isEqualTo(GZIP);
		assertThat(message.topic()).isEqualTo("t");
	}

	@Test
	void aTextBelowTheThresholdIsNotCompressed() {
		assertThat(this.compression.compress("x".repeat(1023))).isNull();
		assertThat(this.compression.compress("x".repeat(1024))).isNotNull();
		// in bytes of UTF-8, of which this has 2 a character
		assertThat(this.compression.compress("\u00e9".repeat(511))).isNull();
		assertThat(this.compression.compress("\u00e9".repeat(512))).isNotNull();
		assertThat(new PayloadCompression(true, 0, 1).compress("")).isNull();
	}

	@Test
	void aTextThatWouldBecomeLongerIsNotCompressed() {
		byte[] noise = new byte[2000];
		new Random(1).nextBytes(noise);
		assertThat(this.compression.compress(Base64.getEncoder().encodeToString(noise))).isNull();
	}

	@Test
	void whatIsNoTextIsLeftToWhoRefusesIt() {
		assertThat(this.compression.compress("x".repeat(2000) + "\ud83d")).isNull();
	}

	@Test
	void aMessageThatIsNotEncodedStaysTheSame() {
		SizedMessage plain = new Delivery("t", "d", Map.of(), 1);
		SizedMessage headers = new Delivery("t", "d", Map.of("a", "b"), 1);
		assertThat(this.compression.readable(plain)).isSameAs(plain);
		assertThat(this.compression.readable(headers)).isSameAs(headers);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "not base64!", "AAAA", "H4sIAAAAAAAA", "H4sIAAAAAAAA/w==" })
	void whatIsNotEncodedAsItSaysCannotBeRead(String data) {
		requireUnreadable(readable(data, GZIP), data);
	}

	@Test
	void aCutOrChangedTextCannotBeRead() {
		byte[] gzip = gzip("hello ".repeat(300).getBytes(StandardCharsets.UTF_8));
		byte[] cut = Arrays.copyOf(gzip, gzip.length - 5);
		byte[] changed = gzip.clone();
		changed[gzip.length - 6] ^= 1;
		requireUnreadable(readable(base64(cut), GZIP), base64(cut));
		requireUnreadable(readable(base64(changed), GZIP), base64(changed));
		String noText = base64(gzip(new byte[] { (byte) 0xC3, 0x28 }));
		requireUnreadable(readable(noText, GZIP), noText);
	}

	@Test
	void anUnknownEncodingCannotBeRead() {
		requireUnreadable(readable("x", Map.of("jolt-encoding", "zip\n")), "x");
	}

	@Test
	void aTextIsReadUpToTheLimitAndNotBeyond() {
		for (int limit : new int[] { 1, 100, 8192, 8193, 100_000 }) {
			PayloadCompression limited = new PayloadCompression(false, 0, limit);
			assertThat(limited.readable(delivery(base64(gzip(new byte[limit])), GZIP)).data()).hasSize(limit);
			String longer = base64(gzip(new byte[limit + 1]));
			requireUnreadable(limited.readable(delivery(longer, GZIP)), longer);
		}
	}

	@Test
	void aBombIsNotInflated() {
		String bomb = base64(gzip(new byte[200 * 1024 * 1024]));
		JoltMessage message = readable(bomb, GZIP);
		assertThatExceptionOfType(JoltPayloadException.class).isThrownBy(message::data)
			.withMessageContaining("100000 bytes");
	}

	private static void requireUnreadable(JoltMessage message, String raw) {
		assertThatExceptionOfType(JoltPayloadException.class).isThrownBy(message::data).withMessageContaining("'t'");
		assertThatExceptionOfType(JoltPayloadException.class).as("each time").isThrownBy(message::data);
		assertThat(message.headers()).isNotEmpty();
		assertThat(EncodedMessage.textOf(message)).isEqualTo(raw);
	}

	private SizedMessage readable(String data, Map<String, String> headers) {
		return this.compression.readable(delivery(data, headers));
	}

	private static Delivery delivery(String data, Map<String, String> headers) {
		return new Delivery("t", data, headers, 7);
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(result)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return result.toByteArray();
	}

}
