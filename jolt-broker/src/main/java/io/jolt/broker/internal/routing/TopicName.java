package io.jolt.broker.internal.routing;

import org.jspecify.annotations.Nullable;

/**
 * A valid topic. Immutable.
 */
public final class TopicName implements Comparable<TopicName> {

	/** The longest topic, in bytes of UTF-8. */
	public static final int MAX_BYTES = 256;

	/** Topics that begin with this match only patterns that do. */
	static final String RESERVED_PREFIX = "_jolt.";

	/** Topics that begin with this belong to one connection each. */
	public static final String INBOX_PREFIX = RESERVED_PREFIX + "inbox.";

	private final String text;

	// computed when first needed; a race computes it twice, which is harmless
	private volatile String @Nullable [] tokens;

	private TopicName(String text) {
		this.text = text;
	}

	/**
	 * Makes a topic of a text.
	 * @param text the text
	 * @return the topic, or null if the text cannot be one
	 */
	public static @Nullable TopicName of(String text) {
		return isValid(text) ? new TopicName(text) : null;
	}

	static boolean isValid(String text) {
		return isValid(text, MAX_BYTES);
	}

	static boolean isValid(String text, int maxBytes) {
		if (text.isEmpty() || text.length() > maxBytes) {
			return false;
		}
		int bytes = text.length();
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isISOControl(c)) {
				return false;
			}
			if (Character.isHighSurrogate(c)) {
				if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
					return false;
				}
				// two characters that are four bytes
				bytes += 2;
				i++;
			}
			else if (Character.isLowSurrogate(c)) {
				return false;
			}
			else if (c >= 0x80) {
				bytes += (c >= 0x800) ? 2 : 1;
			}
		}
		return bytes <= maxBytes;
	}

	/**
	 * Whether it is an inbox, or would be if there were a connection that has it: no
	 * pattern matches it, and permissions say nothing about it.
	 * @return whether it is one
	 */
	public boolean isInbox() {
		return this.text.startsWith(INBOX_PREFIX);
	}

	boolean isReserved() {
		return this.text.startsWith(RESERVED_PREFIX);
	}

	String firstToken() {
		String[] tokens = this.tokens;
		if (tokens != null) {
			return tokens[0];
		}
		int dot = this.text.indexOf('.');
		return (dot >= 0) ? this.text.substring(0, dot) : this.text;
	}

	// shared: must not be changed
	String[] tokens() {
		String[] tokens = this.tokens;
		if (tokens == null) {
			tokens = Tokens.split(this.text);
			this.tokens = tokens;
		}
		return tokens;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof TopicName that && this.text.equals(that.text);
	}

	// for maps, which a client could else fill with texts of the same hash code
	@Override
	public int compareTo(TopicName other) {
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
