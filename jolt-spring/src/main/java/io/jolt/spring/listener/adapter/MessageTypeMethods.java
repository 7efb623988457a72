package io.jolt.spring.listener.adapter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.jolt.client.spi.LogText;
import io.jolt.spring.internal.DeliveredMessage;
import io.jolt.spring.internal.MessageTypePattern;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Chooses a method by the message's type: the one with that very type, else the one with
 * the most specific pattern that matches it, else the one without a type. Add all methods
 * before several threads use it.
 */
final class MessageTypeMethods implements MethodChoice {

	private final Map<MessageTypePattern, ReplyingHandlerMethod> methods = new HashMap<>();

	// by the type that is matched literally
	private final Map<String, ReplyingHandlerMethod> literals = new HashMap<>();

	// the most specific first
	private final List<MessageTypePattern> patterns = new ArrayList<>();

	// null if each has a type
	private @Nullable ReplyingHandlerMethod defaultMethod;

	/**
	 * Adds a method.
	 * @param method the method
	 * @param types its types and patterns of types; none for a method that handles what
	 * no other does
	 * @throws IllegalArgumentException if one of them is neither, or another method has
	 * it, or neither of the two has any
	 */
	void add(ReplyingHandlerMethod method, List<String> types) {
		if (types.isEmpty()) {
			ReplyingHandlerMethod other = this.defaultMethod;
			Assert.isTrue(other == null, () -> describe(method) + " and " + describe(other)
					+ " both have no type, so nothing chooses between them: give at most one of them no type, as in "
					+ "@JoltHandler(type = \"created\"), or replace them by one method, for a payload whose class "
					+ "Jackson chooses by @JsonTypeInfo");
			this.defaultMethod = method;
		}
		Set<MessageTypePattern> distinct = new LinkedHashSet<>();
		types.forEach((type) -> distinct.add(parse(type, method)));
		for (MessageTypePattern type : distinct) {
			ReplyingHandlerMethod other = this.methods.put(type, method);
			Assert.isTrue(other == null, () -> "the type '" + type + "' is that of " + describe(method) + " and of "
					+ describe(other) + ": only one method may have it");
			if (type.isLiteral()) {
				this.literals.put(type.toString(), method);
			}
			else {
				this.patterns.add(type);
			}
		}
		this.patterns.sort(MessageTypePattern.MOST_SPECIFIC_FIRST);
	}

	private static MessageTypePattern parse(String type, ReplyingHandlerMethod method) {
		try {
			return MessageTypePattern.of(type);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("the type of " + describe(method) + ": " + ex.getMessage(), ex);
		}
	}

	private static String describe(@Nullable ReplyingHandlerMethod method) {
		return (method != null) ? method.method().getMethod().toGenericString() : "";
	}

	@Override
	public ReplyingHandlerMethod choose(DeliveredMessage<?> message) {
		String type = message.source().type();
		ReplyingHandlerMethod chosen = (type != null) ? find(type) : null;
		if (chosen == null) {
			chosen = this.defaultMethod;
		}
		if (chosen == null) {
			throw new NoMatchingJoltHandlerException(message,
					((type != null) ? "No @JoltHandler method handles messages of type '" + LogText.of(type) + "'"
							: "No @JoltHandler method handles messages without a type") + ": there are methods for "
							+ types() + ", and each has a type");
		}
		return chosen;
	}

	private @Nullable ReplyingHandlerMethod find(String type) {
		ReplyingHandlerMethod literal = this.literals.get(type);
		if (literal != null) {
			return literal;
		}
		for (MessageTypePattern pattern : this.patterns) {
			if (pattern.matches(type)) {
				return this.methods.get(pattern);
			}
		}
		return null;
	}

	private Set<MessageTypePattern> types() {
		Set<MessageTypePattern> result = new TreeSet<>(Comparator.comparing(MessageTypePattern::toString));
		result.addAll(this.methods.keySet());
		return result;
	}

	@Override
	public String toString() {
		return "@JoltHandler methods for the types " + types()
				+ ((this.defaultMethod != null) ? " and all others" : "");
	}

}
