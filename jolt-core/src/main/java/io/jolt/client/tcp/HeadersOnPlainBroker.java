package io.jolt.client.tcp;

/**
 * What becomes of a publish with headers when the broker does not know headers.
 */
public enum HeadersOnPlainBroker {

	/**
	 * It is not sent, and fails.
	 */
	FAIL,

	/**
	 * It is sent without its headers.
	 */
	DROP

}
