package io.jolt.client.spi;

import io.jolt.client.JoltMessage;

/**
 * A message that knows how much of a queue's room it takes.
 */
public interface SizedMessage extends JoltMessage {

	/**
	 * What counts against {@link io.jolt.client.SubscriptionOptions#queueSizeBytes()}.
	 * @return the size in bytes, the same each time
	 */
	int sizeBytes();

}
