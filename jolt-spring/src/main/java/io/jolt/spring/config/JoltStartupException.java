package io.jolt.spring.config;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

/**
 * Start-up failed because of a connection, or of a listener's subscription on it. The
 * cause says why.
 */
public class JoltStartupException extends JoltException {

	private static final long serialVersionUID = 1L;

	private final String connectionName;

	private final @Nullable String listenerId;

	/**
	 * Creates an exception.
	 * @param message what happened
	 * @param connectionName the name of the connection
	 * @param listenerId the id of the listener, or {@code null} if it is the connection
	 * that failed
	 * @param cause why
	 */
	public JoltStartupException(String message, String connectionName, @Nullable String listenerId, Throwable cause) {
		super(message, cause);
		this.connectionName = connectionName;
		this.listenerId = listenerId;
	}

	/**
	 * The connection.
	 * @return its name
	 */
	public String connectionName() {
		return this.connectionName;
	}

	/**
	 * The listener that is not subscribed.
	 * @return its id, or {@code null} if it is the connection that failed
	 */
	public @Nullable String listenerId() {
		return this.listenerId;
	}

}
