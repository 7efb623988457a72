package io.jolt.client;

/**
 * A message was not sent because it is too long: for the client's or the broker's longest
 * line, or for the outgoing buffer. Trying again does not help; a message with fewer or
 * shorter headers may be sent.
 */
public class JoltMessageTooLongException extends JoltNotSentException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what was not sent, and how long it is
	 */
	public JoltMessageTooLongException(String message) {
		super(message);
	}

}
