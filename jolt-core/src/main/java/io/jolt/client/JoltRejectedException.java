package io.jolt.client;

/**
 * The broker answered a request with an error.
 */
public class JoltRejectedException extends JoltException {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * Creates an exception.
	 * @param message what was refused, and what the broker said
	 * @param code the error's code, such as {@code not_authorized}
	 */
	public JoltRejectedException(String message, String code) {
		super(message);
		this.code = code;
	}

	/**
	 * The error's code: the broker's text up to its first colon.
	 * @return the code, for example {@code invalid_topic}
	 */
	public String code() {
		return this.code;
	}

}
