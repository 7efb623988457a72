package io.jolt.client.spi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import io.jolt.client.JoltMessageHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How texts travel compressed: as base64 of the gzip of their UTF-8, and with a header
 * that says so. Safe for use by several threads.
 *
 * @param byDefault whether messages are compressed whose publisher does not say
 * @param thresholdBytes how many bytes of UTF-8 a text must have to be compressed
 * @param maxDecompressedBytes how many bytes of UTF-8 a delivered text may have
 */
public record PayloadCompression(boolean byDefault, int thresholdBytes, int maxDecompressedBytes) {

	/**
	 * The value of the header {@link JoltMessageHeaders#ENCODING}.
	 */
	public static final String GZIP = "gzip";

	// the most bytes of UTF-8 that one char of a string becomes
	private static final int MAX_BYTES_PER_CHAR = 3;

	/**
	 * Compresses a text if it is long enough.
	 * @param text the text
	 * @return what to send with the header, or {@code null} to send the text as it is
	 */
	public @Nullable String compress(String text) {
		if ((long) text.length() * MAX_BYTES_PER_CHAR < this.thresholdBytes) {
			return null;
		}
		ByteBuffer utf8;
		try {
			utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
		}
		catch (CharacterCodingException ex) {
			// it is refused where it is written
			return null;
		}
		if (utf8.remaining() < this.thresholdBytes) {
			return null;
		}
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(utf8.array(), utf8.arrayOffset(), utf8.remaining());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		long encodedBytes = 4L * ((compressed.size() + 2L) / 3);
		return (encodedBytes < utf8.remaining()) ? Base64.getEncoder().encodeToString(compressed.toByteArray()) : null;
	}

	/**
	 * Lets a listener see the text of a delivered message that is encoded. It is decoded
	 * when the listener asks for it, on its thread.
	 * @param message the message as it was delivered
	 * @return the same message if it is not encoded
	 */
	public SizedMessage readable(SizedMessage message) {
		// for nearly every message, only the first is asked
		return (message.headers().isEmpty() || !message.headers().containsKey(JoltMessageHeaders.ENCODING)) ? message
				: new EncodedMessage(message, this.maxDecompressedBytes);
	}

}
