package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Lines with data behind them, among lines without.
 */
class SizedLineFramerTests {

	private static final String LINE = "{\"topic\":\"t\"}";

	private final Frames frames = new Frames();

	@Test
	void framesComeOutTheSameHoweverTheStreamIsCut() {
		byte[] stream = bytes(
				"{\"ok\":true}\r\n#6 " + LINE + "\n\u00e9\n{}\r\n\n#0 {}\n\n#2  {} \r\n \n\n#1x\n  #3 {}\n");
		for (int first = 0; first <= stream.length; first++) {
			for (int second = first; second <= stream.length; second++) {
				this.frames.received.clear();
				LineFramer framer = sized(100);
				feed(framer, stream, 0, first);
				feed(framer, stream, first, second);
				feed(framer, stream, second, stream.length);
				assertThat(this.frames.received).as("cut at %d and %d", first, second)
					.containsExactly("{\"ok\":true}", LINE + "|\u00e9\n{}\r", "{}|", " {} \r| \n", "#1x", "#3 {}");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "# {}", "#x {}", "#-1 {}", "#+1 {}", "#1", "#12", "#", "#1\t{}", "#1{}", "#1234567890 {}",
			"##1 {}", "x#1 {}", "#1\u0661 {}" })
	void whatDoesNotBeginWithMarkAndLengthIsAnOrdinaryLine(String line) {
		byte[] stream = bytes(line + "\nx\n");
		for (int cut = 0; cut <= stream.length; cut++) {
			this.frames.received.clear();
			LineFramer framer = sized(100);
			feed(framer, stream, 0, cut);
			feed(framer, stream, cut, stream.length);
			assertThat(this.frames.received).as("cut at %d", cut).containsExactly(line, "x");
		}
	}

	@Test
	void withoutAgreementEveryLineIsAnOrdinaryOne() {
		feed(new LineFramer(100), "#1 {}\nx\n");
		assertThat(this.frames.received).containsExactly("#1 {}", "x");
	}

	@Test
	void theAgreementHoldsFromTheNextLineOn() {
		LineFramer framer = new LineFramer(100);
		this.frames.onLine = framer::allowSizedData;
		feed(framer, "#1 {}\n#1 {}\nx\n");
		assertThat(this.frames.received).containsExactly("#1 {}", "{}|x");
	}

	@Test
	void zerosBeforeTheLengthDoNotMatter() {
		feed(sized(100), "#000000003 {}\nabc\n#000 {}\n\n");
		assertThat(this.frames.received).containsExactly("{}|abc", "{}|");
	}

	@ParameterizedTest
	@ValueSource(strings = { "abcd\n", "ab\nx", "abc\r\n", "abcd" })
	void dataOfAnotherLengthAreRefused(String data) {
		byte[] stream = bytes("#3 {}\n" + data + "\n\n");
		for (int cut = 0; cut <= stream.length; cut++) {
			this.frames.received.clear();
			LineFramer framer = sized(100);
			int end = cut;
			assertThatExceptionOfType(ProtocolException.class).as("cut at %d", cut).isThrownBy(() -> {
				feed(framer, stream, 0, end);
				feed(framer, stream, end, stream.length);
			}).withMessageContaining("data of another length than it says");
			assertThat(this.frames.received).isEmpty();
		}
	}

	@Test
	void lineAndDataTogetherMayHaveTheLimitAndNoMore() {
		for (int cut = 0; cut <= 6; cut++) {
			this.frames.received.clear();
			String fits = "#15 {}\n" + "x".repeat(14) + "\n";
			LineFramer framer = sized(20);
			feedCut(framer, "#14 {}\n" + "x".repeat(14) + "\n", cut);
			assertThat(this.frames.received).containsExactly("{}|" + "x".repeat(14));
			int end = cut;
			assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> feedCut(sized(20), fits, end))
				.withMessageContaining("limit of 20 bytes");
		}
	}

	@Test
	void aLengthBeyondTheLimitIsRefusedBeforeAnyOfItComes() {
		for (String length : List.of("999999999", "101", "000000101")) {
			for (int cut = 0; cut <= length.length() + 5; cut++) {
				LineFramer framer = sized(100);
				int end = cut;
				assertThatExceptionOfType(ProtocolException.class)
					.isThrownBy(() -> feedCut(framer, "#" + length + " {}\n", end))
					.withMessageContaining("limit of 100 bytes");
				assertThat(framer.bufferCapacity()).isLessThanOrEqualTo(1024);
			}
		}
	}

	@Test
	void whatIsAnnouncedIsNotReservedBeforeItComes() {
		LineFramer framer = sized(10_000_000);
		feed(framer, "#9000000 {}\n" + "x".repeat(100));
		assertThat(framer.bufferCapacity()).isLessThanOrEqualTo(1024);
	}

	@Test
	void theBufferOfABigFrameIsGivenBack() {
		LineFramer framer = sized(1_000_000);
		feed(framer, "#900000 {}\n" + "x".repeat(900_000));
		assertThat(framer.bufferCapacity()).isGreaterThanOrEqualTo(900_000);
		feed(framer, "\n");
		assertThat(this.frames.received).hasSize(1);
		assertThat(framer.bufferCapacity()).isZero();
	}

	@Test
	void aWholeFrameIsHandedOnWhereItIs() {
		byte[] chunk = bytes("#3 {}\nabc\n#1 {}\n");
		LineFramer framer = sized(100);
		framer.feed(chunk, 0, chunk.length, new LineFramer.LineConsumer() {

			@Override
			public void line(byte[] bytes, int offset, int length) {
				throw new AssertionError("It is a frame");
			}

			@Override
			public void sized(byte[] bytes, int offset, int length, int dataLength) {
				assertThat(bytes).isSameAs(chunk);
				assertThat(offset).isEqualTo(3);
			}

		});
		feed(framer, "y\n");
		assertThat(this.frames.received).containsExactly("{}|y");
	}

	@Test
	void randomStreamsComeOutTheSameHoweverTheyAreCut() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int round = 0; round < 1_000; round++) {
			List<String> expected = new ArrayList<>();
			StringBuilder stream = new StringBuilder();
			for (int i = random.nextInt(20); i > 0; i--) {
				String line = "{" + "x".repeat(random.nextInt(12)) + "}";
				if (random.nextBoolean()) {
					String data = RandomText.of(random, random.nextInt(8)) + "#1 {}\n".repeat(random.nextInt(3));
					expected.add(line + "|" + data);
					stream.append('#').append(bytes(data).length).append(' ').append(line).append('\n');
					stream.append(data).append('\n');
				}
				else {
					expected.add(line);
					stream.append(line).append(random.nextBoolean() ? "\n" : "\r\n\n");
				}
			}
			this.frames.received.clear();
			byte[] bytes = bytes(stream.toString());
			LineFramer framer = sized(100);
			int at = 0;
			while (at < bytes.length) {
				int length = Math.min(1 + random.nextInt(60), bytes.length - at);
				feed(framer, bytes, at, at + length);
				at += length;
			}
			assertThat(this.frames.received).as("seed %d, round %d", seed, round).isEqualTo(expected);
		}
	}

	private static LineFramer sized(int maxLineBytes) {
		LineFramer framer = new LineFramer(maxLineBytes);
		framer.allowSizedData();
		return framer;
	}

	private void feed(LineFramer framer, String text) {
		feedCut(framer, text, 0);
	}

	private void feedCut(LineFramer framer, String text, int cut) {
		byte[] bytes = bytes(text);
		feed(framer, bytes, 0, cut);
		feed(framer, bytes, cut, bytes.length);
	}

	// in an array of its own, for nothing behind a chunk may be looked at
	private void feed(LineFramer framer, byte[] bytes, int from, int to) {
		byte[] chunk = Arrays.copyOfRange(bytes, from, to);
		framer.feed(chunk, 0, chunk.length, this.frames);
		Arrays.fill(chunk, (byte) '?');
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static final class Frames implements LineFramer.LineConsumer {

		private final List<String> received = new ArrayList<>();

		private Runnable onLine = () -> {
		};

		@Override
		public void line(byte[] bytes, int offset, int length) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
			this.onLine.run();
		}

		@Override
		public void sized(byte[] bytes, int offset, int length, int dataLength) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.UTF_8) + "|"
					+ new String(bytes, offset + length + 1, dataLength, StandardCharsets.UTF_8));
		}

	}

}
