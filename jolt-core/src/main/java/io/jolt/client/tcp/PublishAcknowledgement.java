package io.jolt.client.tcp;

/**
 * Whether the client expects an answer to a publish.
 */
public enum PublishAcknowledgement {

	/**
	 * As found out once per connection.
	 */
	AUTO,

	/**
	 * Every publish is answered.
	 */
	ALWAYS,

	/**
	 * No publish is answered: one is complete when it is written.
	 */
	NEVER

}
