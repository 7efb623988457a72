package io.jolt.benchmarks.client;

/**
 * How a contestant's client asks and answers, as its good users would. One for each run
 * and process; closing it closes all that it has opened.
 */
interface Exchange extends AutoCloseable {

	/**
	 * Answers each request with its own text, over a connection of its own, as long as
	 * this is open. When it returns the server knows of it.
	 * @throws Exception if that cannot be done
	 */
	void answer() throws Exception;

	/**
	 * Opens a connection that asks.
	 * @return what asks
	 * @throws Exception if that cannot be done
	 */
	Asker<?> openAsker() throws Exception;

	@Override
	void close();

}
