package io.jolt.broker.internal.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who is subscribed to what. Safe for use by several threads; publishers take no lock. A
 * topic or pattern with no subscriber left costs nothing.
 *
 * @param <S> what subscribes; compared by identity
 */
public final class TopicRegistry<S> {

	private final ConcurrentMap<TopicName, Subscribers<S>> topics = new ConcurrentHashMap<>();

	private final PatternTrie<S> patterns = new PatternTrie<>();

	// counted when a change can be seen
	private final AtomicLong changes = new AtomicLong();

	/**
	 * Subscribes to a topic. A second time changes nothing.
	 * @param topic the topic
	 * @param subscriber who subscribes
	 */
	public void subscribe(TopicName topic, S subscriber) {
		this.topics.compute(topic, (key, present) -> Subscribers.with(present, subscriber));
		this.changes.incrementAndGet();
	}

	/**
	 * Subscribes to a pattern. A second time changes nothing.
	 * @param pattern the pattern
	 * @param subscriber who subscribes
	 */
	public void subscribe(TopicPattern pattern, S subscriber) {
		this.patterns.add(pattern, subscriber);
		this.changes.incrementAndGet();
	}

	/**
	 * Ends a subscription, if there is one.
	 * @param topic the topic
	 * @param subscriber whose subscription ends
	 */
	public void unsubscribe(TopicName topic, S subscriber) {
		this.topics.computeIfPresent(topic, (key, present) -> Subscribers.without(present, subscriber));
		this.changes.incrementAndGet();
	}

	/**
	 * Ends a subscription, if there is one.
	 * @param pattern the pattern
	 * @param subscriber whose subscription ends
	 */
	public void unsubscribe(TopicPattern pattern, S subscriber) {
		this.patterns.remove(pattern, subscriber);
		this.changes.incrementAndGet();
	}

	/**
	 * Finds all recipients of what is published to a topic.
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
		Subscribers<S> literally = this.topics.get(topic);
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
	 * Whether there are no subscriptions, and nothing is kept.
	 * @return whether it is empty
	 */
	public boolean isEmpty() {
		return this.topics.isEmpty() && this.patterns.isEmpty();
	}

}
