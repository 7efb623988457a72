package io.jolt.client;

/**
 * A pattern of topics: {@code *} is exactly one token, a last {@code >} one or more. The
 * protocol's own topics match only the protocol's own patterns. Immutable.
 */
public final class TopicPattern {

	private static final String RESERVED = "_jolt.";

	private final String pattern;

	private final boolean reserved;

	private TopicPattern(String pattern) {
		this.pattern = pattern;
		this.reserved = pattern.startsWith(RESERVED);
	}

	/**
	 * Creates a pattern.
	 * @param pattern tokens separated by {@code .}; without a wildcard it is a topic, and
	 * matches only that
	 * @return the pattern
	 */
	public static TopicPattern of(String pattern) {
		return new TopicPattern(pattern);
	}

	/**
	 * Whether a topic matches.
	 * @param topic the topic
	 * @return {@code true} if it does
	 */
	public boolean matches(String topic) {
		if (!this.reserved && topic.startsWith(RESERVED)) {
			return false;
		}
		int patternStart = 0;
		int topicStart = 0;
		while (true) {
			int patternEnd = tokenEnd(this.pattern, patternStart);
			int topicEnd = tokenEnd(topic, topicStart);
			boolean lastOfPattern = patternEnd == this.pattern.length();
			if (lastOfPattern && isToken('>', patternStart, patternEnd)) {
				return topicStart < topic.length();
			}
			if (!tokenMatches(patternStart, patternEnd, topic, topicStart, topicEnd)) {
				return false;
			}
			boolean lastOfTopic = topicEnd == topic.length();
			if (lastOfPattern || lastOfTopic) {
				return lastOfPattern && lastOfTopic;
			}
			patternStart = patternEnd + 1;
			topicStart = topicEnd + 1;
		}
	}

	private boolean tokenMatches(int start, int end, String topic, int topicStart, int topicEnd) {
		return isToken('*', start, end) || (end - start == topicEnd - topicStart
				&& this.pattern.regionMatches(start, topic, topicStart, end - start));
	}

	private boolean isToken(char wildcard, int start, int end) {
		return end - start == 1 && this.pattern.charAt(start) == wildcard;
	}

	private static int tokenEnd(String text, int start) {
		int dot = text.indexOf('.', start);
		return (dot >= 0) ? dot : text.length();
	}

	@Override
	public String toString() {
		return this.pattern;
	}

}
