package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lines with data behind them, among lines without.
 */
class SizedLineFramerTests {

	private static final int LIMIT = 100;

	private final Frames frames = new Frames();

	@Test
	void framesAreCutTheSameHoweverTheyAreSplit() {
		byte[] stream = bytes("{}\r\n#5 {1}\n\u00e9\n{}\n\n#0 {2}\n\n#2  {3} \r\n \n\n#1x\n  #3 {}\n#1 \nx\n");
		for (int first = 0; first <= stream.length; first++) {
			for (int second = first; second <= stream.length; second++) {
				Frames received = new Frames();
				received.pausing = (first + second) % 2 == 0;
				LineFramer framer = sized(LIMIT);
				feed(framer, stream, 0, first, received);
				feed(framer, stream, first, second, received);
				feed(framer, stream, second, stream.length, received);
				assertThat(received.received).as("split at %d and %d", first, second)
					.containsExactly("{}", "{1}|\u00e9\n{}|\n", "{2}||\n", " {3} \r| \n|\n", "#1x", "  #3 {}", "|x|\n");
				assertThat(framer.partialBytes()).isZero();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "# {}", "#x {}", "#-1 {}", "#+1 {}", "#1", "#12", "#", "#1\t{}", "#1{}", "#1234567890 {}",
			"##1 {}", "x#1 {}", "#1\u0661 {}" })
	void whatDoesNotBeginWithMarkAndLengthIsAnOrdinaryLine(String line) {
		byte[] stream = bytes(line + "\nx\n");
		for (int split = 0; split <= stream.length; split++) {
			Frames received = new Frames();
			LineFramer framer = sized(LIMIT);
			feed(framer, stream, 0, split, received);
			feed(framer, stream, split, stream.length, received);
			assertThat(received.received).as("split at %d", split).containsExactly(line, "x");
		}
	}

	@Test
	void withoutAgreementEveryLineIsAnOrdinaryOne() {
		feed(new LineFramer(LIMIT), "#1 {}\nx\n", this.frames);
		assertThat(this.frames.received).containsExactly("#1 {}", "x");
	}

	@Test
	void theAgreementHoldsFromTheNextLineOn() {
		LineFramer framer = new LineFramer(LIMIT);
		this.frames.onLine = framer::allowSizedData;
		feed(framer, "#1 {}\n#1 {}\nx\n", this.frames);
		assertThat(this.frames.received).containsExactly("#1 {}", "{}|x|\n");
	}

	@Test
	void zerosBeforeTheLengthDoNotMatter() {
		feed(sized(LIMIT), "#000000003 {}\nabc\n#000 {}\n\n", this.frames);
		assertThat(this.frames.received).containsExactly("{}|abc|\n", "{}||\n");
	}

	@Test
	void theByteBehindTheDataIsTheDecodersToJudge() {
		byte[] stream = bytes("#3 {}\nabcd#3 {}\nabc\r");
		for (int split = 0; split <= stream.length; split++) {
			Frames received = new Frames();
			LineFramer framer = sized(LIMIT);
			feed(framer, stream, 0, split, received);
			feed(framer, stream, split, stream.length, received);
			assertThat(received.received).containsExactly("{}|abc|d", "{}|abc|\r");
		}
	}

	@Test
	void onlyWhatWouldFitIntoALineWithEveryByteEscapedIsTaken() {
		// 2 bytes of line, 16 of what is around the text, 6 for each byte
		for (int data = 0; data <= 20; data++) {
			byte[] stream = bytes("#" + data + " {}\n" + "x".repeat(data) + "\n");
			for (int split = 0; split <= stream.length; split++) {
				Frames received = new Frames();
				LineFramer framer = sized(LIMIT);
				feed(framer, stream, 0, split, received);
				feed(framer, stream, split, stream.length, received);
				assertThat(received.tooLong).as("%d bytes, split at %d", data, split)
					.isEqualTo(2 + 16 + 6 * data > LIMIT);
				assertThat(received.received).hasSize(received.tooLong ? 0 : 1);
			}
		}
	}

	@Test
	void aLengthBeyondTheLimitIsRefusedBeforeAnyOfItComes() {
		for (String length : List.of("999999999", "000000017", "357913941", "715827883")) {
			byte[] stream = bytes("#" + length + " {}\n");
			for (int split = 0; split <= stream.length; split++) {
				Frames received = new Frames();
				LineFramer framer = sized(LIMIT);
				feed(framer, stream, 0, split, received);
				feed(framer, stream, split, stream.length, received);
				assertThat(received.tooLong).as("%s, split at %d", length, split).isTrue();
				assertThat(framer.partialBytes()).isZero();
			}
		}
	}

	@Test
	void aLineOfTheLimitWithMarkIsTooLongWhateverEndsIt() {
		for (String end : List.of("\n", "\r\n")) {
			byte[] stream = bytes("#0 " + "x".repeat(LIMIT - 3) + end + "\n");
			for (int split = 0; split <= stream.length; split++) {
				Frames received = new Frames();
				LineFramer framer = sized(LIMIT);
				feed(framer, stream, 0, split, received);
				feed(framer, stream, split, stream.length, received);
				assertThat(received.tooLong).isTrue();
				assertThat(received.received).isEmpty();
			}
		}
	}

	@Test
	void aHigherLimitHoldsFromTheNextByteOn() {
		LineFramer framer = sized(40);
		feed(framer, "#3 {}\nabc\n#9 ", this.frames);
		framer.setMaxLineBytes(LIMIT);
		feed(framer, "{}\n123456789\n", this.frames);
		assertThat(this.frames.received).containsExactly("{}|abc|\n", "{}|123456789|\n");
		assertThat(this.frames.tooLong).isFalse();
	}

	@Test
	void whatIsKeptOfAFrameIsCountedAndLetGo() {
		LineFramer framer = sized(LIMIT);
		feed(framer, "#9 {}\n1234", this.frames);
		assertThat(framer.partialBytes()).isEqualTo(10);
		framer.release();
		assertThat(framer.partialBytes()).isZero();
		feed(framer, "{}\n", this.frames);
		assertThat(this.frames.received).as("nothing is awaited any more").containsExactly("{}");
	}

	@Test
	void aPauseLeavesTheRest() {
		this.frames.pausing = true;
		byte[] bytes = bytes("#1 {}\na\n#1 {}\nb\n");
		LineFramer framer = sized(LIMIT);
		assertThat(framer.feed(bytes, 0, bytes.length, this.frames)).isEqualTo(8);
		assertThat(framer.feed(bytes, 8, 7, this.frames)).isEqualTo(7);
		assertThat(framer.feed(bytes, 15, 1, this.frames)).isEqualTo(1);
		assertThat(this.frames.received).containsExactly("{}|a|\n", "{}|b|\n");
	}

	@Test
	void anyStreamIsCutAsByAModelHoweverItIsSplit() {
		for (long seed = 0; seed < 2000; seed++) {
			Random random = new Random(seed);
			List<String> expected = new ArrayList<>();
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(20); i > 0; i--) {
				String line = "{" + "x".repeat(random.nextInt(8)) + "}";
				if (random.nextBoolean()) {
					String data = List.of("", "\n", "#1 {}\n", "abc", "\r\n", " ", "0123456789").get(random.nextInt(7));
					expected.add(line + "|" + data + "|\n");
					text.append('#').append(data.length()).append(' ').append(line).append('\n').append(data);
					text.append('\n');
				}
				else {
					expected.add(line);
					text.append(line).append(random.nextBoolean() ? "\n" : "\r\n\n");
				}
			}
			byte[] bytes = bytes(text.toString());
			LineFramer framer = sized(LIMIT);
			Frames received = new Frames();
			received.pausing = random.nextBoolean();
			for (int at = 0; at < bytes.length;) {
				int end = Math.min(at + 1 + random.nextInt(30), bytes.length);
				feed(framer, bytes, at, end, received);
				at = end;
			}
			assertThat(received.received).as("seed %d", seed).isEqualTo(expected);
		}
	}

	private static LineFramer sized(int limit) {
		LineFramer framer = new LineFramer(limit);
		framer.allowSizedData();
		return framer;
	}

	private static void feed(LineFramer framer, String text, Frames received) {
		byte[] bytes = bytes(text);
		feed(framer, bytes, 0, bytes.length, received);
	}

	// in an array of its own, for nothing behind a chunk may be looked at; goes on after
	// each pause
	private static void feed(LineFramer framer, byte[] bytes, int from, int to, Frames received) {
		byte[] chunk = Arrays.copyOfRange(bytes, from, to);
		int at = 0;
		while (at < chunk.length && !received.tooLong) {
			int taken = framer.feed(chunk, at, chunk.length - at, received);
			assertThat(taken).isPositive();
			at += taken;
		}
		Arrays.fill(chunk, (byte) '?');
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static final class Frames implements LineFramer.LineConsumer {

		private final List<String> received = new ArrayList<>();

		private boolean tooLong;

		private boolean pausing;

		private Runnable onLine = () -> {
		};

		@Override
		public boolean line(byte[] bytes, int offset, int length) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
			this.onLine.run();
			return !this.pausing;
		}

		@Override
		public boolean sized(byte[] bytes, int offset, int length, int dataLength) {
			int data = offset + length + 1;
			this.received.add(new String(bytes, offset, length, StandardCharsets.UTF_8) + "|"
					+ new String(bytes, data, dataLength, StandardCharsets.UTF_8) + "|"
					+ (char) bytes[data + dataLength]);
			return !this.pausing;
		}

		@Override
		public void tooLong() {
			this.tooLong = true;
		}

	}

}
