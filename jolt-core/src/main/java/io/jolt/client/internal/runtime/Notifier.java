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
 * Tells the connection listeners, one call at a time and in order, away from the threads
 * on which things happen. While there are none, what they would have been told is logged.
 */
public final class Notifier {

	private static final Logger logger = LoggerFactory.getLogger(Notifier.class);

	// errors may come as fast as messages, and a listener may block
	private static final int MAX_WAITING_ERRORS = 1000;

	private final SerialExecutor executor;

	private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

	private final AtomicInteger waitingErrors = new AtomicInteger();

	// hears what nobody else does
	private final ConnectionListener fallback;

	/**
	 * Creates a notifier without listeners.
	 * @param threads lend it a thread while there is something to tell
	 * @param fallback hears what nobody else does
	 */
	public Notifier(Executor threads, ConnectionListener fallback) {
		this.executor = new SerialExecutor(threads);
		this.fallback = fallback;
	}

	/**
	 * Tells one more listener, from now on.
	 * @param listener the listener
	 */
	public void add(ConnectionListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Tells a listener nothing that happens from now on.
	 * @param listener the listener
	 */
	public void remove(ConnectionListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * The client's state has changed.
	 * @param previous the state before
	 * @param current the state since
	 */
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		tell((listener) -> listener.onStateChanged(previous, current));
	}

	/**
	 * The client's connection is open.
	 * @param connection what is known of it
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
	 * A subscription alone has lost its connection, or has it again.
	 * @param subscription the subscription
	 * @param state its state since
	 * @param cause why, or {@code null} if all is well
	 * @param own hears of this subscription only; must not throw
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
