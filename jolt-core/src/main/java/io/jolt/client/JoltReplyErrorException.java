package io.jolt.client;

/**
 * The other side answered that a request or call failed there.
 */
public class JoltReplyErrorException extends JoltException {

	private static final long serialVersionUID = 1L;

	private final String code;

	private final String text;

	/**
	 * Creates the exception.
	 * @param message what happened
	 * @param code what the other side says it is
	 * @param text the other side's explanation, possibly empty
	 */
	public JoltReplyErrorException(String message, String code, String text) {
		super(message);
		this.code = code;
		this.text = text;
	}

	/**
	 * What the other side says it is: {@link JoltReplyException#LISTENER_FAILED},
	 * {@link JoltReplyException#INVALID_PAYLOAD}, {@link JoltReplyException#NO_HANDLER}
	 * or a code of the application's.
	 * @return the code
	 */
	public String code() {
		return this.code;
	}

	/**
	 * The other side's explanation.
	 * @return the text as received, possibly empty; escape it before showing it
	 */
	public String text() {
		return this.text;
	}

}
