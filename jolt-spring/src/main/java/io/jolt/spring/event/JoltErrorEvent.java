package io.jolt.spring.event;

import io.jolt.client.JoltException;

/**
 * Something failed that no caller waits for: the broker refused a subscription or sent an
 * unsolicited error. Exceptions of listener methods go to their error handler instead.
 */
public class JoltErrorEvent extends JoltEvent {

	private static final long serialVersionUID = 1L;

	private final JoltException error;

	/**
	 * Creates an event.
	 * @param source what publishes the event
	 * @param connectionName the connection's name
	 * @param error the error
	 */
	public JoltErrorEvent(Object source, String connectionName, JoltException error) {
		super(source, connectionName);
		this.error = error;
	}

	/**
	 * The error.
	 * @return the error
	 */
	public JoltException getError() {
		return this.error;
	}

	@Override
	public String toString() {
		return "JoltErrorEvent[connectionName=" + getConnectionName() + ", error=" + this.error + "]";
	}

}
