package io.jolt.spring.event;

import io.jolt.client.ConnectionInfo;

/**
 * A client is open: the broker has answered authentication and every resubscription.
 * Published after each reconnect, too.
 */
public class JoltSessionStartedEvent extends JoltEvent {

	private static final long serialVersionUID = 1L;

	private final transient ConnectionInfo connection;

	/**
	 * Creates an event.
	 * @param source what publishes the event
	 * @param connectionName the connection's name
	 * @param connection information about the connection and its broker
	 */
	public JoltSessionStartedEvent(Object source, String connectionName, ConnectionInfo connection) {
		super(source, connectionName);
		this.connection = connection;
	}

	/**
	 * Information about the connection and its broker.
	 * @return address, name and features
	 */
	public ConnectionInfo getConnection() {
		return this.connection;
	}

	@Override
	public String toString() {
		return "JoltSessionStartedEvent[connectionName=" + getConnectionName() + ", connection=" + this.connection
				+ "]";
	}

}
