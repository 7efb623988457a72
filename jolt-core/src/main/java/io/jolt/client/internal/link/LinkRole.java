package io.jolt.client.internal.link;

import java.net.InetSocketAddress;
import java.util.List;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltAddress;

/**
 * The purpose of a link: where it leads, what is exchanged on it, and who is notified.
 * Notifications come under the link's lock, in order, and must neither block nor call the
 * link.
 */
public interface LinkRole {

	/**
	 * Says where the broker is. On the thread of the attempt, may block.
	 * @param attempt the attempt
	 * @return at least one address; they are tried in order
	 * @throws JoltException if it is not known
	 */
	List<JoltAddress> addresses(LinkAttempt attempt);

	/**
	 * Resolves an address. On the thread of the attempt, may block.
	 * @param address the address
	 * @return at least one resolved address
	 * @throws JoltException if it cannot be resolved
	 */
	List<InetSocketAddress> resolve(JoltAddress address);

	/**
	 * Begins a new connection.
	 * @return handles the exchange on it
	 */
	Conversation newConversation();

	/**
	 * It is opened after it was stopped.
	 */
	default void starting() {
	}

	/**
	 * A connection is given up before it was open.
	 * @param cause why
	 */
	default void abandoned(JoltException cause) {
	}

	/**
	 * It is about to be open: everything on it was answered.
	 * @param connection the connection
	 */
	void opened(BrokerConnection connection);

	/**
	 * An attempt has failed.
	 * @param cause why
	 * @param persistent whether the link would try again
	 * @return whether it does
	 */
	boolean failed(JoltException cause, boolean persistent);

	/**
	 * The open connection has ended and is being restored.
	 * @param connection the connection
	 * @param cause why
	 */
	void lost(BrokerConnection connection, JoltException cause);

	/**
	 * It is stopped or closed.
	 * @param why for the failures of what waits
	 */
	default void quitting(String why) {
	}

	/**
	 * It went from one state to another.
	 * @param previous the state before
	 * @param current the state now
	 */
	default void stateChanged(ConnectionState previous, ConnectionState current) {
	}

}
