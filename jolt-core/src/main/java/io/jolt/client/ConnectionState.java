package io.jolt.client;

/**
 * Where a client stands. <pre>
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
 * </pre> A first attempt of {@link JoltClient#connect()} that fails leads back to
 * {@code STOPPED}. From {@code HANDSHAKING} it goes back to {@code CONNECTING} within one
 * attempt: to the next broker, or to a plain broker that does not tolerate being asked
 * what it can do.
 * <p>
 * A subscription with {@link OverflowPolicy#BLOCK} has a connection of its own. When that
 * one alone is lost, the client stays {@code OPEN}: {@link JoltSubscription#state()}
 * tells. After the client's own connection was lost, {@code OPEN} comes only when those
 * subscriptions were answered again, too.
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
	 * Waiting before the next attempt, or, where the broker has refused the same
	 * credentials twice in a row, for others.
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
