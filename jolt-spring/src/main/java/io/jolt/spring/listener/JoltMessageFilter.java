package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;

/**
 * Decides which messages a listener is called for. Called on the listener's thread. What
 * it throws goes to the error handler, as what the listener throws does.
 */
@FunctionalInterface
public interface JoltMessageFilter {

	/**
	 * Whether the listener is to have a message.
	 * @param message the message as it came
	 * @return {@code false} to leave it out, which is counted
	 */
	boolean accept(JoltMessage message);

}
