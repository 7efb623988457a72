package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.spi.PayloadCompression;
import org.jspecify.annotations.Nullable;

/**
 * What the client itself adds to a publish: headers of the protocol, already encoded, and
 * the wish to know how many subscribers it reaches. Immutable; made once and used for
 * many publishes.
 */
public final class PublishFields {

	/**
	 * Nothing is added.
	 */
	public static final PublishFields NONE = new PublishFields(null, false, false);

	/**
	 * A count is asked for.
	 */
	public static final PublishFields COUNTED = new PublishFields(null, false, true);

	/**
	 * The text is compressed.
	 */
	public static final PublishFields COMPRESSED = new PublishFields(null, true, false);

	/**
	 * The text is compressed, and a count is asked for.
	 */
	public static final PublishFields COMPRESSED_AND_COUNTED = new PublishFields(null, true, true);

	/**
	 * What is added to a request whose inbox is not known yet: as long as it can get.
	 */
	public static final PublishFields LONGEST_REQUEST = request(longestInbox(), false);

	/**
	 * As {@link #LONGEST_REQUEST}, with a compressed text.
	 */
	public static final PublishFields LONGEST_COMPRESSED_REQUEST = request(longestInbox(), true);

	private final byte[] headers;

	private final boolean compressed;

	private final boolean counted;

	private PublishFields(@Nullable String replyTo, boolean compressed, boolean counted) {
		StringBuilder added = new StringBuilder();
		if (replyTo != null) {
			append(added, JoltMessageHeaders.REPLY_TO, replyTo);
		}
		if (compressed) {
			append(added, JoltMessageHeaders.ENCODING, PayloadCompression.GZIP);
		}
		this.headers = added.toString().getBytes(StandardCharsets.US_ASCII);
		this.compressed = compressed;
		this.counted = counted;
	}

	private static String longestInbox() {
		return "i".repeat(BrokerHello.MAX_INBOX_CHARS);
	}

	private static void append(StringBuilder headers, String name, String value) {
		headers.append(headers.isEmpty() ? "" : ",").append('"').append(name).append("\":\"").append(value).append('"');
	}

	/**
	 * Creates what is added to a request.
	 * @param replyTo the topic to answer to, of the characters of an inbox
	 * @param compressed whether the text is compressed
	 * @return the fields
	 */
	public static PublishFields request(String replyTo, boolean compressed) {
		return new PublishFields(replyTo, compressed, true);
	}

	/**
	 * Chooses what is added to other publishes.
	 * @param compressed whether the text is compressed
	 * @param counted whether a count is asked for
	 * @return the fields
	 */
	public static PublishFields of(boolean compressed, boolean counted) {
		if (compressed) {
			return counted ? COMPRESSED_AND_COUNTED : COMPRESSED;
		}
		return counted ? COUNTED : NONE;
	}

	/**
	 * Whether the text is compressed.
	 * @return {@code true} if it is
	 */
	public boolean compressed() {
		return this.compressed;
	}

	/**
	 * Whether a count is asked for.
	 * @return {@code true} if it is
	 */
	public boolean counted() {
		return this.counted;
	}

	// without braces
	byte[] headers() {
		return this.headers;
	}

}
