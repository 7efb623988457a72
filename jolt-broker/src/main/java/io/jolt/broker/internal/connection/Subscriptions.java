package io.jolt.broker.internal.connection;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.internal.routing.PatternSet;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import io.jolt.broker.internal.routing.TopicRegistry;
import io.jolt.broker.internal.security.Permissions;

/**
 * What one connection is subscribed to. Owned by the connection's event loop, except
 * {@link #noneEndedSince}.
 */
final class Subscriptions {

	// what is kept for each topic besides its text, about
	private static final int TOPIC_BYTES = 200;

	private final BrokerConnection connection;

	private final TopicRegistry<BrokerConnection> registry;

	// of all connections together
	private final AtomicInteger total;

	private final int max;

	private final long maxBytes;

	private final Set<TopicName> topics = new HashSet<>();

	private final PatternSet patterns = new PatternSet();

	// what both take in the registry
	private long bytes;

	// as of which change of the registry the last one that ended has ended; written by
	// the event loop before it answers, read by all that deliver
	private volatile long lastEnd;

	Subscriptions(BrokerConnection connection, ServerContext server) {
		this.connection = connection;
		this.registry = server.registry();
		this.total = server.subscriptions();
		this.max = server.options().maxSubscriptionsPerConnection();
		this.maxBytes = server.options().maxSubscriptionBytesPerConnection();
	}

	// adds one unless it exists. Returns false if there are too many.
	boolean add(TopicName topic) {
		if (this.topics.contains(topic)) {
			return true;
		}
		int topicBytes = bytes(topic);
		if (isFull(topicBytes)) {
			return false;
		}
		this.topics.add(topic);
		this.registry.subscribe(topic, this.connection);
		began(topicBytes);
		return true;
	}

	// adds one unless it exists. Returns false if there are too many.
	boolean add(TopicPattern pattern) {
		if (this.patterns.contains(pattern)) {
			return true;
		}
		int patternBytes = this.patterns.bytes(pattern);
		if (isFull(patternBytes)) {
			return false;
		}
		this.patterns.add(pattern);
		this.registry.subscribe(pattern, this.connection);
		began(patternBytes);
		return true;
	}

	void remove(TopicName topic) {
		if (this.topics.remove(topic)) {
			end(topic);
		}
	}

	void remove(TopicPattern pattern) {
		if (this.patterns.contains(pattern)) {
			end(pattern);
		}
	}

	// removes those that these permissions do not allow
	void retain(Permissions permissions) {
		this.topics.removeIf((topic) -> {
			boolean ends = !permissions.maySubscribe(topic);
			if (ends) {
				end(topic);
			}
			return ends;
		});
		this.patterns.forEach((pattern) -> {
			if (!permissions.maySubscribe(pattern)) {
				end(pattern);
			}
		});
	}

	void clear() {
		this.topics.forEach(this::end);
		this.topics.clear();
		this.patterns.forEach(this::end);
	}

	boolean isAny() {
		return !this.topics.isEmpty() || this.patterns.size() > 0;
	}

	private void end(TopicName topic) {
		this.registry.unsubscribe(topic, this.connection);
		this.lastEnd = this.registry.changes();
		ended(bytes(topic));
	}

	private void end(TopicPattern pattern) {
		this.registry.unsubscribe(pattern, this.connection);
		this.lastEnd = this.registry.changes();
		this.patterns.remove(pattern);
		ended(this.patterns.bytes(pattern));
	}

	// whether who was found to be subscribed then still is. On any event loop.
	boolean noneEndedSince(long asOf) {
		return this.lastEnd <= asOf;
	}

	private void began(int addedBytes) {
		this.total.incrementAndGet();
		this.bytes += addedBytes;
		this.connection.account().addHeap(addedBytes);
	}

	private void ended(int removedBytes) {
		this.total.decrementAndGet();
		this.bytes -= removedBytes;
		this.connection.account().addHeap(-removedBytes);
	}

	private boolean isFull(int addedBytes) {
		return this.topics.size() + this.patterns.size() >= this.max || this.bytes + addedBytes > this.maxBytes;
	}

	private static int bytes(TopicName topic) {
		return TOPIC_BYTES + topic.toString().length();
	}

}
