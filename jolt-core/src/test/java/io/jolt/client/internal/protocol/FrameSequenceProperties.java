package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of any stream of lines with and without data behind them: how it is read
 * does not matter, and of each frame the decoder says what the reader that remembers
 * nothing says of it alone.
 */
final class FrameSequenceProperties {

	private static final int LIMIT = 128;

	// how the message begins, for what it quotes may say anything
	private static final String TOO_LONG = "A line from the broker is longer than the limit of " + LIMIT;

	private static final Pattern SIZED = Pattern.compile("#(\\d{1,9}) (.*)", Pattern.DOTALL);

	/**
	 * Checks a stream.
	 * @param stream the bytes
	 * @param chunkLength how many come at a time, in turn with one
	 * @return how many frames were accepted
	 */
	int check(byte[] stream, int chunkLength) {
		Frames frames = new Frames();
		LineFramer framer = new LineFramer(LIMIT);
		framer.allowSizedData();
		try {
			int length = chunkLength;
			for (int at = 0; at < stream.length; at += length) {
				length = (length == 1) ? chunkLength : 1;
				length = Math.min(length, stream.length - at);
				// a buffer that is used again
				byte[] buffer = Arrays.copyOfRange(stream, at, at + length);
				framer.feed(buffer, 0, length, frames);
				Arrays.fill(buffer, (byte) '}');
				assertThat(framer.bufferCapacity()).isLessThanOrEqualTo(1024);
			}
		}
		catch (ProtocolException ex) {
			frames.received.add(String.valueOf(ex.getMessage()).startsWith(TOO_LONG) ? "too long" : "malformed");
		}
		assertThat(frames.received).isEqualTo(cut(new String(stream, StandardCharsets.ISO_8859_1)));
		return frames.accepted;
	}

	// the model: frames of the whole stream at once
	private static List<String> cut(String stream) {
		List<String> frames = new ArrayList<>();
		int at = 0;
		int end;
		while ((end = stream.indexOf('\n', at)) >= 0) {
			String line = stream.substring(at, end);
			at = end + 1;
			Matcher sized = SIZED.matcher(line);
			if (!sized.matches()) {
				line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
				if (line.length() > LIMIT) {
					frames.add("too long");
					return frames;
				}
				line = line.replaceAll("\\A[ \\t-\\r]+", "").replaceAll("[ \\t-\\r]+\\z", "");
				if (!line.isEmpty()) {
					frames.add(line);
				}
				continue;
			}
			int length = Integer.parseInt(sized.group(1));
			if (line.length() + length > LIMIT) {
				frames.add("too long");
				return frames;
			}
			if (at + length >= stream.length()) {
				return frames;
			}
			if (stream.charAt(at + length) != '\n') {
				frames.add("malformed");
				return frames;
			}
			frames.add(sized.group(2) + "|" + stream.substring(at, at + length));
			at += length + 1;
		}
		if (stream.length() - at > LIMIT + (stream.endsWith("\r") ? 1 : 0)) {
			frames.add("too long");
		}
		return frames;
	}

	private static Object outcome(Supplier<InboundFrame> frame) {
		try {
			return frame.get();
		}
		catch (ProtocolException ex) {
			assertThat(ex.getMessage()).hasSizeLessThan(1500).doesNotContainPattern("\\p{Cntrl}");
			return "refused";
		}
	}

	private static final class Frames implements LineFramer.LineConsumer {

		private final FrameDecoder decoder = new FrameDecoder();

		private final List<String> received = new ArrayList<>();

		private int accepted;

		@Override
		public void line(byte[] bytes, int offset, int length) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
			compare(outcome(() -> this.decoder.decode(bytes, offset, length)),
					outcome(() -> JsonFrameReader.read(bytes, offset, length)));
		}

		@Override
		public void sized(byte[] bytes, int offset, int length, int dataLength) {
			int data = offset + length + 1;
			this.received.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1) + "|"
					+ new String(bytes, data, dataLength, StandardCharsets.ISO_8859_1));
			compare(outcome(() -> this.decoder.decodeSized(bytes, offset, length, dataLength)),
					outcome(() -> JsonFrameReader.readSized(bytes, offset, length,
							JsonFrameReader.decode(bytes, data, dataLength), length + 1 + dataLength)));
		}

		private void compare(Object decoded, Object expected) {
			assertThat(decoded).isEqualTo(expected);
			this.accepted += (decoded instanceof InboundFrame) ? 1 : 0;
		}

	}

}
