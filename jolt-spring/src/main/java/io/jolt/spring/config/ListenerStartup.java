package io.jolt.spring.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Waits until the broker has answered the subscriptions of listeners that were started,
 * and decides what becomes of start-up if it refuses one.
 */
final class ListenerStartup {

	// what the registry's users know
	private static final Logger log = LoggerFactory.getLogger(JoltListenerEndpointRegistry.class);

	private final Function<JoltMessageListenerContainer, StartupMode> mode;

	private final Duration timeout;

	ListenerStartup(Function<JoltMessageListenerContainer, StartupMode> mode, Duration timeout) {
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
			warn(started, refusals);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		for (int i = 0; i < started.size(); i++) {
			// the containers have logged them
			if (this.mode.apply(started.get(i)) == StartupMode.FAIL) {
				throwIfAny(refusals.get(i));
			}
		}
	}

	private void warn(List<JoltMessageListenerContainer> started,
			List<CompletableFuture<@Nullable JoltException>> refusals) {
		Map<String, List<String>> unanswered = new LinkedHashMap<>();
		for (int i = 0; i < started.size(); i++) {
			if (!refusals.get(i).isDone()) {
				unanswered.computeIfAbsent(started.get(i).getConnectionName(), (connection) -> new ArrayList<>())
					.add(started.get(i).getListenerId());
			}
		}
		String limit = DurationFormatterUtils.print(this.timeout, DurationFormat.Style.COMPOSITE);
		unanswered.forEach((connection, listeners) -> log
			.warn("No broker has answered the subscriptions of the Jolt listeners {} on connection '{}' within {}: "
					+ "start-up goes on, and they attach when one does", listeners, connection, limit));
	}

	// completes with null where the subscription is granted
	private static CompletableFuture<@Nullable JoltException> refusal(JoltMessageListenerContainer container) {
		return container.ready().handle((ready, ex) -> (ex != null) ? refused(container, ex) : null);
	}

	private static JoltException refused(JoltMessageListenerContainer container, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		String connection = container.getConnectionName();
		boolean named = !connection.equals(JoltClientLifecycle.DEFAULT_CONNECTION_NAME);
		return new JoltStartupException(
				"Listener '" + container.getListenerId() + "' is not subscribed"
						+ (named ? " on connection '" + connection + "'" : "") + ": " + cause.getMessage(),
				connection, container.getListenerId(), cause);
	}

	private static void throwIfAny(CompletableFuture<@Nullable JoltException> refusal) {
		JoltException exception = refusal.getNow(null);
		if (exception != null) {
			throw exception;
		}
	}

}
