package io.jolt.client.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltPayloadException;
import org.jspecify.annotations.Nullable;

/**
 * A delivered message whose text is encoded. It is decoded once, when somebody asks for
 * it.
 */
public final class EncodedMessage implements SizedMessage {

	private static final int FIRST_BYTES = 8 * 1024;

	private final SizedMessage message;

	private final int maxBytes;

	// null until asked for; a race between threads only decodes it again
	private volatile @Nullable String text;

	// why it cannot be decoded, null unless that is known; as the text
	private volatile @Nullable JoltPayloadException failure;

	EncodedMessage(SizedMessage message, int maxBytes) {
		this.message = message;
		this.maxBytes = maxBytes;
	}

	/**
	 * The text of a message, for logs and dead letters.
	 * @param message the message
	 * @return its text, as it arrived if it cannot be decoded
	 */
	public static String textOf(JoltMessage message) {
		try {
			return message.data();
		}
		catch (JoltPayloadException ex) {
			return (message instanceof EncodedMessage encoded) ? encoded.message.data() : "";
		}
	}

	@Override
	public String topic() {
		return this.message.topic();
	}

	/**
	 * The text.
	 * @return the decoded text
	 * @throws JoltPayloadException if it cannot be decoded
	 */
	@Override
	public String data() {
		String decoded = this.text;
		if (decoded != null) {
			return decoded;
		}
		JoltPayloadException failed = this.failure;
		if (failed != null) {
			throw new JoltPayloadException(String.valueOf(failed.getMessage()), failed);
		}
		try {
			decoded = decode();
		}
		catch (JoltPayloadException ex) {
			this.failure = ex;
			throw ex;
		}
		this.text = decoded;
		return decoded;
	}

	private String decode() {
		String encoding = String.valueOf(this.message.headers().get(JoltMessageHeaders.ENCODING));
		if (!encoding.equals(PayloadCompression.GZIP)) {
			throw unreadable(
					"its encoding '" + LogText.of(encoding) + "' is not known here; perhaps the sender is newer", null);
		}
		try (GZIPInputStream gzip = new GZIPInputStream(
				new ByteArrayInputStream(Base64.getDecoder().decode(this.message.data())))) {
			return StandardCharsets.UTF_8.newDecoder().decode(inflate(gzip)).toString();
		}
		catch (IllegalArgumentException ex) {
			throw unreadable("it is not base64", ex);
		}
		catch (IOException ex) {
			throw unreadable("it is not the gzip of UTF-8", ex);
		}
	}

	// never holds more than the limit
	private ByteBuffer inflate(GZIPInputStream gzip) throws IOException {
		byte[] bytes = new byte[Math.min(FIRST_BYTES, this.maxBytes)];
		int length = 0;
		while (true) {
			if (length == bytes.length) {
				int next = gzip.read();
				if (next == -1) {
					break;
				}
				if (length == this.maxBytes) {
					throw unreadable("it is longer than the limit of " + this.maxBytes
							+ " bytes when decompressed (maxDecompressedBytes)", null);
				}
				bytes = Arrays.copyOf(bytes, (int) Math.min(this.maxBytes, 2L * length));
				bytes[length++] = (byte) next;
			}
			else {
				int read = gzip.read(bytes, length, bytes.length - length);
				if (read == -1) {
					break;
				}
				length += read;
			}
		}
		return ByteBuffer.wrap(bytes, 0, length);
	}

	private JoltPayloadException unreadable(String why, @Nullable Throwable cause) {
		return new JoltPayloadException(
				"The text of a message from topic '" + LogText.of(topic()) + "' cannot be read: " + why, cause);
	}

	@Override
	public Map<String, String> headers() {
		return this.message.headers();
	}

	@Override
	public int sizeBytes() {
		return this.message.sizeBytes();
	}

	@Override
	public String toString() {
		return "EncodedMessage[" + topic() + "]";
	}

}
