package io.jolt.client.internal.protocol;

import java.util.Map;

import io.jolt.client.spi.SizedMessage;

/**
 * A message on its way to the listeners.
 *
 * @param topic the topic it was published to
 * @param data the text, or the JSON text of data that is not a string
 * @param headers its headers in their order, unmodifiable
 * @param sizeBytes how many bytes its line had, without the line end
 */
public record Delivery(String topic, String data, Map<String, String> headers,
		int sizeBytes) implements InboundFrame, SizedMessage {

}
