package io.jolt.broker.internal.routing;

import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Patterns of one subscriber, and how much memory they take. The registry keeps patterns
 * by their tokens, and those that begin alike share what is kept of it: so this counts
 * each beginning once, as if the subscriber had a registry to itself. Owned by one
 * thread.
 */
public final class PatternSet {

	/** What the registry keeps for each token that no other pattern shares, about. */
	static final int TOKEN_BYTES = 128;

	/** The same for a token that stands for others, which needs no text. */
	static final int WILDCARD_BYTES = 48;

	/** What is kept for each pattern besides its text, about. */
	static final int PATTERN_BYTES = 80;

	// so that those that begin alike stand side by side. Texts, for patterns take more.
	private final TreeSet<String> texts = new TreeSet<>(PatternSet::compare);

	/**
	 * Whether it holds a pattern.
	 * @param pattern the pattern
	 * @return whether it is there
	 */
	public boolean contains(TopicPattern pattern) {
		return this.texts.contains(pattern.toString());
	}

	/**
	 * What a pattern that is not there would add to the memory that all take.
	 * @param pattern the pattern
	 * @return the number of bytes, about
	 */
	public int bytes(TopicPattern pattern) {
		String text = pattern.toString();
		int shared = Math.max(shared(text, this.texts.lower(text)), shared(text, this.texts.higher(text)));
		int bytes = PATTERN_BYTES + text.length();
		String[] tokens = pattern.tokens();
		for (int i = shared; i < tokens.length; i++) {
			bytes += isWildcard(tokens[i]) ? WILDCARD_BYTES : TOKEN_BYTES;
		}
		return bytes;
	}

	private static boolean isWildcard(String token) {
		return token.equals(Tokens.ANY_ONE) || token.equals(Tokens.ANY_REST);
	}

	/**
	 * Adds a pattern.
	 * @param pattern the pattern
	 */
	public void add(TopicPattern pattern) {
		this.texts.add(pattern.toString());
	}

	/**
	 * Removes a pattern.
	 * @param pattern the pattern
	 */
	public void remove(TopicPattern pattern) {
		this.texts.remove(pattern.toString());
	}

	/**
	 * Hands over all.
	 * @param action gets them, and may remove them
	 */
	public void forEach(Consumer<TopicPattern> action) {
		for (String text : this.texts.toArray(new String[0])) {
			action.accept(Objects.requireNonNull(TopicPattern.of(text)));
		}
	}

	/**
	 * How many there are.
	 * @return the number
	 */
	public int size() {
		return this.texts.size();
	}

	// as texts, but with the end of a token before everything else
	private static int compare(String one, String other) {
		int length = Math.min(one.length(), other.length());
		for (int i = 0; i < length; i++) {
			char left = one.charAt(i);
			char right = other.charAt(i);
			if (left != right) {
				return Integer.compare((left == '.') ? -1 : left, (right == '.') ? -1 : right);
			}
		}
		return Integer.compare(one.length(), other.length());
	}

	// how many tokens both begin with
	private static int shared(String text, @Nullable String other) {
		int shared = 0;
		if (other != null) {
			for (int i = 0;; i++) {
				boolean ends = i == text.length() || text.charAt(i) == '.';
				boolean otherEnds = i == other.length() || other.charAt(i) == '.';
				if (ends && otherEnds) {
					shared++;
				}
				if (i == text.length() || i == other.length() || text.charAt(i) != other.charAt(i)) {
					break;
				}
			}
		}
		return shared;
	}

}
