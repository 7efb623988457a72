package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;

/**
 * Decides which messages a listener is called for. Called on the listener's thread. Its
 * exceptions go to the error handler, as those of the listener do.
 */
@FunctionalInterface
public interface JoltMessageFilter {

	/**
	 * Whether to call the listener for a message.
	 * @param message the message as it arrived
	 * @return {@code false} to skip the message, which is counted
	 */
	boolean accept(JoltMessage message);

}
