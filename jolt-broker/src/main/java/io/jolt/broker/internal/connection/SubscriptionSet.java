package io.jolt.broker.internal.connection;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.jolt.broker.internal.routing.GroupMember;
import io.jolt.broker.internal.routing.PatternSet;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import io.jolt.broker.internal.routing.TopicRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is subscribed to in one group, or without one. Owned by the
 * connection's event loop.
 */
final class SubscriptionSet {

	// what is kept for each topic besides its text, about
	private static final int TOPIC_BYTES = 200;

	// what is kept for a group besides its name, about
	private static final int GROUP_BYTES = 190;

	// what is kept for a group that has patterns, besides them
	private static final int PATTERN_SET_BYTES = 80;

	private final TopicRegistry<BrokerConnection> registry;

	private final BrokerConnection connection;

	// null for the one without a group
	private final @Nullable GroupMember<BrokerConnection> member;

	// a connection may have very many groups, of one topic each: so one takes little
	private Set<TopicName> topics = Set.of();

	// null if there are none
	private @Nullable PatternSet patterns;

	SubscriptionSet(TopicRegistry<BrokerConnection> registry, BrokerConnection connection,
			@Nullable GroupMember<BrokerConnection> member) {
		this.registry = registry;
		this.connection = connection;
		this.member = member;
	}

	@Nullable GroupMember<BrokerConnection> member() {
		return this.member;
	}

	// what it takes besides its topics and patterns
	int bytes() {
		return (this.member != null) ? GROUP_BYTES + this.member.groupName().toString().length() : 0;
	}

	// what a topic takes
	int bytes(TopicName topic) {
		return TOPIC_BYTES + topic.toString().length();
	}

	// what a pattern that is not there would take
	int bytes(TopicPattern pattern) {
		PatternSet patterns = this.patterns;
		if (patterns != null) {
			return patterns.bytes(pattern);
		}
		return ((this.member != null) ? PATTERN_SET_BYTES : 0) + new PatternSet().bytes(pattern);
	}

	boolean contains(TopicName topic) {
		return this.topics.contains(topic);
	}

	boolean contains(TopicPattern pattern) {
		return this.patterns != null && this.patterns.contains(pattern);
	}

	void add(TopicName topic) {
		if (this.topics.isEmpty()) {
			this.topics = Set.of(topic);
		}
		else {
			if (this.topics.size() == 1) {
				this.topics = new HashSet<>(this.topics);
			}
			this.topics.add(topic);
		}
		if (this.member != null) {
			this.registry.subscribe(topic, this.member);
		}
		else {
			this.registry.subscribe(topic, this.connection);
		}
	}

	void add(TopicPattern pattern) {
		PatternSet patterns = this.patterns;
		if (patterns == null) {
			patterns = new PatternSet();
			this.patterns = patterns;
		}
		patterns.add(pattern);
		if (this.member != null) {
			this.registry.subscribe(pattern, this.member);
		}
		else {
			this.registry.subscribe(pattern, this.connection);
		}
	}

	// removes one that is there
	void remove(TopicName topic) {
		if (this.topics.size() == 1) {
			this.topics = Set.of();
		}
		else {
			this.topics.remove(topic);
			if (this.topics.size() == 1) {
				this.topics = Set.copyOf(this.topics);
			}
		}
		if (this.member != null) {
			this.registry.unsubscribe(topic, this.member);
		}
		else {
			this.registry.unsubscribe(topic, this.connection);
		}
	}

	// removes one that is there
	void remove(TopicPattern pattern) {
		PatternSet patterns = this.patterns;
		if (patterns != null) {
			patterns.remove(pattern);
			this.patterns = (patterns.size() > 0) ? patterns : null;
		}
		if (this.member != null) {
			this.registry.unsubscribe(pattern, this.member);
		}
		else {
			this.registry.unsubscribe(pattern, this.connection);
		}
	}

	// hands over all topics, which may be removed meanwhile
	void forEachTopic(Consumer<TopicName> action) {
		for (TopicName topic : this.topics.toArray(new TopicName[0])) {
			action.accept(topic);
		}
	}

	// hands over all patterns, which may be removed meanwhile
	void forEachPattern(Consumer<TopicPattern> action) {
		if (this.patterns != null) {
			this.patterns.forEach(action);
		}
	}

	boolean isEmpty() {
		return this.topics.isEmpty() && this.patterns == null;
	}

}
