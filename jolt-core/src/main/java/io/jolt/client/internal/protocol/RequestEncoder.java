package io.jolt.client.internal.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.jolt.client.JoltNotSentException;

/**
 * Writes requests, each a whole line with its LF. Without state, and safe for use by
 * several threads.
 */
public final class RequestEncoder {

	private static final byte[] HELLO = ascii("{\"op\":\"hello\",\"version\":1,\"client\":");

	private static final byte[] AUTH = ascii("{\"op\":\"auth\",\"user\":");

	private static final byte[] PASS = ascii(",\"pass\":");

	private static final byte[] SUB = ascii("{\"op\":\"sub\",\"topic\":");

	private static final byte[] UNSUB = ascii("{\"op\":\"unsub\",\"topic\":");

	private static final byte[] PATTERN = ascii(",\"pattern\":true");

	private static final byte[] PUB = ascii("{\"op\":\"pub\",\"topic\":");

	private static final byte[] DATA = ascii(",\"data\":");

	private static final byte[] HEADERS = ascii(",\"headers\":{");

	private static final byte[] PING = ascii("{\"op\":\"ping\"}\n");

	private static final byte[] END = ascii("}\n");

	// what a publish has besides its strings' characters
	private static final int PUBLISH_OVERHEAD = PUB.length + DATA.length + END.length + 4;

	private final boolean escapeNonAscii;

	/**
	 * Creates an encoder.
	 * @param escapeNonAscii whether everything outside ASCII becomes an escape, or stays
	 * UTF-8
	 */
	public RequestEncoder(boolean escapeNonAscii) {
		this.escapeNonAscii = escapeNonAscii;
	}

	/**
	 * Asks the broker what it can do.
	 * @param client who asks, {@code NAME/VERSION}
	 * @return the line
	 */
	public byte[] hello(String client) {
		return writer(64).raw(HELLO).string(client, "client", null).raw(END).toLine();
	}

	/**
	 * Authenticates.
	 * @param user the user's name
	 * @param password the password
	 * @return the line
	 * @throws JoltNotSentException if either has a lone surrogate; the message repeats
	 * neither
	 */
	public byte[] auth(String user, String password) {
		return writer(64).raw(AUTH)
			.string(user, "user", null)
			.raw(PASS)
			.string(password, "password", null)
			.raw(END)
			.toLine();
	}

	/**
	 * Subscribes.
	 * @param topic the topic or pattern
	 * @param pattern whether it is a pattern
	 * @return the line
	 * @throws JoltNotSentException if the topic has a lone surrogate
	 */
	public byte[] subscribe(String topic, boolean pattern) {
		return subscription(SUB, topic, pattern);
	}

	/**
	 * Unsubscribes.
	 * @param topic the topic or pattern
	 * @param pattern whether it is a pattern
	 * @return the line
	 * @throws JoltNotSentException if the topic has a lone surrogate
	 */
	public byte[] unsubscribe(String topic, boolean pattern) {
		return subscription(UNSUB, topic, pattern);
	}

	/**
	 * Publishes.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are left out if empty
	 * @return the line
	 * @throws JoltNotSentException if topic, data or a header has a lone surrogate
	 */
	public byte[] publish(String topic, String data, Map<String, String> headers) {
		JsonLineWriter writer = writer(PUBLISH_OVERHEAD + topic.length() + data.length());
		writer.raw(PUB).string(topic, "topic", topic).raw(DATA).string(data, "data", topic);
		if (!headers.isEmpty()) {
			writer.raw(HEADERS);
			boolean first = true;
			for (Map.Entry<String, String> header : headers.entrySet()) {
				if (!first) {
					writer.raw(',');
				}
				first = false;
				writer.string(header.getKey(), "header name", topic)
					.raw(':')
					.string(header.getValue(), "header value", topic);
			}
			writer.raw('}');
		}
		return writer.raw(END).toLine();
	}

	/**
	 * Asks for a sign of life.
	 * @return the line
	 */
	public byte[] ping() {
		return PING.clone();
	}

	private byte[] subscription(byte[] op, String topic, boolean pattern) {
		JsonLineWriter writer = writer(64).raw(op).string(topic, "topic", topic);
		if (pattern) {
			writer.raw(PATTERN);
		}
		return writer.raw(END).toLine();
	}

	private JsonLineWriter writer(int expectedBytes) {
		return new JsonLineWriter(expectedBytes, this.escapeNonAscii);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
