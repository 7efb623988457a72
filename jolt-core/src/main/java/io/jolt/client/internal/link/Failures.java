package io.jolt.client.internal.link;

import java.net.InetSocketAddress;

import javax.net.ssl.SSLException;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.ProtocolException;
import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.internal.transport.TlsException;
import io.jolt.client.internal.transport.TlsFailures;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.JoltPlaintextCredentialsException;
import io.jolt.client.tcp.JoltTlsRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions for what goes wrong, with their messages.
 */
public final class Failures {

	// a broker sends these to a connection that it closes, whatever was asked
	static final String TOO_MANY_CONNECTIONS = "too_many_connections";

	private static final String TIMEOUT = "timeout";

	private Failures() {
	}

	/**
	 * Whether it is not an answer to a request but the end of the connection.
	 * @param answer the answer
	 * @param awaited whether a request waits for an answer
	 * @return {@code true} if it concerns the connection
	 */
	static boolean endsConnection(Answer answer, boolean awaited) {
		if (answer.ok()) {
			return false;
		}
		String code = answer.code();
		return code.equals(TOO_MANY_CONNECTIONS) || (!awaited && code.equals(TIMEOUT));
	}

	private static String words(Exception cause) {
		return (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
	}

	static JoltConnectException unreachable(JoltAddress address, InetSocketAddress remote, Exception cause) {
		if (cause instanceof TlsException) {
			return new JoltConnectException(words(cause), address, false, cause);
		}
		return new JoltConnectException("No Jolt broker was reached at " + describe(address, remote) + ": "
				+ words(cause) + ". Is it running there, and are host and port right?", address, false, cause);
	}

	static JoltConnectException unresolved(JoltAddress address, Exception cause) {
		return new JoltConnectException(
				"The host of the Jolt broker's address " + address + " cannot be resolved. Is its name right?", address,
				false, cause);
	}

	static JoltConnectException clearTextCredentials(JoltAddress address) {
		return new JoltPlaintextCredentialsException("The credentials for the broker at " + address
				+ " were not sent because they would travel in clear text and the address is not the loopback."
				+ " Use TLS, or set allowPlaintextCredentials to send them anyway", address);
	}

	static JoltException lost(JoltAddress address, @Nullable Exception cause) {
		if (cause instanceof ProtocolException protocol && protocol.isHttp()) {
			return new JoltConnectException(
					"A web server answers at " + address + " where a Jolt broker is expected. Is the port right?",
					address, true, cause);
		}
		if (cause instanceof ProtocolException) {
			return new JoltConnectException("The peer at " + address + " broke the protocol: " + cause.getMessage(),
					address, false, cause);
		}
		if (cause == null) {
			return new JoltConnectException("The broker at " + address + " closed the connection", address, false,
					null);
		}
		if (cause instanceof SSLException) {
			return new JoltConnectException(TlsFailures.describe(address, cause), address, false, cause);
		}
		return new JoltConnectException("The connection to the broker at " + address + " was lost: " + words(cause),
				address, false, cause);
	}

	static JoltException lostAfterTlsHandshake(JoltAddress address, @Nullable Exception cause) {
		return new JoltTlsRefusedException("The broker at " + address + " closed the connection right after the TLS"
				+ " handshake" + ((cause != null) ? " (" + words(cause) + ")" : "")
				+ ". If it requires client certificates, does this client have a valid one, signed"
				+ " by a CA that the broker trusts?", address, cause);
	}

	/**
	 * The failure of an attempt.
	 * @param cause what was thrown, expected or not
	 * @return the failure
	 */
	static JoltException ofAttempt(Throwable cause) {
		return (cause instanceof JoltException failure) ? failure
				: new JoltException("The attempt to connect failed: " + cause, cause);
	}

	static JoltException silent(JoltAddress address, String what) {
		return new JoltConnectException("The broker at " + address + " has not answered the " + what + " in time",
				address, false, null);
	}

	/**
	 * The failure of a subscription that the broker cannot grant.
	 * @param address the broker's address
	 * @param subscription names the subscription
	 * @return the failure
	 */
	public static JoltException patternsUnknown(JoltAddress address, String subscription) {
		return new JoltException("The broker at " + address + " does not know patterns, so that the subscription to "
				+ subscription + " is not possible; subscribe to literal topics");
	}

	/**
	 * The failure of a subscription in a group that the broker cannot grant.
	 * @param address the broker's address
	 * @param subscription names the subscription
	 * @return the failure
	 */
	public static JoltException groupsUnknown(JoltAddress address, String subscription) {
		return new JoltException("The broker at " + address + " does not know groups, so that the subscription to "
				+ subscription + " is not possible; subscribe without a group, or connect to a Jolt broker that has"
				+ " the feature 'groups'");
	}

	/**
	 * Why requests are not possible on a connection.
	 * @param connection the connection, whose broker gives it no inbox
	 * @return the reason
	 */
	public static String requestsUnknown(BrokerConnection connection) {
		BrokerProfile profile = connection.profile();
		return "the broker at " + connection.address() + " lacks what requests and calls need: "
				+ ((profile != null) ? profile.missingForRequests() : "an inbox")
				+ ". Connect to a Jolt broker that has these features, and leave the negotiation on";
	}

	/**
	 * The failure of an authentication.
	 * @param address the broker's address
	 * @param username who was refused, or {@code null} if anonymous
	 * @param words the broker's words, or what they mean
	 * @param cause what was thrown, if anything was
	 * @return the failure
	 */
	public static JoltAuthenticationException authentication(JoltAddress address, @Nullable String username,
			String words, @Nullable Throwable cause) {
		String who = (username != null) ? "user '" + WireText.sanitize(username) + "'" : "a client without credentials";
		return new JoltAuthenticationException(
				"The broker at " + address + " refused " + who + ": " + words + ". Check user name and password",
				cause);
	}

	static String describe(JoltAddress address, InetSocketAddress remote) {
		String resolved = remote.getAddress().getHostAddress();
		return resolved.equals(address.host()) ? address.toString() : address + " (" + resolved + ")";
	}

}
