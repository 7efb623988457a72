package io.jolt.spring.listener.adapter;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;

/**
 * Resolves whole messages, and validates what is in them. A blank text is a payload like
 * any other: what it cannot be converted to, the converter says.
 */
class TextMessageArgumentResolver extends MessageMethodArgumentResolver {

	private final PayloadValidation validation;

	TextMessageArgumentResolver(MessageConverter converter, PayloadValidation validation) {
		super(converter);
		this.validation = validation;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		Object argument = super.resolveArgument(parameter, message);
		if (argument instanceof Message<?> resolved) {
			this.validation.validate(message, parameter, resolved.getPayload());
		}
		return argument;
	}

	@Override
	protected boolean isEmptyPayload(@Nullable Object payload) {
		return payload == null;
	}

}
