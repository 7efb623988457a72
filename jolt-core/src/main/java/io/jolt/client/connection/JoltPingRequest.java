package io.jolt.client.connection;

import io.jolt.client.internal.protocol.RequestEncoder;

/**
 * Asks for a sign of life. Immutable.
 */
public final class JoltPingRequest extends JoltRequest {

	/**
	 * Creates a request.
	 */
	public JoltPingRequest() {
		super("ping");
	}

	@Override
	byte[] encode(RequestEncoder encoder) {
		return encoder.ping();
	}

	@Override
	public String toString() {
		return "JoltPingRequest[]";
	}

}
