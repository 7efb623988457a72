package io.jolt.sample;

/**
 * The topics of an order's life cycle.
 */
final class OrderTopics {

	static final String CREATED = "orders.created";

	static final String ACCEPTED = "orders.accepted";

	static final String REJECTED = "orders.rejected";

	/**
	 * All of them, and their dead letters.
	 */
	static final String ALL = "orders.>";

	private OrderTopics() {
	}

}
