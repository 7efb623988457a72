package io.jolt.boot.test.slice;

import org.springframework.stereotype.Repository;

/**
 * What is none of a slice's business: it would want a database.
 */
@Repository
class StoredOrders implements OrderRepository {

	@Override
	public void save(Order order) {
		throw new IllegalStateException("There is no database");
	}

}
