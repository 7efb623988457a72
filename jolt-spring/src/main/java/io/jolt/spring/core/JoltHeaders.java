package io.jolt.spring.core;

/**
 * Names of message headers that Jolt for Spring itself reads and writes. Those that begin
 * with {@value #PREFIX} never travel; those of dead letters do.
 */
public final class JoltHeaders {

	/**
	 * What the names begin with.
	 */
	public static final String PREFIX = "jolt_";

	/**
	 * The topic to send a message to.
	 */
	public static final String TOPIC = PREFIX + "topic";

	/**
	 * The topic that a message came from: the real one, even if a pattern matched it. It
	 * says nothing about where a message is to be sent, or a reply that copies headers
	 * would loop.
	 */
	public static final String RECEIVED_TOPIC = PREFIX + "receivedTopic";

	/**
	 * A dead letter's original topic: the one its listener failed on it.
	 */
	public static final String DLT_ORIGINAL_TOPIC = "dlt-original-topic";

	/**
	 * The id of the listener that failed on a dead letter.
	 */
	public static final String DLT_LISTENER_ID = "dlt-listener-id";

	/**
	 * The class of the exception that a dead letter's listener failed with.
	 */
	public static final String DLT_EXCEPTION_CLASS = "dlt-exception-class";

	/**
	 * That exception's message, in one line and of bounded length. Absent if it has none.
	 */
	public static final String DLT_EXCEPTION_MESSAGE = "dlt-exception-message";

	/**
	 * The class of the exception's innermost cause. Absent if it has no cause.
	 */
	public static final String DLT_EXCEPTION_CAUSE_CLASS = "dlt-exception-cause-class";

	/**
	 * The beginning of the exception's stack trace, in one line. Absent if there is no
	 * room for it.
	 */
	public static final String DLT_STACKTRACE = "dlt-stacktrace";

	/**
	 * When a message became a dead letter, in milliseconds since 1970 (UTC).
	 */
	public static final String DLT_TIMESTAMP = "dlt-timestamp";

	/**
	 * How often the listener was called for a message before it became a dead letter.
	 */
	public static final String DLT_ATTEMPTS = "dlt-attempts";

	private JoltHeaders() {
	}

}
