package io.jolt.broker.internal.routing;

import org.jspecify.annotations.Nullable;

/**
 * A valid pattern: {@code *} stands for one token, {@code >} at the end for one or more.
 * Immutable.
 */
public final class TopicPattern implements Comparable<TopicPattern> {

	/**
	 * The most tokens that a pattern may have: what it costs grows with them.
	 */
	public static final int MAX_TOKENS = 16;

	private final String text;

	private final String[] tokens;

	private TopicPattern(String text, String[] tokens) {
		this.text = text;
		this.tokens = tokens;
	}

	/**
	 * Makes a pattern of a text.
	 * @param text the text
	 * @return the pattern, or null if the text cannot be one
	 */
	public static @Nullable TopicPattern of(String text) {
		if (!TopicName.isValid(text)) {
			return null;
		}
		String[] tokens = Tokens.split(text);
		if (tokens.length > MAX_TOKENS) {
			return null;
		}
		for (int i = 0; i < tokens.length; i++) {
			String token = tokens[i];
			boolean wild = token.indexOf('*') >= 0 || token.indexOf('>') >= 0;
			if (token.isEmpty() || (wild && token.length() > 1)) {
				return null;
			}
			if (token.equals(Tokens.ANY_REST) && i < tokens.length - 1) {
				return null;
			}
		}
		return new TopicPattern(text, tokens);
	}

	/**
	 * Whether a topic matches.
	 * @param topic the topic
	 * @return whether this pattern matches it
	 */
	public boolean matches(TopicName topic) {
		boolean hidden = topic.isReserved() && (!isReserved() || topic.isInbox());
		return !hidden && coversFrom(topic.tokens(), true);
	}

	/**
	 * Whether this pattern matches every topic that another one can match.
	 * @param other the other pattern
	 * @return whether this one covers it
	 */
	public boolean covers(TopicPattern other) {
		return (!other.isReserved() || isReserved()) && coversFrom(other.tokens, false);
	}

	private boolean coversFrom(String[] others, boolean literally) {
		for (int i = 0; i < this.tokens.length; i++) {
			if (i == others.length) {
				return false;
			}
			String token = this.tokens[i];
			if (token.equals(Tokens.ANY_REST)) {
				return true;
			}
			String other = others[i];
			if (!literally && other.equals(Tokens.ANY_REST)) {
				return false;
			}
			if (!token.equals(Tokens.ANY_ONE) && !token.equals(other)) {
				return false;
			}
		}
		return this.tokens.length == others.length;
	}

	private boolean isReserved() {
		return this.text.startsWith(TopicName.RESERVED_PREFIX);
	}

	// shared: must not be changed
	String[] tokens() {
		return this.tokens;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TopicPattern that && this.text.equals(that.text);
	}

	// for maps, which a client could else fill with texts of the same hash code
	@Override
	public int compareTo(TopicPattern other) {
		return this.text.compareTo(other.text);
	}

	@Override
	public int hashCode() {
		return this.text.hashCode();
	}

	@Override
	public String toString() {
		return this.text;
	}

}
