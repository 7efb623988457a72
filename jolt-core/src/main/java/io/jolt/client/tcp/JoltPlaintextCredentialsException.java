package io.jolt.client.tcp;

/**
 * The client would have to send its credentials in clear text to a non-loopback address,
 * which was not allowed. Nothing was sent.
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
