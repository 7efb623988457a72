package io.jolt.client;

import java.util.Map;
import java.util.Objects;

/**
 * The reply to a request. Immutable.
 *
 * @param status {@value #OK} or another word of the application's, at most 64 characters,
 * none of them a control character
 * @param message the reply's text and headers
 */
public record JoltReply(String status, JoltMessage message) {

	/**
	 * The status of a reply that sets none.
	 */
	public static final String OK = "ok";

	private static final int MAX_STATUS_CHARS = 64;

	/**
	 * Creates a reply.
	 * @throws IllegalArgumentException if the status is empty, too long or has a control
	 * character
	 */
	public JoltReply {
		Objects.requireNonNull(message, "message");
		if (!isStatus(status)) {
			throw new IllegalArgumentException("A reply's status must have 1 to " + MAX_STATUS_CHARS
					+ " characters, none of them a control character");
		}
	}

	/**
	 * Creates a reply with the status {@value #OK}.
	 * @param data the text
	 * @return the reply
	 */
	public static JoltReply of(String data) {
		return of(OK, data, Map.of());
	}

	/**
	 * Creates a reply.
	 * @param status the status
	 * @param data the text
	 * @param headers the headers
	 * @return the reply
	 */
	public static JoltReply of(String status, String data, Map<String, String> headers) {
		return new JoltReply(status, JoltMessage.of("", data, headers));
	}

	/**
	 * Creates an answer that says that the request failed.
	 * @param code a word of the application's, as in {@link JoltReplyException}
	 * @param text an explanation that is safe to show to the asking side
	 * @return the answer
	 */
	public static JoltReply error(String code, String text) {
		return of(code, text, Map.of(JoltMessageHeaders.ERROR, code));
	}

	/**
	 * Whether it says that the request failed.
	 * @return {@code true} if it does
	 */
	public boolean isError() {
		return this.message.headers().containsKey(JoltMessageHeaders.ERROR);
	}

	/**
	 * Whether a text can be a reply's status, or the code of an error.
	 * @param text the text
	 * @return {@code true} if it can
	 */
	public static boolean isStatus(String text) {
		return OK.equals(text) || (!text.isEmpty() && text.length() <= MAX_STATUS_CHARS
				&& text.chars().noneMatch(Character::isISOControl));
	}

	/**
	 * Whether the status is {@value #OK}.
	 * @return {@code true} if it is
	 */
	public boolean isOk() {
		return OK.equals(this.status);
	}

	/**
	 * The reply's text.
	 * @return the text
	 */
	public String data() {
		return this.message.data();
	}

}
