package io.jolt.broker.internal.connection;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import io.jolt.broker.internal.routing.TopicRegistry;
import io.jolt.broker.internal.security.Permissions;

/**
 * What one connection is subscribed to. Owned by the connection's event loop, but for
 * {@link #noneEndedSince}.
 */
final class Subscriptions {

	private final BrokerConnection connection;

	private final TopicRegistry<BrokerConnection> registry;

	// of all connections together
	private final AtomicInteger total;

	private final int max;

	private final Set<TopicName> topics = new HashSet<>();

	private final Set<TopicPattern> patterns = new HashSet<>();

	// as of which change of the registry the last one that ended has ended; written by
	// the event loop before it answers, read by all that deliver
	private volatile long lastEnd;

	Subscriptions(BrokerConnection connection, ServerContext server) {
		this.connection = connection;
		this.registry = server.registry();
		this.total = server.subscriptions();
		this.max = server.options().maxSubscriptionsPerConnection();
	}

	// adds one; does nothing where it is there. Returns false where there are too many.
	boolean add(TopicName topic) {
		if (this.topics.contains(topic)) {
			return true;
		}
		if (isFull()) {
			return false;
		}
		this.topics.add(topic);
		this.registry.subscribe(topic, this.connection);
		this.total.incrementAndGet();
		return true;
	}

	// adds one; does nothing where it is there. Returns false where there are too many.
	boolean add(TopicPattern pattern) {
		if (this.patterns.contains(pattern)) {
			return true;
		}
		if (isFull()) {
			return false;
		}
		this.patterns.add(pattern);
		this.registry.subscribe(pattern, this.connection);
		this.total.incrementAndGet();
		return true;
	}

	void remove(TopicName topic) {
		if (this.topics.remove(topic)) {
			end(topic);
		}
	}

	void remove(TopicPattern pattern) {
		if (this.patterns.remove(pattern)) {
			end(pattern);
		}
	}

	// removes those that somebody of these permissions may not hold
	void retain(Permissions permissions) {
		this.topics.removeIf((topic) -> {
			boolean ends = !permissions.maySubscribe(topic);
			if (ends) {
				end(topic);
			}
			return ends;
		});
		this.patterns.removeIf((pattern) -> {
			boolean ends = !permissions.maySubscribe(pattern);
			if (ends) {
				end(pattern);
			}
			return ends;
		});
	}

	void clear() {
		this.topics.forEach(this::end);
		this.topics.clear();
		this.patterns.forEach(this::end);
		this.patterns.clear();
	}

	private void end(TopicName topic) {
		this.registry.unsubscribe(topic, this.connection);
		this.lastEnd = this.registry.changes();
		this.total.decrementAndGet();
	}

	private void end(TopicPattern pattern) {
		this.registry.unsubscribe(pattern, this.connection);
		this.lastEnd = this.registry.changes();
		this.total.decrementAndGet();
	}

	// whether who was found to be subscribed then still is. On any event loop.
	boolean noneEndedSince(long asOf) {
		return this.lastEnd <= asOf;
	}

	private boolean isFull() {
		return this.topics.size() + this.patterns.size() >= this.max;
	}

}
