package io.jolt.client.internal.runtime;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to a connection for clients without a connection listener. Attempts
 * that fail like the one before are logged once, so that a broker that is down overnight
 * does not fill a disk.
 */
public final class LoggingConnectionListener implements ConnectionListener {

	// what the client's users know
	private static final Logger logger = LoggerFactory.getLogger(JoltClient.class);

	private final String clientName;

	private final @Nullable String brokerName;

	// why the last attempt failed, null once the client is open; only touched on the
	// thread that notifies
	private @Nullable String lastFailure;

	/**
	 * Creates a listener.
	 * @param clientName the client's name
	 * @param brokerName the broker's name in messages, or {@code null}
	 */
	public LoggingConnectionListener(String clientName, @Nullable String brokerName) {
		this.clientName = clientName;
		this.brokerName = brokerName;
	}

	@Override
	public void onOpened(ConnectionInfo connection) {
		this.lastFailure = null;
		logger.info("Client '{}' is connected to {} at {}", this.clientName,
				(connection.broker() != null) ? connection.broker() : "a plain broker",
				(this.brokerName != null) ? this.brokerName + ", " + connection.server() : connection.server());
	}

	@Override
	public void onLost(JoltException cause) {
		logger.warn("Client '{}' has lost its connection: {}", this.clientName, cause.getMessage());
	}

	@Override
	public void onConnectFailed(JoltException cause) {
		String failure = String.valueOf(cause.getMessage());
		if (failure.equals(this.lastFailure)) {
			logger.debug("Client '{}' could still not connect: {}", this.clientName, failure);
		}
		else {
			this.lastFailure = failure;
			logger.warn("Client '{}' could not connect: {}", this.clientName, failure);
		}
	}

	@Override
	public void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
			@Nullable JoltException cause) {
		if (cause == null) {
			logger.info("Client '{}': {} receives messages from now on", this.clientName, subscription);
		}
		else {
			logger.warn("Client '{}': {} does not receive all of its messages for now: {}", this.clientName,
					subscription, cause.getMessage());
		}
	}

	@Override
	public void onError(JoltException error) {
		logger.warn("Client '{}': {}", this.clientName, error.getMessage());
	}

}
