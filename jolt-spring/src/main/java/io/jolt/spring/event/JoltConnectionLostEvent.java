package io.jolt.spring.event;

import io.jolt.client.JoltException;

/**
 * An open connection was lost, and not because the client was stopped.
 */
public class JoltConnectionLostEvent extends JoltEvent {

	private static final long serialVersionUID = 1L;

	private final JoltException cause;

	/**
	 * Creates an event.
	 * @param source what publishes the event
	 * @param connectionName the connection's name
	 * @param cause why it was lost
	 */
	public JoltConnectionLostEvent(Object source, String connectionName, JoltException cause) {
		super(source, connectionName);
		this.cause = cause;
	}

	/**
	 * Why the connection was lost.
	 * @return the cause
	 */
	public JoltException getCause() {
		return this.cause;
	}

	@Override
	public String toString() {
		return "JoltConnectionLostEvent[connectionName=" + getConnectionName() + ", cause=" + this.cause + "]";
	}

}
