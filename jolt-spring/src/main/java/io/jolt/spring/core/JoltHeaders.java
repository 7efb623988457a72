package io.jolt.spring.core;

import io.jolt.client.JoltMessageHeaders;

/**
 * Names of the message headers that Jolt for Spring itself reads and writes. Headers that
 * begin with {@value #PREFIX} are never sent; those of dead letters are.
 */
public final class JoltHeaders {

	/**
	 * The prefix of the headers that are never sent.
	 */
	public static final String PREFIX = "jolt_";

	/**
	 * The topic to which a message is sent.
	 */
	public static final String TOPIC = PREFIX + "topic";

	/**
	 * The topic that a message came from: the actual one, even if a pattern matched it.
	 * Sending ignores it; otherwise a reply that copies headers would loop.
	 */
	public static final String RECEIVED_TOPIC = PREFIX + "receivedTopic";

	/**
	 * The id of a message, which its publisher may set and which is sent with it: at most
	 * 64 printable ASCII characters. {@link io.jolt.client.PublishResult#messageId()}
	 * returns it. A copy of a delivery keeps it.
	 */
	public static final String MESSAGE_ID = JoltMessageHeaders.ID;

	/**
	 * The type of a message, which its publisher may set and by which listeners choose:
	 * at most 128 characters, none of them a control character. A copy of a delivery
	 * keeps it.
	 */
	public static final String MESSAGE_TYPE = JoltMessageHeaders.TYPE;

	/**
	 * The topic to which the reply to a received message goes. Only the client sets it.
	 */
	public static final String REPLY_TO = JoltMessageHeaders.REPLY_TO;

	/**
	 * The id of a received request, which its reply repeats. Only the client sets it.
	 */
	public static final String CORRELATION_ID = JoltMessageHeaders.CORRELATION_ID;

	/**
	 * The status of a reply. A listener method may set it in the message that it returns;
	 * anywhere else, only the client sets it.
	 */
	public static final String STATUS = JoltMessageHeaders.STATUS;

	/**
	 * A dead letter's original topic, from which its listener received it.
	 */
	public static final String DLT_ORIGINAL_TOPIC = "dlt-original-topic";

	/**
	 * The id of the listener that failed on the message.
	 */
	public static final String DLT_LISTENER_ID = "dlt-listener-id";

	/**
	 * The class of the exception that the listener failed with.
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
	 * The beginning of the exception's stack trace, in one line. Absent if it does not
	 * fit.
	 */
	public static final String DLT_STACKTRACE = "dlt-stacktrace";

	/**
	 * When a message became a dead letter, in milliseconds since 1970 (UTC).
	 */
	public static final String DLT_TIMESTAMP = "dlt-timestamp";

	/**
	 * The number of times that the listener was called for the message before it became a
	 * dead letter.
	 */
	public static final String DLT_ATTEMPTS = "dlt-attempts";

	private JoltHeaders() {
	}

}
