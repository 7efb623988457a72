package io.jolt.spring.listener;

import java.util.List;

import io.jolt.client.JoltMessage;
import io.jolt.spring.internal.MessageTypePattern;

/**
 * Accepts the messages whose type matches one of several. Immutable.
 */
final class MessageTypeFilter implements JoltMessageFilter {

	private final List<MessageTypePattern> types;

	/**
	 * Creates a filter.
	 * @param types types and patterns of types, at least one
	 * @throws IllegalArgumentException if one of them is neither
	 */
	MessageTypeFilter(List<String> types) {
		this.types = types.stream().map(MessageTypePattern::of).toList();
	}

	@Override
	public boolean accept(JoltMessage message) {
		String type = message.type();
		for (MessageTypePattern candidate : this.types) {
			if (candidate.matches(type)) {
				return true;
			}
		}
		return false;
	}

}
