package io.jolt.spring.observation;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Finds out which of a listener's patterns a topic came by.
 */
final class ListenedTopics {

	private final Set<String> topics;

	private final List<String> patterns;

	ListenedTopics(List<String> topics, List<String> patterns) {
		this.topics = Set.copyOf(topics);
		this.patterns = List.copyOf(patterns);
	}

	/**
	 * The first pattern that matches.
	 * @param topic the topic of a delivery
	 * @return the pattern, or {@code null} if the topic is a literal one
	 */
	@Nullable String pattern(String topic) {
		if (this.patterns.isEmpty() || this.topics.contains(topic)) {
			return null;
		}
		for (String pattern : this.patterns.subList(0, this.patterns.size() - 1)) {
			if (matches(pattern, topic)) {
				return pattern;
			}
		}
		// it came, so it is this one
		return this.patterns.get(this.patterns.size() - 1);
	}

	// token by token; the pattern is one that the broker has accepted
	private static boolean matches(String pattern, String topic) {
		int p = 0;
		int t = 0;
		while (p <= pattern.length() && t <= topic.length()) {
			int patternEnd = end(pattern, p);
			int topicEnd = end(topic, t);
			if (isToken(pattern, p, patternEnd, '>')) {
				return true;
			}
			if (!isToken(pattern, p, patternEnd, '*')
					&& !(patternEnd - p == topicEnd - t && pattern.startsWith(topic.substring(t, topicEnd), p))) {
				return false;
			}
			p = patternEnd + 1;
			t = topicEnd + 1;
		}
		return p > pattern.length() && t > topic.length();
	}

	private static int end(String text, int begin) {
		int dot = text.indexOf('.', begin);
		return (dot >= 0) ? dot : text.length();
	}

	private static boolean isToken(String pattern, int begin, int end, char wildcard) {
		return end - begin == 1 && pattern.charAt(begin) == wildcard;
	}

}
