package io.jolt.client.tcp;

/**
 * Whether the client asks the broker what it can do.
 */
public enum NegotiationMode {

	/**
	 * Say hello, and probe a plain broker for how it answers publishes.
	 */
	AUTO,

	/**
	 * Ask nothing: publishes are taken to be answered, and there are no features.
	 */
	OFF

}
