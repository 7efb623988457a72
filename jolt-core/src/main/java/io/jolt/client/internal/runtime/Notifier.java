package io.jolt.client.internal.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the connection listeners, one call at a time and in order, on a separate
 * thread. While there are none, events are logged instead.
 */
public final class Notifier {

	private static final Logger logger = LoggerFactory.getLogger(Notifier.class);

	// errors may come as fast as messages, and a listener may block
	private static final int MAX_WAITING_ERRORS = 1000;

	private final SerialExecutor executor;

	private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

	private final AtomicInteger waitingErrors = new AtomicInteger();

	// notified if there is no listener
	private final ConnectionListener fallback;

	/**
	 * Creates a notifier without listeners.
	 * @param threads provide a thread while there is something to report
	 * @param fallback is notified if there is no listener
	 */
	public Notifier(Executor threads, ConnectionListener fallback) {
		this.executor = new SerialExecutor(threads);
		this.fallback = fallback;
	}

	/**
	 * Adds a listener, from now on.
	 * @param listener the listener
	 */
	public void add(ConnectionListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Removes a listener, from now on.
	 * @param listener the listener
	 */
	public void remove(ConnectionListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * The client's state has changed.
	 * @param previous the state before
	 * @param current the state now
	 */
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		tell((listener) -> listener.onStateChanged(previous, current));
	}

	/**
	 * The client's connection is open.
	 * @param connection what is known about it
	 */
	public void opened(ConnectionInfo connection) {
		tell((listener) -> listener.onOpened(connection));
	}

	/**
	 * The client's open connection has ended.
	 * @param cause why
	 */
	public void lost(JoltException cause) {
		tell((listener) -> listener.onLost(cause));
	}

	/**
	 * An attempt to connect has failed.
	 * @param cause why
	 */
	public void connectFailed(JoltException cause) {
		tell((listener) -> listener.onConnectFailed(cause));
	}

	/**
	 * A subscription alone has lost its socket, or has it again.
	 * @param subscription the subscription
	 * @param state its state now
	 * @param cause why, or {@code null} if all is well
	 * @param own is notified about this subscription only; must not throw
	 */
	public void subscriptionChanged(JoltSubscription subscription, SubscriptionState state,
			@Nullable JoltException cause, BiConsumer<SubscriptionState, @Nullable JoltException> own) {
		tell((listener) -> listener.onSubscriptionChanged(subscription, state, cause));
		this.executor.execute(() -> own.accept(state, cause));
	}

	/**
	 * A listener of messages has failed, which was logged where it happened.
	 * @param error what it threw
	 */
	public void listenerFailed(JoltException error) {
		if (!this.listeners.isEmpty()) {
			error(error);
		}
	}

	/**
	 * Something went wrong that ends nothing.
	 * @param error what
	 */
	public void error(JoltException error) {
		if (this.waitingErrors.incrementAndGet() > MAX_WAITING_ERRORS) {
			this.waitingErrors.decrementAndGet();
			logger.debug("An error is not reported because a connection listener is behind by {} errors",
					MAX_WAITING_ERRORS, error);
			return;
		}
		this.executor.execute(() -> {
			this.waitingErrors.decrementAndGet();
			tellAll(this.listeners, (listener) -> listener.onError(error));
		});
	}

	private void tell(Consumer<ConnectionListener> event) {
		// a listener added later is notified of later events only
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
