package io.jolt.client;

import java.util.concurrent.CompletableFuture;

/**
 * Takes part in each publish and each delivery of a client: looks at the message, changes
 * it, leaves it out, or does something around it. Both methods pass the message on unless
 * they are overridden. Several threads call them at once.
 * <p>
 * Interceptors are called in the order in which they are given: the first one sees what
 * the application publishes, and what the next one hands it. A delivery goes through them
 * in the same order, on the thread of the listener, before the listener.
 */
public interface JoltClientInterceptor {

	/**
	 * Publishes a message. Runs on the publisher's thread, so it should not block.
	 * @param message the message
	 * @param next publishes; not to call it means not to publish
	 * @return completes with what became of the message
	 */
	default CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
		return next.publish(message);
	}

	/**
	 * Delivers a message. What it throws is the listener's failure.
	 * @param message the message
	 * @param next the listener; not to call it means to leave the message out
	 * @throws Exception what the listener throws
	 */
	default void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
		next.onMessage(message);
	}

	/**
	 * Publishes what an interceptor passes on.
	 */
	@FunctionalInterface
	interface Publisher {

		/**
		 * Publishes a message.
		 * @param message the message
		 * @return completes with what became of the message; nothing is thrown
		 */
		CompletableFuture<PublishResult> publish(JoltMessage message);

	}

}
