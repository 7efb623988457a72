package io.jolt.client;

import java.util.concurrent.CompletableFuture;

/**
 * Intercepts each publish and each delivery of a client: inspects the message, changes
 * it, drops it, or does something around it. Both methods pass the message on by default.
 * Several threads call them at once.
 * <p>
 * Interceptors are called in the order given: the first sees what the application
 * publishes, the next what the first passes on. A delivery goes through them in the same
 * order, before the listener and on its thread.
 */
public interface JoltClientInterceptor {

	/**
	 * Publishes a message. Runs on the publisher's thread, so it should not block.
	 * @param message the message
	 * @param next publishes the message; not called to drop it
	 * @return completes with the result
	 */
	default CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
		return next.publish(message);
	}

	/**
	 * Delivers a message. An exception of the interceptor counts as the listener's. What
	 * the listener throws passes through, unless the listener handles its own failures,
	 * as those of Spring's containers do.
	 * @param message the message
	 * @param next the listener; not called to drop the message
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
		 * @return completes with the result; never throws
		 */
		CompletableFuture<PublishResult> publish(JoltMessage message);

	}

}
