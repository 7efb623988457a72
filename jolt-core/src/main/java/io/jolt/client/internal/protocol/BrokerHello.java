package io.jolt.client.internal.protocol;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What a broker says about itself in its answer to {@code hello}.
 *
 * @param broker its name and version, {@code NAME/VERSION}, as received
 * @param version the version of the protocol
 * @param features what it can do beyond the plain protocol
 * @param maxLineBytes the longest line it accepts, {@link Integer#MAX_VALUE} if it does
 * not say
 * @param inbox the topic that only this connection may subscribe to, or {@code null} if
 * there is none
 */
public record BrokerHello(String broker, int version, Set<String> features, int maxLineBytes, @Nullable String inbox) {

	/**
	 * How long an inbox's topic may be.
	 */
	public static final int MAX_INBOX_CHARS = 256;

	/**
	 * The feature of answering a publish.
	 */
	public static final String PUBLISH_ACK = "publish-ack";

	/**
	 * The feature of requiring authentication first.
	 */
	public static final String AUTHENTICATION = "authentication";

	/**
	 * The feature of unescaped data that follows its line.
	 */
	public static final String SIZED_DATA = SizedData.FEATURE;

	/**
	 * Creates the hello.
	 */
	public BrokerHello {
		features = Set.copyOf(features);
	}

	/**
	 * Whether a text can be an inbox's topic: printable ASCII that a JSON string holds as
	 * it is.
	 * @param text the text
	 * @return {@code true} if it can
	 */
	static boolean isInbox(String text) {
		return !text.isEmpty() && text.length() <= MAX_INBOX_CHARS
				&& text.chars().allMatch((c) -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
	}

}
