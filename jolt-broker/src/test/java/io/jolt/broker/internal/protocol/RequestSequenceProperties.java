package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds of any stream of lines with and without data behind them: how it is read
 * does not matter, of each request the decoder says what a fresh one says of it, and both
 * forms of a delivery mean the same.
 */
final class RequestSequenceProperties {

	private static final int LIMIT = 256;

	private static final Pattern SIZED = Pattern.compile("#(\\d{1,9}) (.*)", Pattern.DOTALL);

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	/**
	 * Checks a stream.
	 * @param stream the bytes
	 * @param chunkLength how many come at a time, in turn with one
	 * @return how many requests were accepted
	 */
	int check(byte[] stream, int chunkLength) {
		Requests requests = new Requests();
		LineFramer framer = new LineFramer(LIMIT);
		framer.allowSizedData();
		int length = chunkLength;
		for (int at = 0; at < stream.length && !requests.tooLong; at += length) {
			length = (length == 1) ? chunkLength : 1;
			length = Math.min(length, stream.length - at);
			// a buffer that is used again
			byte[] buffer = Arrays.copyOfRange(stream, at, at + length);
			int taken = 0;
			while (taken < length && !requests.tooLong) {
				taken += framer.feed(buffer, taken, length - taken, requests);
			}
			Arrays.fill(buffer, (byte) '}');
			assertThat(framer.partialBytes()).isLessThanOrEqualTo(LIMIT);
		}
		assertThat(requests.received).isEqualTo(cut(new String(stream, StandardCharsets.ISO_8859_1)));
		return requests.accepted;
	}

	// the model: requests of the whole stream at once
	private static List<String> cut(String stream) {
		List<String> requests = new ArrayList<>();
		int at = 0;
		int end;
		while ((end = stream.indexOf('\n', at)) >= 0) {
			String line = stream.substring(at, end);
			at = end + 1;
			Matcher sized = SIZED.matcher(line);
			if (!sized.matches()) {
				line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
				if (line.length() > LIMIT) {
					requests.add("too long");
					return requests;
				}
				if (!line.matches("[ \\t\\r]*")) {
					requests.add(line);
				}
				continue;
			}
			long length = Long.parseLong(sized.group(1));
			if (sized.group(2).length() + 16 + 6 * length > LIMIT) {
				requests.add("too long");
				return requests;
			}
			int dataEnd = at + (int) length;
			if (dataEnd >= stream.length()) {
				return requests;
			}
			requests.add(sized.group(2) + "|" + stream.substring(at, dataEnd) + "|" + stream.charAt(dataEnd));
			at = dataEnd + 1;
		}
		if (stream.length() - at > LIMIT + (stream.endsWith("\r") ? 1 : 0)) {
			requests.add("too long");
		}
		return requests;
	}

	private static String describe(Request request) {
		String known = request.error() + " " + request.isClosing() + " " + request.operation() + " " + request.topic()
				+ " " + request.pattern() + " " + request.user() + " " + request.password() + " " + request.sized + " "
				+ request.isSizedDataKnown() + " " + request.group() + " " + request.isCounting();
		if (request.error() == null && request.operation() == Operation.PUBLISH) {
			known += text(request, request.rawTopic) + text(request, request.rawData)
					+ text(request, request.rawHeaders);
		}
		return known;
	}

	private static String text(Request request, Request.Span span) {
		return span.isPresent() ? " " + span.from + ":"
				+ new String(request.line, span.from, span.length(), StandardCharsets.ISO_8859_1) : "";
	}

	private static final class Requests implements LineFramer.LineConsumer {

		private final RequestDecoder decoder = new RequestDecoder();

		private final Delivery delivery = new Delivery(UnpooledByteBufAllocator.DEFAULT);

		private final List<String> received = new ArrayList<>();

		private boolean tooLong;

		private int accepted;

		@Override
		public boolean line(byte[] bytes, int offset, int length) {
			this.received.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
			Request request = this.decoder.decode(bytes, offset, length);
			assertThat(describe(request)).isEqualTo(describe(new RequestDecoder().decode(bytes, offset, length)));
			this.accepted += (request.error() == null) ? 1 : 0;
			// a pause now and then
			return length % 3 != 0;
		}

		@Override
		public boolean sized(byte[] bytes, int offset, int length, int dataLength) {
			int data = offset + length + 1;
			this.received.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1) + "|"
					+ new String(bytes, data, dataLength, StandardCharsets.ISO_8859_1) + "|"
					+ (char) (bytes[data + dataLength] & 0xff));
			Request request = this.decoder.decodeSized(bytes, offset, length, dataLength);
			assertThat(describe(request))
				.isEqualTo(describe(new RequestDecoder().decodeSized(bytes, offset, length, dataLength)));
			if (request.error() == null) {
				this.accepted++;
				checkDelivery(request, new String(bytes, offset, length, StandardCharsets.UTF_8),
						new String(bytes, data, dataLength, StandardCharsets.UTF_8), dataLength);
			}
			return dataLength % 3 != 0;
		}

		@Override
		public void tooLong() {
			this.tooLong = true;
			this.received.add("too long");
		}

		private void checkDelivery(Request request, String line, String data, int dataLength) {
			this.delivery.splice(request);
			String string = text(this.delivery.line(false));
			String sized = text(this.delivery.line(true));
			assertThat(this.delivery.line(false).length() - 1).isLessThanOrEqualTo(LIMIT);
			this.delivery.release();
			JsonNode published = MAPPER.readTree(line);
			JsonNode delivered = MAPPER.readTree(string);
			assertThat(string.indexOf('\n')).isEqualTo(string.length() - 1);
			assertThat(delivered.get("topic")).isEqualTo(published.get("topic"));
			assertThat(delivered.path("headers")).isEqualTo(published.path("headers"));
			assertThat(delivered.get("data").stringValue()).isEqualTo(data);
			int lineFeed = sized.indexOf('\n');
			assertThat(sized).startsWith("#" + dataLength + " {").endsWith("\n");
			assertThat(sized.substring(lineFeed + 1, sized.length() - 1)).isEqualTo(data);
			JsonNode before = MAPPER.readTree(sized.substring(sized.indexOf(' '), lineFeed));
			assertThat(before.get("topic")).isEqualTo(published.get("topic"));
			assertThat(before.path("headers")).isEqualTo(published.path("headers"));
			assertThat(before.has("data")).isFalse();
		}

		private static String text(DeliveryLine line) {
			ByteBuf shared = line.shared();
			return (shared != null) ? shared.toString(StandardCharsets.UTF_8)
					: new String(line.bytes(), 0, line.length(), StandardCharsets.UTF_8);
		}

	}

}
