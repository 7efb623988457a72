package io.jolt.client.internal.dispatch;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Finds the queues a delivery belongs to. Reading takes no lock; changes are rare and
 * copy.
 */
public final class TopicRouter {

	private static final SubscriptionQueue[] NONE = {};

	private static final PatternRoute[] NO_PATTERNS = {};

	private final ConcurrentHashMap<String, SubscriptionQueue[]> literals = new ConcurrentHashMap<>();

	// replaced under this lock, read by any thread
	private volatile PatternRoute[] patterns = NO_PATTERNS;

	/**
	 * Adds a queue.
	 * @param topic the topic or pattern
	 * @param pattern whether it is a pattern
	 * @param queue the queue
	 */
	public void add(String topic, boolean pattern, SubscriptionQueue queue) {
		if (!pattern) {
			this.literals.merge(topic, new SubscriptionQueue[] { queue }, TopicRouter::concat);
			return;
		}
		synchronized (this) {
			PatternRoute[] routes = Arrays.copyOf(this.patterns, this.patterns.length + 1);
			routes[routes.length - 1] = new PatternRoute(new TopicPattern(topic), queue);
			this.patterns = routes;
		}
	}

	/**
	 * Removes a queue; does nothing if it is not there.
	 * @param topic the topic or pattern
	 * @param pattern whether it is a pattern
	 * @param queue the queue
	 */
	public void remove(String topic, boolean pattern, SubscriptionQueue queue) {
		if (!pattern) {
			this.literals.computeIfPresent(topic, (key, queues) -> without(queues, queue));
			return;
		}
		synchronized (this) {
			this.patterns = Arrays.stream(this.patterns)
				.filter((route) -> route.queue() != queue)
				.toArray(PatternRoute[]::new);
		}
	}

	/**
	 * Visits the queues that a topic's messages belong to.
	 * @param topic the topic
	 * @param visitor receives each queue
	 * @return {@code false} if there is none
	 */
	public boolean route(String topic, Consumer<SubscriptionQueue> visitor) {
		SubscriptionQueue[] queues = this.literals.getOrDefault(topic, NONE);
		boolean found = queues.length > 0;
		for (SubscriptionQueue queue : queues) {
			visitor.accept(queue);
		}
		for (PatternRoute route : this.patterns) {
			if (route.pattern().matches(topic)) {
				found = true;
				visitor.accept(route.queue());
			}
		}
		return found;
	}

	private static SubscriptionQueue[] concat(SubscriptionQueue[] queues, SubscriptionQueue[] added) {
		SubscriptionQueue[] result = Arrays.copyOf(queues, queues.length + added.length);
		System.arraycopy(added, 0, result, queues.length, added.length);
		return result;
	}

	// null removes the topic
	@SuppressWarnings("NullAway")
	private static SubscriptionQueue[] without(SubscriptionQueue[] queues, SubscriptionQueue removed) {
		SubscriptionQueue[] left = Arrays.stream(queues)
			.filter((queue) -> queue != removed)
			.toArray(SubscriptionQueue[]::new);
		return (left.length > 0) ? left : null;
	}

	private record PatternRoute(TopicPattern pattern, SubscriptionQueue queue) {

	}

}
