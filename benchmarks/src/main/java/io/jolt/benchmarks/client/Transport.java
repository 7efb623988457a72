package io.jolt.benchmarks.client;

/**
 * How a contestant's client is used: as its good users would. One for each run; closing
 * it closes all that it has opened.
 */
interface Transport extends AutoCloseable {

	/**
	 * Subscribes to all topics, over a connection that does nothing else. When it returns
	 * the server knows of the subscription.
	 * @param arrivals is told what is received
	 * @throws Exception if that cannot be done
	 */
	void subscribe(Arrivals arrivals) throws Exception;

	/**
	 * Opens a connection that does nothing but publish.
	 * @return what publishes
	 * @throws Exception if that cannot be done
	 */
	Sender openSender() throws Exception;

	/**
	 * Opens a connection that publishes and subscribes. When it returns the server knows
	 * of the subscription.
	 * @param topic the index of the topic to subscribe to
	 * @param arrivals is told what is received
	 * @return what publishes
	 * @throws Exception if that cannot be done
	 */
	default Sender openBoth(int topic, Arrivals arrivals) throws Exception {
		throw new UnsupportedOperationException("Not with this contestant");
	}

	@Override
	void close();

}
