package io.jolt.benchmarks.workload;

/**
 * What is measured in a run.
 */
public enum Figure {

	/**
	 * Messages that arrive in a second; with several subscribers each of them counts.
	 */
	RATE("messages/s", 0),

	/**
	 * The same after 3 seconds in a fresh JVM.
	 */
	EARLY_RATE("messages/s after 3 s", 0),

	/**
	 * Items that would arrive in a second if the consumer took them.
	 */
	FREE_RATE("messages/s without the consumer's delay", 0),

	/**
	 * Half of the messages are faster.
	 */
	P50("p50 µs", 0),

	/**
	 * One message in a hundred is slower.
	 */
	P99("p99 µs", 0),

	/**
	 * Processor time of the client's JVM, or both clients', for each message that
	 * arrives.
	 */
	CLIENT_CPU("client CPU µs", 2),

	/**
	 * Processor time of the server for each message that arrives.
	 */
	SERVER_CPU("server CPU µs", 2),

	/**
	 * Both.
	 */
	CPU("CPU µs", 2),

	/**
	 * What the client's JVM allocates for each message that arrives.
	 */
	ALLOCATED("client bytes allocated", 0),

	/**
	 * Heap that an idle connection with a subscription keeps in the client's JVM.
	 */
	CLIENT_HEAP("client heap KiB/connection", 1),

	/**
	 * Threads that an idle connection with a subscription keeps in the client's JVM.
	 */
	CLIENT_THREADS("client threads/connection", 1),

	/**
	 * Heap that a server in Java uses after a collection, with all its subscriptions.
	 */
	SERVER_HEAP("server heap MiB", 2),

	/**
	 * Resident memory of a server that nobody is connected to.
	 */
	SERVER_RESIDENT("server resident MiB, idle", 1),

	/**
	 * Resident memory that an idle connection adds to the server.
	 */
	SERVER_CONNECTION("server resident KiB/connection", 1);

	private final String label;

	private final int digits;

	Figure(String label, int digits) {
		this.label = label;
		this.digits = digits;
	}

	/**
	 * What it is, with its unit.
	 * @return the label
	 */
	public String label() {
		return this.label;
	}

	/**
	 * How many digits after the point are worth showing.
	 * @return the number of digits
	 */
	public int digits() {
		return this.digits;
	}

}
