package io.jolt.client;

import java.util.Map;
import java.util.Set;

import io.jolt.client.tcp.HeadersOnPlainBroker;

/**
 * A message as it is published or delivered. Implementations are immutable and safe for
 * use by several threads.
 */
public interface JoltMessage {

	/**
	 * The topic the message is published to, or was delivered from: the real topic, also
	 * where a pattern matched it.
	 * @return the topic
	 */
	String topic();

	/**
	 * The message's text.
	 * @return the text, as its publisher wrote it; a delivery whose data is no JSON
	 * string has the JSON text here
	 */
	String data();

	/**
	 * The message's headers, in their order.
	 * @return an unmodifiable map, empty if there are none
	 */
	Map<String, String> headers();

	/**
	 * Which of the headers only accompany the message, a trace's for example: a broker
	 * that does not know headers is sent the message without them, whatever
	 * {@link HeadersOnPlainBroker} says, and so is one to which the message would be too
	 * long with them.
	 * @return an unmodifiable set of names, empty unless the publisher has named some
	 */
	default Set<String> optionalHeaders() {
		return Set.of();
	}

	/**
	 * Creates a message without headers.
	 * @param topic the topic
	 * @param data the text
	 * @return the message
	 */
	static JoltMessage of(String topic, String data) {
		return new DefaultJoltMessage(topic, data, Map.of(), Set.of());
	}

	/**
	 * Creates a message.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are copied in their order
	 * @return the message
	 */
	static JoltMessage of(String topic, String data, Map<String, String> headers) {
		return new DefaultJoltMessage(topic, data, headers, Set.of());
	}

	/**
	 * Creates a message with headers that only accompany it.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers, which are copied in their order
	 * @param optionalHeaders the names of those that may be left out
	 * @return the message
	 */
	static JoltMessage of(String topic, String data, Map<String, String> headers, Set<String> optionalHeaders) {
		return new DefaultJoltMessage(topic, data, headers, optionalHeaders);
	}

}
