package io.jolt.boot.test.slice;

/**
 * What a listener needs of the rest of the application.
 */
interface OrderRepository {

	void save(Order order);

}
