package io.jolt.spring.observation;

import java.util.List;
import java.util.Set;

import io.jolt.client.TopicPattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the listener's pattern to which a delivery is due.
 */
final class ListenedTopics {

	private final Set<String> topics;

	private final List<TopicPattern> patterns;

	ListenedTopics(List<String> topics, List<String> patterns) {
		this.topics = Set.copyOf(topics);
		this.patterns = patterns.stream().map(TopicPattern::of).toList();
	}

	/**
	 * The first pattern that matches a topic.
	 * @param topic the topic of a delivery
	 * @return the pattern, or {@code null} if the topic is a literal one
	 */
	@Nullable String pattern(String topic) {
		if (this.patterns.isEmpty() || this.topics.contains(topic)) {
			return null;
		}
		int last = this.patterns.size() - 1;
		for (TopicPattern pattern : this.patterns.subList(0, last)) {
			if (pattern.matches(topic)) {
				return pattern.toString();
			}
		}
		// it was delivered, so it must match this one
		return this.patterns.get(last).toString();
	}

}
