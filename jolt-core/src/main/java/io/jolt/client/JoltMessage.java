package io.jolt.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A message as it is published or delivered. Implementations are immutable and safe for
 * use by several threads.
 */
public interface JoltMessage {

	/**
	 * The topic the message is published to or was delivered from: the actual topic, even
	 * if a pattern matched it.
	 * @return the topic
	 */
	String topic();

	/**
	 * The message's text.
	 * @return the text, as its publisher wrote it; the JSON text if the delivered data is
	 * not a JSON string
	 */
	String data();

	/**
	 * The message's headers, in their order.
	 * @return an unmodifiable map, empty if there are none
	 */
	Map<String, String> headers();

	/**
	 * The message's id.
	 * @return the header {@value JoltMessageHeaders#ID}, or {@code null} if there is none
	 */
	default @Nullable String id() {
		return headers().get(JoltMessageHeaders.ID);
	}

	/**
	 * The message's type, by which listeners choose.
	 * @return the header {@value JoltMessageHeaders#TYPE}, or {@code null} if there is
	 * none
	 */
	default @Nullable String type() {
		return headers().get(JoltMessageHeaders.TYPE);
	}

	/**
	 * Starts a message.
	 * @param topic the topic
	 * @return a builder
	 */
	static JoltMessageBuilder builder(String topic) {
		return new JoltMessageBuilder(topic);
	}

	/**
	 * Creates a message without headers.
	 * @param topic the topic
	 * @param data the text
	 * @return the message
	 */
	static JoltMessage of(String topic, String data) {
		return new DefaultJoltMessage(topic, data, Map.of());
	}

	/**
	 * Creates a message.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are copied in their order
	 * @return the message
	 */
	static JoltMessage of(String topic, String data, Map<String, String> headers) {
		return new DefaultJoltMessage(topic, data, headers);
	}

}
