package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Decodes lines from the broker. It reads the usual lines straight from the bytes, and
 * all others with Jackson; if both can read a line, they agree. Not safe for use by
 * several threads.
 */
public final class FrameDecoder {

	private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);

	// the answer of web servers that take our line for HTTP/0.9
	private static final byte[] HTML = "<!DOCTYPE HTML".getBytes(StandardCharsets.US_ASCII);

	private static final int MAX_REMEMBERED_BYTES = 128;

	private final FastFrameReader fastReader = new FastFrameReader();

	// the last line that was followed by its data and had no headers: the next one is
	// nearly always the same; owned by the reading thread
	private byte[] sizedLine = {};

	// the topic of that line; owned by the reading thread
	private @Nullable String sizedTopic;

	// and its group, null for none; owned by the reading thread
	private @Nullable String sizedGroup;

	/**
	 * Decodes a line. With topic and data it is a delivery; otherwise {@code ok} makes it
	 * an answer. Unknown fields are ignored.
	 * @param bytes holds the line
	 * @param offset where it begins
	 * @param length how many bytes it has, without the line end
	 * @return the delivery or answer
	 * @throws ProtocolException if it is neither
	 */
	public InboundFrame decode(byte[] bytes, int offset, int length) throws ProtocolException {
		InboundFrame frame = this.fastReader.read(bytes, offset, length);
		if (frame != null) {
			return frame;
		}
		if (beginsWith(HTTP, bytes, offset, length) || beginsWith(HTML, bytes, offset, length)) {
			throw ProtocolException.http(bytes, offset, length);
		}
		return JsonFrameReader.read(bytes, offset, length);
	}

	/**
	 * Decodes a line followed by its data.
	 * @param bytes holds both
	 * @param offset where the line begins
	 * @param length how many bytes it has, without the line end, behind which the data
	 * begin
	 * @param dataLength how many bytes the data have
	 * @return the delivery
	 * @throws ProtocolException if it is neither
	 */
	public Delivery decodeSized(byte[] bytes, int offset, int length, int dataLength) throws ProtocolException {
		String data = JsonStringReader.toString(bytes, offset + length + 1, dataLength, false);
		if (data == null) {
			data = JsonFrameReader.decode(bytes, offset + length + 1, dataLength);
		}
		int frameBytes = length + 1 + dataLength;
		String topic = this.sizedTopic;
		if (topic != null && length == this.sizedLine.length
				&& Arrays.equals(bytes, offset, offset + length, this.sizedLine, 0, length)) {
			return new Delivery(topic, data, Map.of(), this.sizedGroup, frameBytes);
		}
		Delivery delivery = this.fastReader.read(bytes, offset, length, data, frameBytes);
		if (delivery == null) {
			return JsonFrameReader.readSized(bytes, offset, length, data, frameBytes);
		}
		if (delivery.headers().isEmpty() && length <= MAX_REMEMBERED_BYTES) {
			this.sizedLine = Arrays.copyOfRange(bytes, offset, offset + length);
			this.sizedTopic = delivery.topic();
			this.sizedGroup = delivery.group();
		}
		return delivery;
	}

	private static boolean beginsWith(byte[] upperCase, byte[] bytes, int offset, int length) {
		if (length < upperCase.length) {
			return false;
		}
		for (int i = 0; i < upperCase.length; i++) {
			int b = bytes[offset + i];
			if (upperCase[i] != ((b >= 'a' && b <= 'z') ? b - ('a' - 'A') : b)) {
				return false;
			}
		}
		return true;
	}

}
