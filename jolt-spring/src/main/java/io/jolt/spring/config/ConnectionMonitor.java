package io.jolt.spring.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionState;
import io.jolt.client.spi.LogThrowable;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltEvent;
import io.jolt.spring.event.JoltSessionStartedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Logs what happens to a connection and publishes it as application events.
 */
class ConnectionMonitor implements ConnectionListener {

	private static final Logger log = LoggerFactory.getLogger(JoltClientLifecycle.class);

	private static final int MAX_REMEMBERED_FAILURES = 100;

	private final Object source;

	private final String connectionName;

	// asked when something is to be logged
	private final Supplier<@Nullable String> brokerName;

	// the advice that the log adds to a failure
	private final Function<JoltException, @Nullable String> failureAdvice;

	private final @Nullable ApplicationEventPublisher eventPublisher;

	// the events from before the application's listeners were ready, null once they are;
	// guarded by this
	private @Nullable List<JoltEvent> early = new ArrayList<>();

	// why attempts failed since the client was last open; only used on the client's
	// notifying thread
	private final Set<String> loggedFailures = new HashSet<>();

	// whether it was lost and is not open again; only used on the client's notifying
	// thread
	private boolean lost;

	// only written on the client's notifying thread
	private volatile long reconnects;

	ConnectionMonitor(Object source, String connectionName, Supplier<@Nullable String> brokerName,
			Function<JoltException, @Nullable String> failureAdvice,
			@Nullable ApplicationEventPublisher eventPublisher) {
		this.source = source;
		this.connectionName = connectionName;
		this.brokerName = brokerName;
		this.failureAdvice = failureAdvice;
		this.eventPublisher = eventPublisher;
	}

	/**
	 * Publishes the events so far, and from now on each new one at once.
	 */
	void publishEvents() {
		List<JoltEvent> due = takeEarly();
		while (!due.isEmpty()) {
			due.forEach(this::publishNow);
			due = takeEarly();
		}
	}

	private synchronized List<JoltEvent> takeEarly() {
		List<JoltEvent> taken = this.early;
		if (taken == null) {
			return List.of();
		}
		// new events have to wait until these are published
		this.early = taken.isEmpty() ? null : new ArrayList<>();
		return taken;
	}

	// what the log calls the connection
	private String label() {
		String name = this.brokerName.get();
		return "'" + this.connectionName + "'" + ((name != null) ? " to " + name : "");
	}

	long reconnects() {
		return this.reconnects;
	}

	@Override
	@SuppressWarnings("NonAtomicVolatileUpdate") // by one thread only
	public void onOpened(ConnectionInfo connection) {
		if (this.lost) {
			this.lost = false;
			this.reconnects++;
		}
		this.loggedFailures.clear();
		log.info("Jolt connection {} is open: {} at {}", label(),
				(connection.broker() != null) ? connection.broker() : "a plain broker", connection.server());
		publish(new JoltSessionStartedEvent(this.source, this.connectionName, connection));
	}

	@Override
	public void onLost(JoltException cause) {
		this.lost = true;
		log.warn("Jolt connection {} was lost and is being restored: {}", label(), cause.getMessage());
		publish(new JoltConnectionLostEvent(this.source, this.connectionName, cause));
	}

	@Override
	public void onConnectFailed(JoltException cause) {
		String message = String.valueOf(cause.getMessage());
		if (this.loggedFailures.size() < MAX_REMEMBERED_FAILURES && this.loggedFailures.add(message)) {
			String advice = this.failureAdvice.apply(cause);
			log.warn("Jolt connection {} could not be opened: {}{}", label(), message,
					(advice != null) ? (endsSentence(message) ? " " : ". ") + advice : "");
		}
		else {
			log.debug("Jolt connection {} could still not be opened: {}", label(), message);
		}
	}

	private static boolean endsSentence(String message) {
		return message.endsWith(".") || message.endsWith("?");
	}

	@Override
	public void onSubscriptionChanged(JoltSubscription subscription, SubscriptionState state,
			@Nullable JoltException cause) {
		Object named = (subscription.name() != null) ? "listener '" + subscription.name() + "'" : subscription;
		if (cause == null) {
			log.info("Jolt connection {}: {} receives messages from now on", label(), named);
		}
		else {
			log.warn("Jolt connection {}: {} {}: {}", label(), named, trouble(state), cause.getMessage());
		}
	}

	private static String trouble(SubscriptionState state) {
		return switch (state) {
			case REFUSED -> "does not receive all of its messages for now because the broker refuses it";
			case SUBSCRIBING -> "receives nothing yet because its own socket failed; it tries again";
			default -> "receives nothing for now because its own socket was lost and is being restored";
		};
	}

	@Override
	public void onError(JoltException error) {
		Throwable cause = error.getCause();
		log.error("Jolt connection {}: {}", label(), error.getMessage(),
				(cause != null) ? LogThrowable.of(cause) : null);
		publish(new JoltErrorEvent(this.source, this.connectionName, error));
	}

	private void publish(JoltEvent event) {
		synchronized (this) {
			if (this.early != null) {
				this.early.add(event);
				return;
			}
		}
		publishNow(event);
	}

	private void publishNow(JoltEvent event) {
		if (this.eventPublisher != null) {
			this.eventPublisher.publishEvent(event);
		}
	}

}
