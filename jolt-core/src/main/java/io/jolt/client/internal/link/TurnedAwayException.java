package io.jolt.client.internal.link;

import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectException;

/**
 * The broker closed a connection and said why. That does not answer any request, and
 * another attempt may succeed.
 */
public final class TurnedAwayException extends JoltConnectException {

	private static final long serialVersionUID = 1L;

	private final String words;

	private final String code;

	TurnedAwayException(JoltAddress address, Answer answer) {
		super("The broker at " + address + " turned the connection away: " + answer.words(), address, false, null);
		this.words = answer.words();
		this.code = answer.code();
	}

	/**
	 * The broker's words.
	 * @return the words, escaped and truncated
	 */
	public String words() {
		return this.words;
	}

	/**
	 * The broker's code.
	 * @return the code
	 */
	public String code() {
		return this.code;
	}

	/**
	 * Whether the broker, which has too many connections, would have let it in otherwise.
	 * @return {@code true} if that is why
	 */
	public boolean isForWantOfRoom() {
		return this.code.equals(Failures.TOO_MANY_CONNECTIONS);
	}

}
