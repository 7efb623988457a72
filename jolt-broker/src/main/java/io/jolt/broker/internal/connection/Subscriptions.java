package io.jolt.broker.internal.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.internal.routing.GroupMember;
import io.jolt.broker.internal.routing.GroupName;
import io.jolt.broker.internal.routing.TopicName;
import io.jolt.broker.internal.routing.TopicPattern;
import io.jolt.broker.internal.routing.TopicRegistry;
import io.jolt.broker.internal.security.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * What one connection is subscribed to, in groups and without. Owned by the connection's
 * event loop, except {@link #noneEndedSince}.
 */
final class Subscriptions {

	private final BrokerConnection connection;

	private final TopicRegistry<BrokerConnection> registry;

	// of all connections together
	private final AtomicInteger total;

	private final int max;

	private final long maxBytes;

	private final SubscriptionSet withoutGroup;

	// none of them empty
	private final Map<GroupName, SubscriptionSet> groups = new HashMap<>();

	private int size;

	// what all take in the registry
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
		this.withoutGroup = new SubscriptionSet(this.registry, connection, null);
	}

	// adds one unless it exists. Returns false if there are too many.
	boolean add(TopicName topic, @Nullable GroupName group) {
		SubscriptionSet set = getOrEnter(group);
		if (set.contains(topic)) {
			return true;
		}
		int addedBytes = set.bytes(topic) + (set.isEmpty() ? set.bytes() : 0);
		if (isFull(addedBytes)) {
			leaveIfEmpty(set);
			return false;
		}
		set.add(topic);
		began(addedBytes);
		return true;
	}

	// adds one unless it exists. Returns false if there are too many.
	boolean add(TopicPattern pattern, @Nullable GroupName group) {
		SubscriptionSet set = getOrEnter(group);
		if (set.contains(pattern)) {
			return true;
		}
		int addedBytes = set.bytes(pattern) + (set.isEmpty() ? set.bytes() : 0);
		if (isFull(addedBytes)) {
			leaveIfEmpty(set);
			return false;
		}
		set.add(pattern);
		began(addedBytes);
		return true;
	}

	void remove(TopicName topic, @Nullable GroupName group) {
		SubscriptionSet set = (group != null) ? this.groups.get(group) : this.withoutGroup;
		if (set != null && set.contains(topic)) {
			end(set, topic);
		}
	}

	void remove(TopicPattern pattern, @Nullable GroupName group) {
		SubscriptionSet set = (group != null) ? this.groups.get(group) : this.withoutGroup;
		if (set != null && set.contains(pattern)) {
			end(set, pattern);
		}
	}

	// removes those that these permissions do not allow
	void retain(Permissions permissions) {
		for (SubscriptionSet set : all()) {
			set.forEachTopic((topic) -> {
				// an inbox is the connection's, whoever its user is
				if (!topic.isInbox() && !permissions.maySubscribe(topic)) {
					end(set, topic);
				}
			});
			set.forEachPattern((pattern) -> {
				if (!permissions.maySubscribe(pattern)) {
					end(set, pattern);
				}
			});
		}
	}

	void clear() {
		for (SubscriptionSet set : all()) {
			set.forEachTopic((topic) -> end(set, topic));
			set.forEachPattern((pattern) -> end(set, pattern));
		}
	}

	boolean isAny() {
		return this.size > 0;
	}

	private List<SubscriptionSet> all() {
		List<SubscriptionSet> all = new ArrayList<>(this.groups.values());
		all.add(this.withoutGroup);
		return all;
	}

	private SubscriptionSet getOrEnter(@Nullable GroupName group) {
		if (group == null) {
			return this.withoutGroup;
		}
		SubscriptionSet set = this.groups.get(group);
		if (set == null) {
			GroupMember<BrokerConnection> member = this.registry.enter(group, this.connection);
			set = new SubscriptionSet(this.registry, this.connection, member);
			this.groups.put(member.groupName(), set);
		}
		return set;
	}

	// returns whether it is empty
	private boolean leaveIfEmpty(SubscriptionSet set) {
		GroupMember<BrokerConnection> member = set.member();
		if (set.isEmpty() && member != null) {
			this.registry.leave(member);
			this.groups.remove(member.groupName());
		}
		return set.isEmpty();
	}

	private void end(SubscriptionSet set, TopicName topic) {
		set.remove(topic);
		ended(set, set.bytes(topic));
	}

	private void end(SubscriptionSet set, TopicPattern pattern) {
		set.remove(pattern);
		ended(set, set.bytes(pattern));
	}

	// whether who was found to be subscribed then still is. On any event loop.
	boolean noneEndedSince(long asOf) {
		return this.lastEnd <= asOf;
	}

	private void began(int addedBytes) {
		this.size++;
		this.total.incrementAndGet();
		this.bytes += addedBytes;
		this.connection.account().addHeap(addedBytes);
	}

	private void ended(SubscriptionSet set, int setBytes) {
		this.lastEnd = this.registry.changes();
		int removedBytes = setBytes + (leaveIfEmpty(set) ? set.bytes() : 0);
		this.size--;
		this.total.decrementAndGet();
		this.bytes -= removedBytes;
		this.connection.account().addHeap(-removedBytes);
	}

	private boolean isFull(int addedBytes) {
		return this.size >= this.max || this.bytes + addedBytes > this.maxBytes;
	}

}
