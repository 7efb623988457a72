package io.jolt.spring.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Waits until the broker has answered the subscriptions of listeners that were started,
 * and decides whether start-up continues if it refuses one.
 */
final class ListenerStartup {

	// the class that the registry's users know
	private static final Logger log = LoggerFactory.getLogger(JoltListenerEndpointRegistry.class);

	private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final Function<JoltMessageListenerContainer, StartupMode> mode;

	private final Duration timeout;

	ListenerStartup(Function<JoltMessageListenerContainer, StartupMode> mode, Duration timeout) {
		this.mode = mode;
		this.timeout = timeout;
	}

	/**
	 * Waits. A listener for whose own socket the broker has no room for now counts as
	 * answered: it is tried again after start-up.
	 * @param started the containers
	 * @throws JoltException in mode {@link StartupMode#FAIL}, if the broker refuses a
	 * listener's subscription or has no room for its own socket
	 */
	void await(List<JoltMessageListenerContainer> started) {
		Map<JoltMessageListenerContainer, CompletableFuture<@Nullable JoltException>> answers = new LinkedHashMap<>();
		started.forEach((container) -> answers.put(container, refusal(container)));
		awaitAnswers(answers);
		List<JoltMessageListenerContainer> unanswered = new ArrayList<>();
		List<JoltMessageListenerContainer> refusedForNow = new ArrayList<>();
		List<JoltMessageListenerContainer> unasked = new ArrayList<>();
		for (JoltMessageListenerContainer container : started) {
			CompletableFuture<@Nullable JoltException> answer = Objects.requireNonNull(answers.get(container));
			if (this.mode.apply(container) == StartupMode.FAIL) {
				throwIfRefused(container, answer);
			}
			if (!answer.isDone()) {
				if (!isAsked(container)) {
					unasked.add(container);
				}
				else {
					(isRefused(container) ? refusedForNow : unanswered).add(container);
				}
			}
		}
		warn(unanswered, refusedForNow);
		byConnection(unasked).forEach((connection, listeners) -> log
			.warn("The Jolt listeners {} on connection '{}' are not subscribed because their client is not started, "
					+ "so no broker was asked: start-up continues, and they subscribe once it is. Declare a "
					+ "JoltClientLifecycle bean, which starts and stops it, in a phase below that of the "
					+ "listeners, or call its start()", ids(listeners), connection));
	}

	private void awaitAnswers(Map<JoltMessageListenerContainer, CompletableFuture<@Nullable JoltException>> answers) {
		long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(this.timeout);
		CompletableFuture<Void> all = CompletableFuture.allOf(answers.values().toArray(CompletableFuture<?>[]::new));
		try {
			long left = deadline - System.nanoTime();
			while (left > 0 && !answers.entrySet().stream().allMatch(ListenerStartup::isAnswered)) {
				// a temporary refusal has no future
				await(all, Math.min(left, INTERVAL_NANOS));
				left = deadline - System.nanoTime();
			}
			// a final refusal is visible a moment before its future completes
			await(all, INTERVAL_NANOS);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static void await(CompletableFuture<Void> all, long limitNanos)
			throws ExecutionException, InterruptedException {
		try {
			all.get(limitNanos, TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			// looks again
		}
	}

	private static boolean isAnswered(
			Map.Entry<JoltMessageListenerContainer, CompletableFuture<@Nullable JoltException>> answer) {
		return answer.getValue().isDone() || isRefused(answer.getKey()) || !isAsked(answer.getKey());
	}

	// a client that is started later is not waited for
	private static boolean isAsked(JoltMessageListenerContainer container) {
		return !(container instanceof DefaultJoltMessageListenerContainer own
				&& own.getClient().state() == ConnectionState.STOPPED);
	}

	private static boolean isRefused(JoltMessageListenerContainer container) {
		return container.state() == ContainerState.REFUSED;
	}

	private void warn(List<JoltMessageListenerContainer> unanswered, List<JoltMessageListenerContainer> refusedForNow) {
		String limit = DurationFormatterUtils.print(this.timeout, DurationFormat.Style.COMPOSITE);
		byConnection(unanswered)
			.forEach((connection, listeners) -> log.warn(
					"No broker has answered the subscriptions of the Jolt listeners {} on connection '{}' within {}: "
							+ "start-up continues, and they subscribe when one does",
					ids(listeners), connection, limit));
		byConnection(refusedForNow).forEach((connection, listeners) -> log.warn(
				"The broker refuses the Jolt listeners {} on connection '{}' for now: start-up continues, and they are "
						+ "tried again: {}",
				ids(listeners), connection, reason(listeners.get(0))));
	}

	private static Map<String, List<JoltMessageListenerContainer>> byConnection(
			List<JoltMessageListenerContainer> containers) {
		return containers.stream()
			.collect(Collectors.groupingBy(JoltMessageListenerContainer::getConnectionName, LinkedHashMap::new,
					Collectors.toList()));
	}

	private static List<String> ids(List<JoltMessageListenerContainer> containers) {
		return containers.stream().map(JoltMessageListenerContainer::getListenerId).toList();
	}

	private static @Nullable String reason(JoltMessageListenerContainer container) {
		JoltException failure = container.failure();
		return (failure != null) ? failure.getMessage() : "it no longer does";
	}

	// completes with null if the subscription is granted
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

	private static void throwIfRefused(JoltMessageListenerContainer container,
			CompletableFuture<@Nullable JoltException> answer) {
		JoltException refusal = answer.getNow(null);
		if (refusal != null) {
			throw refusal;
		}
		JoltException failure = container.failure();
		if (!answer.isDone() && failure != null && isRefused(container)) {
			throw refused(container, failure);
		}
	}

}
