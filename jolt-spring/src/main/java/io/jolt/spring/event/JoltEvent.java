package io.jolt.spring.event;

import org.springframework.context.ApplicationEvent;

/**
 * Something that happened to a connection or to a listener on it. Published on one of the
 * client's threads, for which the connection does not wait: an event listener may block,
 * which delays only later events. Events about the connection and about listeners with a
 * socket of their own are published one at a time and in order.
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
	 * @return the name, {@code default} for the default connection
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

}
