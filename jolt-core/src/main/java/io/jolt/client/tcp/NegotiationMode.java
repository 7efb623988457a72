package io.jolt.client.tcp;

/**
 * Whether the client asks the broker what it can do.
 */
public enum NegotiationMode {

	/**
	 * Say hello, and probe how a plain broker answers publishes.
	 */
	AUTO,

	/**
	 * Ask nothing: assume that publishes are answered and that the broker has no
	 * features.
	 */
	OFF

}
