package io.jolt.broker.internal.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Who is subscribed to what. Safe for use by several threads; publishers take no lock. A
 * topic or pattern with no subscriber left costs nothing.
 *
 * @param <S> what subscribes; compared by identity
 */
public final class TopicRegistry<S> {

	private final ConcurrentMap<TopicName, Subscribers<S>> topics = new ConcurrentHashMap<>();

	private final PatternTrie<S> patterns = new PatternTrie<>();

	/**
	 * Subscribes to a topic. A second time changes nothing.
	 * @param topic the topic
	 * @param subscriber who subscribes
	 */
	public void subscribe(TopicName topic, S subscriber) {
		this.topics.compute(topic, (key, present) -> Subscribers.with(present, subscriber));
	}

	/**
	 * Subscribes to a pattern. A second time changes nothing.
	 * @param pattern the pattern
	 * @param subscriber who subscribes
	 */
	public void subscribe(TopicPattern pattern, S subscriber) {
		this.patterns.add(pattern, subscriber);
	}

	/**
	 * Ends a subscription, where there is one.
	 * @param topic the topic
	 * @param subscriber whose subscription ends
	 */
	public void unsubscribe(TopicName topic, S subscriber) {
		this.topics.computeIfPresent(topic, (key, present) -> Subscribers.without(present, subscriber));
	}

	/**
	 * Ends a subscription, where there is one.
	 * @param pattern the pattern
	 * @param subscriber whose subscription ends
	 */
	public void unsubscribe(TopicPattern pattern, S subscriber) {
		this.patterns.remove(pattern, subscriber);
	}

	/**
	 * Finds everybody who is to receive what is published to a topic.
	 * @param topic the topic
	 * @param recipients what to put them into, each once
	 */
	public void match(TopicName topic, Recipients<S> recipients) {
		recipients.clear();
		Subscribers<S> literally = this.topics.get(topic);
		if (literally != null) {
			recipients.addAll(literally);
		}
		if (!this.patterns.isEmpty()) {
			this.patterns.match(topic, recipients);
		}
	}

	/**
	 * Whether nobody is subscribed to anything, and nothing is kept.
	 * @return whether it is empty
	 */
	public boolean isEmpty() {
		return this.topics.isEmpty() && this.patterns.isEmpty();
	}

}
