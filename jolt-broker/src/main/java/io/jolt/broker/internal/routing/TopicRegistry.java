package io.jolt.broker.internal.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is subscribed to what, alone or as a member of a group. Safe for use by several
 * threads; publishers take no lock. A topic or pattern with no subscriber left costs
 * nothing.
 *
 * @param <S> what subscribes; compared by identity
 */
public final class TopicRegistry<S> {

	// the subscribers are S, or members of groups
	private final ConcurrentMap<TopicName, Subscribers<Object>> topics = new ConcurrentHashMap<>();

	// the same
	private final PatternTrie<Object> patterns = new PatternTrie<>();

	private final Groups<S> groups = new Groups<>();

	// counted when a change can be seen
	private final AtomicLong changes = new AtomicLong();

	/**
	 * Lets a subscriber into a group, which it is to leave when its last subscription
	 * there has ended.
	 * @param group the group
	 * @param subscriber who wants to subscribe there
	 * @return what subscribes in the subscriber's place
	 */
	public GroupMember<S> enter(GroupName group, S subscriber) {
		return this.groups.enter(group, subscriber);
	}

	/**
	 * Ends a membership.
	 * @param member who has no subscription any more
	 */
	public void leave(GroupMember<S> member) {
		this.groups.leave(member);
	}

	/**
	 * Subscribes to a topic. A second time changes nothing.
	 * @param topic the topic
	 * @param subscriber who subscribes
	 */
	public void subscribe(TopicName topic, S subscriber) {
		add(topic, subscriber);
	}

	/**
	 * Subscribes to a topic in a group. A second time changes nothing.
	 * @param topic the topic
	 * @param member who subscribes
	 */
	public void subscribe(TopicName topic, GroupMember<S> member) {
		add(topic, member);
	}

	private void add(TopicName topic, Object subscriber) {
		this.topics.compute(topic, (key, present) -> Subscribers.with(present, subscriber));
		this.changes.incrementAndGet();
	}

	/**
	 * Subscribes to a pattern. A second time changes nothing.
	 * @param pattern the pattern
	 * @param subscriber who subscribes
	 */
	public void subscribe(TopicPattern pattern, S subscriber) {
		add(pattern, subscriber);
	}

	/**
	 * Subscribes to a pattern in a group. A second time changes nothing.
	 * @param pattern the pattern
	 * @param member who subscribes
	 */
	public void subscribe(TopicPattern pattern, GroupMember<S> member) {
		add(pattern, member);
	}

	private void add(TopicPattern pattern, Object subscriber) {
		this.patterns.add(pattern, subscriber);
		this.changes.incrementAndGet();
	}

	/**
	 * Ends a subscription, if there is one.
	 * @param topic the topic
	 * @param subscriber whose subscription ends
	 */
	public void unsubscribe(TopicName topic, S subscriber) {
		remove(topic, subscriber);
	}

	/**
	 * Ends a subscription in a group, if there is one.
	 * @param topic the topic
	 * @param member whose subscription ends
	 */
	public void unsubscribe(TopicName topic, GroupMember<S> member) {
		remove(topic, member);
	}

	private void remove(TopicName topic, Object subscriber) {
		this.topics.computeIfPresent(topic, (key, present) -> Subscribers.without(present, subscriber));
		this.changes.incrementAndGet();
	}

	/**
	 * Ends a subscription, if there is one.
	 * @param pattern the pattern
	 * @param subscriber whose subscription ends
	 */
	public void unsubscribe(TopicPattern pattern, S subscriber) {
		remove(pattern, subscriber);
	}

	/**
	 * Ends a subscription in a group, if there is one.
	 * @param pattern the pattern
	 * @param member whose subscription ends
	 */
	public void unsubscribe(TopicPattern pattern, GroupMember<S> member) {
		remove(pattern, member);
	}

	private void remove(TopicPattern pattern, Object subscriber) {
		this.patterns.remove(pattern, subscriber);
		this.changes.incrementAndGet();
	}

	/**
	 * Finds all recipients of what is published to a topic, and all members of groups
	 * that may be one.
	 * @param topic the topic
	 * @param recipients what to put them into, each once
	 */
	public void match(TopicName topic, Recipients<S> recipients) {
		// read before anything else: what changes later is not in it
		if (recipients.begin(topic, this.changes.get())) {
			return;
		}
		recipients.accept(this.topics.get(topic));
		if (!this.patterns.isEmpty()) {
			this.patterns.match(topic, recipients);
		}
		recipients.end(topic);
	}

	/**
	 * How often something has changed. A subscription that ended before this was asked
	 * for is in no match that is {@linkplain Recipients#asOf() as of} what it returned,
	 * or later.
	 * @return a number that grows
	 */
	public long changes() {
		return this.changes.get();
	}

	/**
	 * Whether a subscriber would receive what is published to a topic.
	 * @param topic the topic
	 * @param subscriber the subscriber
	 * @return whether one of their subscriptions matches
	 */
	public boolean isSubscribed(TopicName topic, S subscriber) {
		return isFound(topic, subscriber);
	}

	/**
	 * Whether a member of a group could receive what is published to a topic.
	 * @param topic the topic
	 * @param member the member
	 * @return whether one of their subscriptions in the group matches
	 */
	public boolean isSubscribed(TopicName topic, GroupMember<S> member) {
		return isFound(topic, member);
	}

	private boolean isFound(TopicName topic, Object subscriber) {
		Subscribers<Object> literally = this.topics.get(topic);
		if (literally != null && literally.contains(subscriber)) {
			return true;
		}
		return !this.patterns.isEmpty() && this.patterns.matches(topic, subscriber);
	}

	/**
	 * How many topics have subscribers, not counting patterns.
	 * @return the number
	 */
	public int topics() {
		return this.topics.size();
	}

	/**
	 * How many groups have members.
	 * @return the number
	 */
	public int groups() {
		return this.groups.size();
	}

	/**
	 * Whether there are no subscriptions, and nothing is kept.
	 * @return whether it is empty
	 */
	public boolean isEmpty() {
		return this.topics.isEmpty() && this.patterns.isEmpty() && this.groups.size() == 0;
	}

}
