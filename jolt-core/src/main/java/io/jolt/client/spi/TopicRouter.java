package io.jolt.client.spi;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.jolt.client.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the queues that a topic's messages belong to. Safe for use by several threads:
 * reading takes no lock; changes are rare and copy.
 * <p>
 * Queues may be members of a group. A message for a group belongs to exactly one of its
 * members that match, whether literally or by a pattern: they take turns, but a member
 * that is paused, full or closed is passed over while another is not, and one in whose
 * queue fewer messages wait comes first.
 */
public final class TopicRouter {

	private static final DeliveryQueue[] NONE = {};

	private static final PatternRoute[] NO_PATTERNS = {};

	private final ConcurrentHashMap<String, DeliveryQueue[]> literals = new ConcurrentHashMap<>();

	private final ConcurrentHashMap<String, Group> groups = new ConcurrentHashMap<>();

	// replaced under this lock, read by any thread
	private volatile PatternRoute[] patterns = NO_PATTERNS;

	/**
	 * Adds a queue, which may be a member of a group.
	 * @param topics the literal topics whose messages it wants, without duplicates
	 * @param patterns the patterns of topics whose messages it wants
	 * @param group the group, or {@code null} for every message
	 * @param queue the queue
	 */
	public void add(Collection<String> topics, Collection<String> patterns, @Nullable String group,
			DeliveryQueue queue) {
		if (group == null) {
			add(topics, patterns, queue);
			return;
		}
		this.groups.compute(group, (name, known) -> {
			Group joined = (known != null) ? known : new Group();
			joined.routes.add(topics, patterns, queue);
			return joined;
		});
	}

	/**
	 * Removes a queue that may be a member of a group; does nothing if it is not there.
	 * @param topics the literal topics it was added with
	 * @param patterns the patterns it was added with
	 * @param group the group it was added with
	 * @param queue the queue
	 */
	@SuppressWarnings("NullAway") // null removes the group
	public void remove(Collection<String> topics, Collection<String> patterns, @Nullable String group,
			DeliveryQueue queue) {
		if (group == null) {
			remove(topics, patterns, queue);
			return;
		}
		this.groups.computeIfPresent(group, (name, known) -> {
			known.routes.remove(topics, patterns, queue);
			return known.routes.isEmpty() ? null : known;
		});
	}

	private boolean isEmpty() {
		return this.literals.isEmpty() && this.patterns.length == 0;
	}

	/**
	 * Adds a queue that is not a member of a group.
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
	 * Removes a queue that is not a member of a group; does nothing if it is not there.
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
	 * Visits the queues that a topic's messages belong to, each once. Members of groups
	 * are not among them.
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

	/**
	 * Visits the member of a group that is to take a message.
	 * @param topic the message's topic
	 * @param group the group
	 * @param message the message
	 * @param visitor receives the member's queue
	 * @return {@code false} if no member matches
	 */
	public boolean routeToGroup(String topic, String group, SizedMessage message, Consumer<DeliveryQueue> visitor) {
		Group known = this.groups.get(group);
		DeliveryQueue[] members = (known != null) ? known.routes.matching(topic) : NONE;
		if (known == null || members.length == 0) {
			return false;
		}
		visitor.accept((members.length == 1) ? members[0] : known.choose(members, message));
		return true;
	}

	// as an array that is not changed
	private DeliveryQueue[] matching(String topic) {
		DeliveryQueue[] queues = this.literals.getOrDefault(topic, NONE);
		for (PatternRoute route : this.patterns) {
			if (route.matches(topic)) {
				queues = concat(queues, new DeliveryQueue[] { route.queue });
			}
		}
		return queues;
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
	 * The members of one group.
	 */
	private static final class Group {

		private final TopicRouter routes = new TopicRouter();

		// counts what several members could take; any thread
		private final AtomicInteger turns = new AtomicInteger();

		DeliveryQueue choose(DeliveryQueue[] members, SizedMessage message) {
			int first = Math.floorMod(this.turns.getAndIncrement(), members.length);
			DeliveryQueue chosen = members[first];
			for (int i = 1; i < members.length; i++) {
				DeliveryQueue next = members[(first + i) % members.length];
				if (isBetter(next, chosen, message)) {
					chosen = next;
				}
			}
			return chosen;
		}

		private static boolean isBetter(DeliveryQueue one, DeliveryQueue other, SizedMessage message) {
			int difference = one.readiness(message).compareTo(other.readiness(message));
			return difference < 0 || (difference == 0 && one.messages() < other.messages());
		}

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
