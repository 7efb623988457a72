package io.jolt.client.tcp;

/**
 * Whether the client expects an answer to a publish.
 */
public enum PublishAcknowledgement {

	/**
	 * Detected once per connection.
	 */
	AUTO,

	/**
	 * Every publish is answered.
	 */
	ALWAYS,

	/**
	 * No publish is answered: it completes when it is written.
	 */
	NEVER

}
