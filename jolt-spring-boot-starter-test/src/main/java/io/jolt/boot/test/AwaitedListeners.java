package io.jolt.boot.test;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.jolt.client.JoltException;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Waits until the broker has granted the subscriptions of an application's listeners.
 * Safe for use by several threads.
 */
final class AwaitedListeners {

	private static final long INTERVAL_MILLIS = 5;

	private final Supplier<@Nullable JoltListenerEndpointRegistry> registry;

	/**
	 * Creates an instance.
	 * @param registry finds the application's listeners, if it has any
	 */
	AwaitedListeners(Supplier<@Nullable JoltListenerEndpointRegistry> registry) {
		this.registry = registry;
	}

	/**
	 * Waits for every running listener.
	 * @param timeout how long to wait
	 * @throws AssertionError if one is not subscribed in time, or is refused
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void await(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		for (JoltMessageListenerContainer container : containers()) {
			if (container.isRunning()) {
				await(container.getListenerId(), () -> List.of(container), timeout, deadline);
			}
		}
	}

	/**
	 * Waits for a listener, even if it is not registered or started yet, or for all
	 * listeners of a topic.
	 * @param name the listener's id, or one of its topics or topic patterns, literally
	 * @param timeout how long to wait
	 * @throws AssertionError if none is registered in time, or one is not subscribed in
	 * time or is refused
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	void await(String name, Duration timeout) throws InterruptedException {
		await(name, () -> named(name), timeout, System.nanoTime() + timeout.toNanos());
	}

	private void await(String name, Supplier<List<JoltMessageListenerContainer>> listeners, Duration timeout,
			long deadline) throws InterruptedException {
		List<JoltMessageListenerContainer> found = listeners.get();
		// polls, because neither the registration nor the start of a listener has an
		// event
		while (found.isEmpty() || !found.stream().allMatch(AwaitedListeners::isSubscribed)) {
			failIfRefused(found);
			if (deadline - System.nanoTime() <= 0) {
				throw new AssertionError(describe(name, found, timeout));
			}
			TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLIS);
			found = listeners.get();
		}
	}

	private static boolean isSubscribed(JoltMessageListenerContainer container) {
		CompletableFuture<Void> ready = container.ready();
		return container.state().isSubscribed() && ready.isDone() && !ready.isCompletedExceptionally();
	}

	private static void failIfRefused(List<JoltMessageListenerContainer> containers) {
		for (JoltMessageListenerContainer container : containers) {
			CompletableFuture<Void> ready = container.ready();
			if (container.isRunning() && ready.isCompletedExceptionally()
					&& container.state() != ContainerState.STOPPING) {
				Throwable refusal = NestedExceptionUtils.getMostSpecificCause(ready.handle((done, ex) -> ex).join());
				throw new AssertionError(describe(container) + " is not subscribed: " + refusal.getMessage(), refusal);
			}
		}
	}

	private Collection<JoltMessageListenerContainer> containers() {
		JoltListenerEndpointRegistry found = this.registry.get();
		return (found != null) ? found.getListenerContainers() : List.of();
	}

	private List<JoltMessageListenerContainer> named(String name) {
		Collection<JoltMessageListenerContainer> all = containers();
		List<JoltMessageListenerContainer> byId = all.stream()
			.filter((container) -> container.getListenerId().equals(name))
			.toList();
		return !byId.isEmpty() ? byId : all.stream()
			.filter((container) -> container.getTopics().contains(name) || container.getTopicPatterns().contains(name))
			.toList();
	}

	private String describe(String name, List<JoltMessageListenerContainer> found, Duration timeout) {
		if (found.isEmpty()) {
			return "No listener has the id or topic '" + name + "' within " + CaptureReport.text(timeout)
					+ "; there are " + containers().stream().map(AwaitedListeners::describe).toList();
		}
		return "Not subscribed within " + CaptureReport.text(timeout) + ": "
				+ found.stream()
					.filter((container) -> !isSubscribed(container))
					.map((container) -> describe(container) + " is " + container.state() + detail(container))
					.toList();
	}

	// one that is refused for now, or has lost its socket, may still be subscribed
	private static String detail(JoltMessageListenerContainer container) {
		if (!container.isRunning()) {
			return " (start it, or set its autoStartup)";
		}
		JoltException failure = container.failure();
		return (failure != null) ? " (" + failure.getMessage() + ")" : "";
	}

	private static String describe(JoltMessageListenerContainer container) {
		return "listener '" + container.getListenerId() + "' of "
				+ Stream.concat(container.getTopics().stream(), container.getTopicPatterns().stream()).toList();
	}

}
