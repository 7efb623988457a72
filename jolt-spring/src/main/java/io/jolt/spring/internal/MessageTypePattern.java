package io.jolt.spring.internal;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jolt.client.JoltMessage;
import io.jolt.client.TopicPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A type of messages, or a pattern of types: tokens separated by {@code .}, where
 * {@code *} is exactly one token and a last {@code >} one or more. Immutable.
 */
public final class MessageTypePattern {

	/**
	 * Puts before others those that win where several match a type: token by token, a
	 * literal before {@code *}, and {@code *} before {@code >}. Two that match the same
	 * type and are not equal have different places.
	 */
	public static final Comparator<MessageTypePattern> MOST_SPECIFIC_FIRST = Comparator
		.comparing((MessageTypePattern pattern) -> pattern.rank);

	private final String text;

	// null if the text is a type
	private final @Nullable TopicPattern pattern;

	// a character for each token
	private final String rank;

	private MessageTypePattern(String text, @Nullable TopicPattern pattern) {
		this.text = text;
		this.pattern = pattern;
		this.rank = Stream.of(tokens(text)).map(MessageTypePattern::rank).collect(Collectors.joining());
	}

	private static String[] tokens(String text) {
		return text.split("\\.", -1);
	}

	private static String rank(String token) {
		return switch (token) {
			case "*" -> "1";
			case ">" -> "2";
			default -> "0";
		};
	}

	/**
	 * Parses a type or a pattern.
	 * @param text the text
	 * @return the pattern
	 * @throws IllegalArgumentException if it is neither
	 */
	public static MessageTypePattern of(String text) {
		requireType(text);
		if (text.indexOf('*') < 0 && text.indexOf('>') < 0) {
			return new MessageTypePattern(text, null);
		}
		String[] tokens = tokens(text);
		for (int i = 0; i < tokens.length; i++) {
			String token = tokens[i];
			boolean last = i == tokens.length - 1;
			boolean plain = !token.isEmpty() && token.indexOf('*') < 0 && token.indexOf('>') < 0;
			Assert.isTrue(plain || token.equals("*") || (last && token.equals(">")), () -> "'" + text
					+ "' is not a pattern of types: '*' must be a whole token between dots, '>' the whole last one, "
					+ "and no token may be empty");
		}
		return new MessageTypePattern(text, TopicPattern.of(text));
	}

	private static void requireType(String text) {
		try {
			JoltMessage.builder("").type(text);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("'" + text + "': " + ex.getMessage(), ex);
		}
	}

	/**
	 * Whether it is a type rather than a pattern.
	 * @return {@code true} if it matches only itself
	 */
	public boolean isLiteral() {
		return this.pattern == null;
	}

	/**
	 * Whether a type matches.
	 * @param type the type, or {@code null} or empty for none, which never matches
	 * @return {@code true} if it does
	 */
	public boolean matches(@Nullable String type) {
		if (type == null || type.isEmpty()) {
			return false;
		}
		return (this.pattern != null) ? this.pattern.matches(type) : this.text.equals(type);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MessageTypePattern that && this.text.equals(that.text);
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
