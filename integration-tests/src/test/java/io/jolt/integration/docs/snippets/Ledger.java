package io.jolt.integration.docs.snippets;

/**
 * A service that the examples call.
 */
interface Ledger {

	void credit(String order, int cents);

	void debit(String order, int cents);

}
