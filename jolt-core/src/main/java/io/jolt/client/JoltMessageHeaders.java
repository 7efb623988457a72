package io.jolt.client;

/**
 * Names of the message headers that belong to Jolt itself. Applications may read them
 * all, and may set {@link #ID} and {@link #TYPE}; a message with any other header whose
 * name begins with {@value #PREFIX} is not sent.
 */
public final class JoltMessageHeaders {

	/**
	 * The prefix of these headers.
	 */
	public static final String PREFIX = "jolt-";

	/**
	 * The message's id: at most 64 printable ASCII characters.
	 */
	public static final String ID = "jolt-id";

	/**
	 * The message's type, by which listeners choose: at most 128 characters, none of them
	 * a control character.
	 */
	public static final String TYPE = "jolt-type";

	/**
	 * How the text is encoded on the wire.
	 */
	public static final String ENCODING = "jolt-encoding";

	/**
	 * The topic to answer to.
	 */
	public static final String REPLY_TO = "jolt-reply-to";

	/**
	 * The id of a request, which its reply repeats.
	 */
	public static final String CORRELATION_ID = "jolt-correlation-id";

	/**
	 * The status of a reply: {@value JoltReply#OK} or another word of the application's.
	 */
	public static final String STATUS = "jolt-status";

	/**
	 * The code of a reply that says that the request failed.
	 */
	public static final String ERROR = "jolt-error";

	/**
	 * The id of a call.
	 */
	public static final String CALL = "jolt-call";

	/**
	 * The kind of a call's frame.
	 */
	public static final String FRAME = "jolt-frame";

	/**
	 * The number of an item of a call.
	 */
	public static final String SEQUENCE = "jolt-seq";

	/**
	 * How many more items the sender of a frame takes.
	 */
	public static final String CREDIT = "jolt-credit";

	/**
	 * Whether more items follow the first one.
	 */
	public static final String MORE = "jolt-more";

	private JoltMessageHeaders() {
	}

}
