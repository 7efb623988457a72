package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineFramerTests {

	private final List<String> lines = new ArrayList<>();

	@Test
	void severalLinesInOneChunk() {
		feed(new LineFramer(100), "one\ntwo\nthree");
		assertThat(this.lines).containsExactly("one", "two");
	}

	@Test
	void whiteSpaceAroundALineIsNoPartOfIt() {
		feed(new LineFramer(100), "one\r\n \ttwo words \r\r\n\r\n   \n\n\u000b\f\nthree\n");
		assertThat(this.lines).containsExactly("one", "two words", "three");
	}

	@Test
	void linesComeOutTheSameHoweverTheStreamIsCut() {
		byte[] stream = bytes("{\"ok\":true}\r\n\n{\"topic\":\"t\",\"data\":\"\u00e9\ud83d\ude00\"}\n  x \r\n");
		for (int first = 0; first <= stream.length; first++) {
			for (int second = first; second <= stream.length; second++) {
				this.lines.clear();
				LineFramer framer = new LineFramer(100);
				framer.feed(stream, 0, first, this::add);
				framer.feed(stream, first, second - first, this::add);
				framer.feed(stream, second, stream.length - second, this::add);
				assertThat(this.lines).as("cut at %d and %d", first, second)
					.containsExactly("{\"ok\":true}", "{\"topic\":\"t\",\"data\":\"\u00e9\ud83d\ude00\"}", "x");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n" })
	void aLineOfExactlyTheLimitIsAccepted(String lineEnd) {
		for (int cut = 0; cut <= 10 + lineEnd.length(); cut++) {
			this.lines.clear();
			byte[] stream = bytes("0123456789" + lineEnd);
			LineFramer framer = new LineFramer(10);
			framer.feed(stream, 0, cut, this::add);
			framer.feed(stream, cut, stream.length - cut, this::add);
			assertThat(this.lines).as("cut at %d", cut).containsExactly("0123456789");
		}
	}

	@Test
	void whatNamesAGroupMayBeLongerByThat() {
		LineFramer framer = new LineFramer(10);
		framer.allowGroups();
		feed(framer, "x".repeat(10 + 256) + "\n");
		assertThat(this.lines).hasSize(1);
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> feed(framer, "x".repeat(10 + 256 + 1) + "\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r\r\n" })
	void oneByteMoreIsRefused(String lineEnd) {
		for (int cut = 0; cut <= 11; cut++) {
			byte[] stream = bytes("0123456789X" + lineEnd);
			LineFramer framer = new LineFramer(10);
			int end = cut;
			assertThatExceptionOfType(ProtocolException.class).as("cut at %d", cut).isThrownBy(() -> {
				framer.feed(stream, 0, end, this::add);
				framer.feed(stream, end, stream.length - end, this::add);
			}).withMessageContaining("limit of 10 bytes");
		}
		assertThat(this.lines).isEmpty();
	}

	@Test
	void aCarriageReturnThatEndsNoLineCounts() {
		LineFramer framer = new LineFramer(10);
		feed(framer, "0123456789\r");
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> feed(framer, "x"));
	}

	@Test
	void blanksDoNotGetAroundTheLimit() {
		LineFramer framer = new LineFramer(10);
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> feed(framer, " ".repeat(11)));
	}

	@Test
	void theLimitIsCheckedBeforeAnythingIsBuffered() {
		LineFramer framer = new LineFramer(1_000);
		feed(framer, "x".repeat(600));
		int capacity = framer.bufferCapacity();
		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> feed(framer, "y".repeat(100_000)));
		assertThat(framer.bufferCapacity()).isEqualTo(capacity);
	}

	@Test
	void linesBeforeOneThatIsTooLongAreHandedOn() {
		LineFramer framer = new LineFramer(10);
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> feed(framer, "fine\n" + "x".repeat(11) + "\nnever\n"));
		assertThat(this.lines).containsExactly("fine");
	}

	@Test
	void aWholeLineIsHandedOnWhereItIs() {
		byte[] chunk = bytes("one\ntwo\n");
		new LineFramer(10).feed(chunk, 0, chunk.length, (bytes, offset, length) -> assertThat(bytes).isSameAs(chunk));
	}

	@Test
	void theBufferOfABigLineIsGivenBack() {
		LineFramer framer = new LineFramer(1_000_000);
		feed(framer, "x".repeat(900_000));
		assertThat(framer.bufferCapacity()).isGreaterThanOrEqualTo(900_000);
		feed(framer, "\n");
		assertThat(this.lines).hasSize(1);
		assertThat(framer.bufferCapacity()).isZero();
	}

	@Test
	void randomStreamsComeOutTheSameHoweverTheyAreCut() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int round = 0; round < 500; round++) {
			List<String> expected = new ArrayList<>();
			StringBuilder stream = new StringBuilder();
			for (int i = random.nextInt(20); i > 0; i--) {
				String line = "x".repeat(random.nextInt(40));
				if (!line.isEmpty()) {
					expected.add(line);
				}
				stream.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
			}
			this.lines.clear();
			byte[] bytes = bytes(stream.toString());
			LineFramer framer = new LineFramer(40);
			int at = 0;
			while (at < bytes.length) {
				int length = Math.min(1 + random.nextInt(60), bytes.length - at);
				framer.feed(bytes, at, length, this::add);
				at += length;
			}
			assertThat(this.lines).as("seed %d, round %d", seed, round).isEqualTo(expected);
		}
	}

	private void feed(LineFramer framer, String text) {
		byte[] bytes = bytes(text);
		framer.feed(bytes, 0, bytes.length, this::add);
	}

	private void add(byte[] bytes, int offset, int length) {
		this.lines.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
