package io.jolt.client;

/**
 * The state of a client. <pre>
 *             start(), connect()
 *   STOPPED ----------------------&gt; CONNECTING &lt;-------------------+
 *      ^                              |  ^  |                       |
 *      |                   connected  |  |  | failed                | back-off over
 *      |                              v  |  v                       |
 *      |                      HANDSHAKING --------&gt; BACKING_OFF ----+
 *      |                  answered |       failed        ^
 *      |                           v                     |
 *      |                         OPEN -------------------+
 *      |                                 lost
 *      +------ STOPPING &lt;------ stop() from each of the four
 *
 *   CLOSED &lt;------ close() from every state, for good
 * </pre> If the first attempt of {@link JoltClient#connect()} fails, the client returns
 * to {@code STOPPED}. Within one attempt it may return from {@code HANDSHAKING} to
 * {@code CONNECTING}: for the next broker, or for a plain broker that does not tolerate
 * being asked what it can do.
 * <p>
 * A subscription with {@link OverflowPolicy#BLOCK} has its own socket. If only that
 * socket is lost, the client stays {@code OPEN}; see {@link JoltSubscription#state()}.
 * After the client lost its connection, it is {@code OPEN} only when those subscriptions
 * were answered again, too.
 */
public enum ConnectionState {

	/**
	 * Not started, or stopped; it can be started.
	 */
	STOPPED,

	/**
	 * Making a connection.
	 */
	CONNECTING,

	/**
	 * Connected; asking what the broker can do, authenticating and resubscribing.
	 */
	HANDSHAKING,

	/**
	 * Authentication and every resubscription were answered.
	 */
	OPEN,

	/**
	 * Waiting before the next attempt or, if the broker refused the same credentials
	 * twice in a row, for different ones.
	 */
	BACKING_OFF,

	/**
	 * Flushing accepted publishes before it stops.
	 */
	STOPPING,

	/**
	 * Closed permanently.
	 */
	CLOSED

}
