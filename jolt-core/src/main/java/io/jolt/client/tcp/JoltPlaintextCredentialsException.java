package io.jolt.client.tcp;

/**
 * The client has credentials but would have to send them in clear text to an address off
 * the loopback, and was not told that it may. Nothing was sent.
 */
public class JoltPlaintextCredentialsException extends JoltConnectException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates an exception.
	 * @param message what was not sent, to which address, and what to do
	 * @param address the address that was tried
	 */
	public JoltPlaintextCredentialsException(String message, JoltAddress address) {
		super(message, address, false, null);
	}

}
