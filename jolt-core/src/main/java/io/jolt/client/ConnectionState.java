package io.jolt.client;

/**
 * Where a client stands. <pre>
 *             start(), connect()
 *   STOPPED ----------------------&gt; CONNECTING &lt;------------------+
 *      ^                              |   |                       |
 *      |                   connected  |   | failed                | back-off over
 *      |                              v   v                       |
 *      |                      HANDSHAKING --------&gt; BACKING_OFF ---+
 *      |                  answered |      failed       ^
 *      |                           v                   |
 *      |                         OPEN -----------------+
 *      |                                 lost
 *      +------ STOPPING &lt;------ stop() from each of the four
 *
 *   CLOSED &lt;------ close() from every state, for good
 * </pre> A first attempt of {@link JoltClient#connect()} that fails leads back to
 * {@code STOPPED}.
 */
public enum ConnectionState {

	/**
	 * Not started, or stopped; it can be started.
	 */
	STOPPED,

	/**
	 * Making a TCP connection.
	 */
	CONNECTING,

	/**
	 * Connected; negotiating, authenticating and resubscribing.
	 */
	HANDSHAKING,

	/**
	 * Authentication and every resubscription were answered.
	 */
	OPEN,

	/**
	 * Waiting before the next attempt.
	 */
	BACKING_OFF,

	/**
	 * Flushing what was accepted before it stops.
	 */
	STOPPING,

	/**
	 * Closed for good.
	 */
	CLOSED

}
