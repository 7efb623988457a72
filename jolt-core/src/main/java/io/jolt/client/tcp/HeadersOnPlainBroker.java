package io.jolt.client.tcp;

/**
 * What happens to a publish with headers when the broker does not support headers.
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
