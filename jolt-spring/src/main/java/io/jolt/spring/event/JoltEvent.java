package io.jolt.spring.event;

import org.springframework.context.ApplicationEvent;

/**
 * Something that happened to a connection or to a listener on it. Published on a thread
 * of the client's that the connection does not wait for: a listener may block, and then
 * delays only later events. What happens to the connection and to listeners that have one
 * of their own is published one at a time and in order.
 */
public abstract class JoltEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final String connectionName;

	/**
	 * Creates an event.
	 * @param source what publishes the event
	 * @param connectionName the connection's name
	 */
	protected JoltEvent(Object source, String connectionName) {
		super(source);
		this.connectionName = connectionName;
	}

	/**
	 * The connection's name.
	 * @return the name, {@code default} unless there are several
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

}
