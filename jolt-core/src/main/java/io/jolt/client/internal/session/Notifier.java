package io.jolt.client.internal.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.SubscriptionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the connection listeners, one call at a time and in order, away from the threads
 * on which things happen. While there are none, what they would have been told is logged.
 */
final class Notifier {

	private static final Logger logger = LoggerFactory.getLogger(Notifier.class);

	// errors may come as fast as messages, and a listener may block
	private static final int MAX_WAITING_ERRORS = 1000;

	private final SerialExecutor executor;

	private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

	private final AtomicInteger waitingErrors = new AtomicInteger();

	// hears what nobody else does
	private final ConnectionListener fallback;

	Notifier(Executor threads, ConnectionListener fallback) {
		this.executor = new SerialExecutor(threads);
		this.fallback = fallback;
	}

	void add(ConnectionListener listener) {
		this.listeners.add(listener);
	}

	void remove(ConnectionListener listener) {
		this.listeners.remove(listener);
	}

	void stateChanged(ConnectionState previous, ConnectionState current) {
		tell((listener) -> listener.onStateChanged(previous, current));
	}

	void opened(ConnectionInfo connection) {
		tell((listener) -> listener.onOpened(connection));
	}

	void lost(JoltException cause) {
		tell((listener) -> listener.onLost(cause));
	}

	void connectFailed(JoltException cause) {
		tell((listener) -> listener.onConnectFailed(cause));
	}

	void subscriptionChanged(ClientSubscription subscription, SubscriptionState state, @Nullable JoltException cause) {
		tell((listener) -> listener.onSubscriptionChanged(subscription, state, cause));
		this.executor.execute(() -> subscription.tell(state, cause));
	}

	/**
	 * A listener of messages has failed, which was logged where it happened.
	 * @param error what it threw
	 */
	void listenerFailed(JoltException error) {
		if (!this.listeners.isEmpty()) {
			error(error);
		}
	}

	void error(JoltException error) {
		if (this.waitingErrors.incrementAndGet() > MAX_WAITING_ERRORS) {
			this.waitingErrors.decrementAndGet();
			logger.debug("An error is not reported, for a connection listener is behind by {} errors",
					MAX_WAITING_ERRORS, error);
			return;
		}
		this.executor.execute(() -> {
			this.waitingErrors.decrementAndGet();
			tellAll(this.listeners, (listener) -> listener.onError(error));
		});
	}

	private void tell(Consumer<ConnectionListener> event) {
		// who is added later hears of what happens from then on
		List<ConnectionListener> told = List.copyOf(this.listeners);
		this.executor.execute(() -> tellAll(told, event));
	}

	private void tellAll(List<ConnectionListener> told, Consumer<ConnectionListener> event) {
		if (told.isEmpty()) {
			event.accept(this.fallback);
			return;
		}
		for (ConnectionListener listener : told) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.error("A connection listener failed", ex);
			}
		}
	}

}
