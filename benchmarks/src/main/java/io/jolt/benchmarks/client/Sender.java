package io.jolt.benchmarks.client;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Publishes over a connection. Used by one thread.
 */
@FunctionalInterface
interface Sender {

	/**
	 * Publishes a message, and does not wait for what comes of it.
	 * @param topic the index of its topic
	 * @param number its number
	 * @return completes when the server has confirmed it; {@code null} if no server does
	 * @throws Exception if it cannot be published
	 */
	@Nullable CompletableFuture<?> send(int topic, int number) throws Exception;

	/**
	 * Sends what has been held back for the sake of larger writes, where this is up to
	 * the caller.
	 * @throws Exception if it cannot be sent
	 */
	default void flush() throws Exception {
	}

	/**
	 * Fails if a publish has failed; does not wait.
	 * @param publish what {@link #send} returned
	 */
	static void check(@Nullable CompletableFuture<?> publish) {
		if (publish != null && publish.isCompletedExceptionally()) {
			publish.join();
		}
	}

}
