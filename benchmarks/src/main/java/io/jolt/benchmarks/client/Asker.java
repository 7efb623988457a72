package io.jolt.benchmarks.client;

import java.util.concurrent.CompletableFuture;

/**
 * Sends requests over a connection. Used by one thread.
 *
 * @param <R> the client's replies
 */
interface Asker<R> {

	/**
	 * Sends a request, and does not wait for its reply.
	 * @param number its number
	 * @return completes with the reply
	 */
	CompletableFuture<R> ask(int number);

	/**
	 * Reads a reply as the application would.
	 * @param reply the reply
	 * @return the number in its text
	 */
	int numberIn(R reply);

}
