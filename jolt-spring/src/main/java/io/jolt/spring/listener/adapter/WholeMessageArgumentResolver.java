package io.jolt.spring.listener.adapter;

import io.jolt.spring.internal.DeliveredMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MethodArgumentTypeMismatchException;

/**
 * Resolves whole messages, with precedence over the user's resolvers.
 */
final class WholeMessageArgumentResolver extends PayloadArgumentResolver {

	WholeMessageArgumentResolver(MessageConverter converter, PayloadValidation validation) {
		super(converter, validation);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return Message.class.isAssignableFrom(parameter.getParameterType());
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		if (!parameter.getParameterType().isAssignableFrom(DeliveredMessage.class)) {
			throw new MethodArgumentTypeMismatchException(message, parameter,
					"A message is a " + Message.class.getName() + ", not a " + parameter.getParameterType().getName());
		}
		return super.resolveArgument(parameter, message);
	}

}
