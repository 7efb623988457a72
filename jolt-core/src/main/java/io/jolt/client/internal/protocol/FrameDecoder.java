package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Decodes lines from the broker. The usual lines are read straight from the bytes, and
 * all else by Jackson; where both can read a line they agree. Not safe for use by several
 * threads.
 */
public final class FrameDecoder {

	private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);

	// what web servers answer that take our line for one of HTTP/0.9
	private static final byte[] HTML = "<!DOCTYPE HTML".getBytes(StandardCharsets.US_ASCII);

	private final FastFrameReader fastReader = new FastFrameReader();

	/**
	 * Decodes a line. With topic and data it is a delivery; else {@code ok} makes it an
	 * answer; fields that are not known are ignored.
	 * @param bytes holds the line
	 * @param offset where it begins
	 * @param length how many bytes it has, without the line end
	 * @return the delivery or answer
	 * @throws ProtocolException if it is none
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
