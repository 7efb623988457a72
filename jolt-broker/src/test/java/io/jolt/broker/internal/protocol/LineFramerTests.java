package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineFramerTests {

	private static final int LIMIT = 10;

	private final LineFramer framer = new LineFramer(LIMIT);

	private final Lines lines = new Lines();

	@Test
	void linesEndWithLfOrCrlf() {
		feed("a\nb\r\nc");
		assertThat(this.lines.received).containsExactly("a", "b");
		assertThat(this.framer.partialBytes()).isEqualTo(1);
	}

	@Test
	void blankLinesAreIgnored() {
		feed("\n\r\n  \t \n \r \n\r\r\n");
		assertThat(this.lines.received).isEmpty();
		assertThat(this.lines.tooLong).isFalse();
	}

	@Test
	void exactlyTheLimitIsAcceptedWhateverEndsTheLine() {
		feed("0123456789\n0123456789\r\n");
		assertThat(this.lines.received).containsExactly("0123456789", "0123456789");
		assertThat(this.lines.tooLong).isFalse();
	}

	@Test
	void exactlyTheLimitIsAcceptedHoweverItIsSplit() {
		for (String end : List.of("\n", "\r\n")) {
			byte[] bytes = bytes("0123456789" + end);
			for (int split = 0; split <= bytes.length; split++) {
				LineFramer fresh = new LineFramer(LIMIT);
				Lines received = new Lines();
				fresh.feed(bytes, 0, split, received);
				fresh.feed(bytes, split, bytes.length - split, received);
				assertThat(received.received).as("split at %d", split).containsExactly("0123456789");
				assertThat(received.tooLong).isFalse();
			}
		}
	}

	@Test
	void oneByteMoreIsTooLongHoweverItIsSplit() {
		for (String text : List.of("01234567890\n", "01234567890\r\n", "0123456789\r\r\n", "0123456789\r0")) {
			byte[] bytes = bytes(text);
			for (int split = 0; split <= bytes.length; split++) {
				LineFramer fresh = new LineFramer(LIMIT);
				Lines received = new Lines();
				fresh.feed(bytes, 0, split, received);
				if (!received.tooLong) {
					fresh.feed(bytes, split, bytes.length - split, received);
				}
				assertThat(received.received).as("%s split at %d", text, split).isEmpty();
				assertThat(received.tooLong).isTrue();
			}
		}
	}

	@Test
	void neverMoreThanTheLimitIsKept() {
		for (int i = 0; i < LIMIT; i++) {
			feed("x");
			assertThat(this.framer.partialBytes()).isEqualTo(i + 1);
		}
		feed("\r");
		assertThat(this.framer.partialBytes()).isEqualTo(LIMIT);
		assertThat(this.lines.tooLong).isFalse();
		feed("x");
		assertThat(this.lines.tooLong).isTrue();
		assertThat(this.framer.partialBytes()).isZero();
	}

	@Test
	void anEndlessLineIsTooLongAtTheLimitAndNotLater() {
		feed("x".repeat(LIMIT + 1));
		assertThat(this.lines.tooLong).isTrue();
	}

	@Test
	void aPauseLeavesTheRest() {
		this.lines.pauseAfter = 1;
		byte[] bytes = bytes("a\nb\nc\n");
		assertThat(this.framer.feed(bytes, 0, bytes.length, this.lines)).isEqualTo(2);
		assertThat(this.lines.received).containsExactly("a");
	}

	@Test
	void anyStreamIsCutAsByAModelHoweverItIsSplit() {
		for (long seed = 0; seed < 2000; seed++) {
			Random random = new Random(seed);
			StringBuilder text = new StringBuilder();
			List<String> expected = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				StringBuilder line = new StringBuilder();
				int length = random.nextInt(LIMIT + 1);
				for (int j = 0; j < length; j++) {
					line.append("ab \t".charAt(random.nextInt(4)));
				}
				if (!line.toString().isBlank()) {
					expected.add(line.toString());
				}
				text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
			}
			byte[] bytes = bytes(text.toString());
			LineFramer fresh = new LineFramer(LIMIT);
			Lines received = new Lines();
			for (int at = 0; at < bytes.length;) {
				int length = Math.min(1 + random.nextInt(15), bytes.length - at);
				assertThat(fresh.feed(bytes, at, length, received)).isEqualTo(length);
				at += length;
			}
			assertThat(received.received).as("seed %d", seed).isEqualTo(expected);
		}
	}

	private void feed(String text) {
		byte[] bytes = bytes(text);
		this.framer.feed(bytes, 0, bytes.length, this.lines);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static final class Lines implements LineFramer.LineConsumer {

		private final List<String> received = new ArrayList<>();

		private boolean tooLong;

		private int pauseAfter = Integer.MAX_VALUE;

		@Override
		public boolean line(byte[] bytes, int offset, int length) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
			return this.received.size() < this.pauseAfter;
		}

		@Override
		public void tooLong() {
			this.tooLong = true;
		}

	}

}
