package io.jolt.spring.listener.adapter;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.util.StringUtils;

/**
 * Resolves payloads, the empty text among them: Spring's own resolver takes a blank text
 * for a missing payload, also where the parameter is that text.
 */
class TextPayloadArgumentResolver extends PayloadMethodArgumentResolver {

	private final MessageConverter converter;

	private final PayloadValidation validation;

	TextPayloadArgumentResolver(MessageConverter converter, PayloadValidation validation) {
		super(converter);
		this.converter = converter;
		this.validation = validation;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) throws Exception {
		Class<?> targetClass = resolveTargetClass(parameter, message);
		if (StringUtils.hasText((String) message.getPayload()) || !isText(targetClass) || hasExpression(parameter)) {
			return super.resolveArgument(parameter, message);
		}
		Object payload = (targetClass == byte[].class) ? this.converter.fromMessage(message, targetClass)
				: message.getPayload();
		if (payload == null) {
			return super.resolveArgument(parameter, message);
		}
		validate(message, parameter, payload);
		return (parameter.getParameterType() == Optional.class) ? Optional.of(payload) : payload;
	}

	@Override
	protected void validate(Message<?> message, MethodParameter parameter, Object target) {
		this.validation.validate(message, parameter, target);
	}

	static boolean isText(Class<?> targetClass) {
		return targetClass == byte[].class || targetClass.isAssignableFrom(String.class);
	}

	private static boolean hasExpression(MethodParameter parameter) {
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		return annotation != null && !annotation.expression().isEmpty();
	}

}
