package io.jolt.client.internal.session;

import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectException;

/**
 * The broker has ended a connection and said why. That is no answer to any request, and
 * another attempt may do better.
 */
final class TurnedAwayException extends JoltConnectException {

	private static final long serialVersionUID = 1L;

	TurnedAwayException(JoltAddress address, String words) {
		super("The broker at " + address + " turned the connection away: " + words, address, false, null);
	}

}
