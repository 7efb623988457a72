package io.jolt.integration.docs.snippets;

/**
 * A service that the examples call.
 */
interface Warehouse {

	void reserve(String item, int quantity);

}
