package io.jolt.spring.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits until the broker has answered the subscriptions of listeners that were started,
 * and decides what becomes of start-up if it refuses one.
 */
final class ListenerStartup {

	// what the registry's users know
	private static final Logger log = LoggerFactory.getLogger(JoltListenerEndpointRegistry.class);

	private final StartupMode mode;

	private final Duration timeout;

	ListenerStartup(StartupMode mode, Duration timeout) {
		this.mode = mode;
		this.timeout = timeout;
	}

	/**
	 * Waits.
	 * @param started the containers
	 * @throws JoltException in mode {@link StartupMode#FAIL}, if the broker refuses a
	 * listener's subscription
	 */
	void await(List<JoltMessageListenerContainer> started) {
		List<CompletableFuture<@Nullable JoltException>> refusals = started.stream()
			.map(ListenerStartup::refusal)
			.toList();
		try {
			CompletableFuture.allOf(refusals.toArray(CompletableFuture<?>[]::new))
				.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			log.warn("No broker has answered the subscriptions of the Jolt listeners within {}: start-up goes on, "
					+ "and they attach when one does", this.timeout);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		// the containers have logged them
		if (this.mode == StartupMode.FAIL) {
			refusals.forEach(ListenerStartup::throwIfAny);
		}
	}

	// completes with null where the subscription is granted
	private static CompletableFuture<@Nullable JoltException> refusal(JoltMessageListenerContainer container) {
		return container.ready().handle((ready, ex) -> (ex != null) ? refused(container, ex) : null);
	}

	private static JoltException refused(JoltMessageListenerContainer container, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return new JoltException(
				"Listener '" + container.getListenerId() + "' is not subscribed: " + cause.getMessage(), cause);
	}

	private static void throwIfAny(CompletableFuture<@Nullable JoltException> refusal) {
		JoltException exception = refusal.getNow(null);
		if (exception != null) {
			throw exception;
		}
	}

}
