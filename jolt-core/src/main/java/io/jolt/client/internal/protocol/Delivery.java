package io.jolt.client.internal.protocol;

import java.util.Map;

import io.jolt.client.spi.SizedMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to the listeners.
 *
 * @param topic the topic it was published to
 * @param data the text, or the JSON text of data that is not a string
 * @param headers its headers in their order, unmodifiable
 * @param group the group that it was passed on to, or {@code null} for subscriptions
 * without one
 * @param sizeBytes how many bytes its line had, without the line end
 */
public record Delivery(String topic, String data, Map<String, String> headers, @Nullable String group,
		int sizeBytes) implements InboundFrame, SizedMessage {

	/**
	 * Creates a message for subscriptions without a group.
	 * @param topic the topic
	 * @param data the text
	 * @param headers the headers
	 * @param sizeBytes how many bytes its line had
	 */
	public Delivery(String topic, String data, Map<String, String> headers, int sizeBytes) {
		this(topic, data, headers, null, sizeBytes);
	}

}
