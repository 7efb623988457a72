package io.jolt.testing;

/**
 * How a connection, or one direction of it, comes to its end.
 */
public enum Ending {

	/**
	 * Both peers see an ordinary end of the connection.
	 */
	CLOSE,

	/**
	 * Both peers see the connection reset.
	 */
	RESET,

	/**
	 * The receiver in this direction sees the end of the stream; the other direction
	 * stays open, and what is still sent in this one is lost.
	 */
	HALF_CLOSE

}
