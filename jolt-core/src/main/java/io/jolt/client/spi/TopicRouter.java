package io.jolt.client.spi;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.jolt.client.TopicPattern;

/**
 * Finds the queues that a topic's messages belong to. Safe for use by several threads:
 * reading takes no lock; changes are rare and copy.
 */
public final class TopicRouter {

	private static final DeliveryQueue[] NONE = {};

	private static final PatternRoute[] NO_PATTERNS = {};

	private final ConcurrentHashMap<String, DeliveryQueue[]> literals = new ConcurrentHashMap<>();

	// replaced under this lock, read by any thread
	private volatile PatternRoute[] patterns = NO_PATTERNS;

	/**
	 * Adds a queue.
	 * @param topics the literal topics whose messages it wants, without duplicates
	 * @param patterns the patterns of topics whose messages it wants
	 * @param queue the queue
	 */
	public void add(Collection<String> topics, Collection<String> patterns, DeliveryQueue queue) {
		for (String topic : topics) {
			this.literals.merge(topic, new DeliveryQueue[] { queue }, TopicRouter::concat);
		}
		if (patterns.isEmpty()) {
			return;
		}
		PatternRoute added = new PatternRoute(patterns.stream().map(TopicPattern::of).toArray(TopicPattern[]::new),
				Set.copyOf(topics), queue);
		synchronized (this) {
			PatternRoute[] routes = Arrays.copyOf(this.patterns, this.patterns.length + 1);
			routes[routes.length - 1] = added;
			this.patterns = routes;
		}
	}

	/**
	 * Removes a queue; does nothing if it is not there.
	 * @param topics the literal topics it was added with
	 * @param patterns the patterns it was added with
	 * @param queue the queue
	 */
	public void remove(Collection<String> topics, Collection<String> patterns, DeliveryQueue queue) {
		for (String topic : topics) {
			this.literals.computeIfPresent(topic, (key, queues) -> without(queues, queue));
		}
		if (patterns.isEmpty()) {
			return;
		}
		synchronized (this) {
			this.patterns = Arrays.stream(this.patterns)
				.filter((route) -> route.queue != queue)
				.toArray(PatternRoute[]::new);
		}
	}

	/**
	 * Visits the queues that a topic's messages belong to, each once.
	 * @param topic the topic
	 * @param visitor receives each queue
	 * @return {@code false} if no queue matches
	 */
	public boolean route(String topic, Consumer<DeliveryQueue> visitor) {
		DeliveryQueue[] queues = this.literals.getOrDefault(topic, NONE);
		boolean found = queues.length > 0;
		for (DeliveryQueue queue : queues) {
			visitor.accept(queue);
		}
		for (PatternRoute route : this.patterns) {
			if (route.matches(topic)) {
				found = true;
				visitor.accept(route.queue);
			}
		}
		return found;
	}

	private static DeliveryQueue[] concat(DeliveryQueue[] queues, DeliveryQueue[] added) {
		DeliveryQueue[] result = Arrays.copyOf(queues, queues.length + added.length);
		System.arraycopy(added, 0, result, queues.length, added.length);
		return result;
	}

	// null removes the topic
	@SuppressWarnings("NullAway")
	private static DeliveryQueue[] without(DeliveryQueue[] queues, DeliveryQueue removed) {
		DeliveryQueue[] left = Arrays.stream(queues).filter((queue) -> queue != removed).toArray(DeliveryQueue[]::new);
		return (left.length > 0) ? left : null;
	}

	/**
	 * Routes into a queue by any of its patterns, except topics that already match it
	 * literally.
	 */
	private static final class PatternRoute {

		private final TopicPattern[] patterns;

		private final Set<String> literals;

		private final DeliveryQueue queue;

		PatternRoute(TopicPattern[] patterns, Set<String> literals, DeliveryQueue queue) {
			this.patterns = patterns;
			this.literals = literals;
			this.queue = queue;
		}

		boolean matches(String topic) {
			for (TopicPattern pattern : this.patterns) {
				if (pattern.matches(topic)) {
					return !this.literals.contains(topic);
				}
			}
			return false;
		}

	}

}
