package io.jolt.client;

/**
 * Thrown by whoever handles a request to answer that it failed: its code and its text are
 * sent to the asking side, which gets a {@link JoltReplyErrorException}. The text must be
 * safe to show there.
 */
public class JoltReplyException extends RuntimeException {

	/**
	 * The code of a failure without its own.
	 */
	public static final String LISTENER_FAILED = "listener_failed";

	/**
	 * The code for a payload that cannot be converted or is not valid.
	 */
	public static final String INVALID_PAYLOAD = "invalid_payload";

	/**
	 * The code for a message that no handler takes.
	 */
	public static final String NO_HANDLER = "no_handler";

	/**
	 * The code for a call that a shutdown has ended.
	 */
	public static final String SHUTTING_DOWN = "shutting_down";

	private static final long serialVersionUID = 1L;

	private final String code;

	private final String text;

	/**
	 * Creates the exception.
	 * @param code a word of the application's, at most 64 characters, none of them a
	 * control character
	 * @param text an explanation that is safe to show to the asking side
	 * @throws IllegalArgumentException if the code is empty, too long or has a control
	 * character
	 */
	public JoltReplyException(String code, String text) {
		super(code + ": " + text);
		if (!JoltReply.isStatus(code)) {
			throw new IllegalArgumentException(
					"An error's code must have 1 to 64 characters, none of them a control character");
		}
		this.code = code;
		this.text = text;
	}

	/**
	 * What is sent as the code.
	 * @return the code
	 */
	public String code() {
		return this.code;
	}

	/**
	 * What is sent as the text.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

}
