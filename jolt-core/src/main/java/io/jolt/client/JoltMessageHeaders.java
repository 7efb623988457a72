package io.jolt.client;

import java.util.LinkedHashMap;
import java.util.Map;

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

	private static final int MAX_ID_CHARS = 64;

	private static final int MAX_TYPE_CHARS = 128;

	private JoltMessageHeaders() {
	}

	/**
	 * Whether only Jolt itself may send a header.
	 * @param name the header's name
	 * @return {@code true} if a message with that header is not sent
	 */
	public static boolean isReserved(String name) {
		return name.startsWith(PREFIX) && !name.equals(ID) && !name.equals(TYPE);
	}

	/**
	 * What remains of a delivered message's headers when it is published again: all but
	 * those that concern only the delivered one, and an id or a type that another kind of
	 * publisher gave it and that would not be sent.
	 * @param headers the headers
	 * @return the same map if all of them can be sent, otherwise a copy in the same order
	 */
	public static Map<String, String> withoutReserved(Map<String, String> headers) {
		if (headers.entrySet().stream().allMatch(JoltMessageHeaders::isSendable)) {
			return headers;
		}
		Map<String, String> left = new LinkedHashMap<>(headers);
		left.entrySet().removeIf((header) -> !isSendable(header));
		return left;
	}

	private static boolean isSendable(Map.Entry<String, String> header) {
		return switch (header.getKey()) {
			case ID -> isId(header.getValue());
			case TYPE -> isType(header.getValue());
			default -> !isReserved(header.getKey());
		};
	}

	/**
	 * Whether a text can be a message's id.
	 * @param text the text
	 * @return {@code true} if it has 1 to 64 printable ASCII characters
	 */
	public static boolean isId(String text) {
		return !text.isEmpty() && text.length() <= MAX_ID_CHARS && text.chars().allMatch((c) -> c >= 0x20 && c < 0x7f);
	}

	/**
	 * Whether a text can be a message's type.
	 * @param text the text
	 * @return {@code true} if it has 1 to 128 characters, none of them a control
	 * character
	 */
	public static boolean isType(String text) {
		return !text.isEmpty() && text.length() <= MAX_TYPE_CHARS && text.chars().noneMatch(Character::isISOControl);
	}

}
