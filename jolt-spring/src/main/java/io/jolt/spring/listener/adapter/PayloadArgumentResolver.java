package io.jolt.spring.listener.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.jolt.client.spi.LogText;
import io.jolt.spring.internal.DeliveredMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.StringUtils;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.ObjectError;

/**
 * Resolves payloads, alone or in a message or an {@link Optional}. Unlike with Spring's
 * own resolvers, type variables have the values from the listener's class, blank text is
 * a payload if the parameter is text, and the JSON text {@code null} is a missing payload
 * if it is not. Safe for use by several threads.
 */
class PayloadArgumentResolver implements HandlerMethodArgumentResolver {

	private final MessageConverter converter;

	private final PayloadValidation validation;

	// by parameter, as reflection is slow
	private final Map<MethodParameter, PayloadTarget> targets = new ConcurrentHashMap<>();

	PayloadArgumentResolver(MessageConverter converter, PayloadValidation validation) {
		this.converter = converter;
		this.validation = validation;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		return annotation == null || annotation.expression().isEmpty();
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, Message<?> message) {
		PayloadTarget target = this.targets.computeIfAbsent(parameter, PayloadTarget::of);
		Object payload = payload(target, parameter, message);
		if (payload != null) {
			this.validation.validate(message, parameter, payload);
		}
		if (!target.message()) {
			return target.optional() ? Optional.ofNullable(payload) : payload;
		}
		Message<?> resolved = message(target, payload, message);
		return target.optional() ? Optional.ofNullable(resolved) : resolved;
	}

	private static @Nullable Message<?> message(PayloadTarget target, @Nullable Object payload, Message<?> message) {
		if (target.optionalInMessage()) {
			return DeliveredMessage.withPayload(message, Optional.ofNullable(payload));
		}
		if (payload == null) {
			return null;
		}
		return (payload == message.getPayload()) ? message : DeliveredMessage.withPayload(message, payload);
	}

	private @Nullable Object payload(PayloadTarget target, MethodParameter parameter, Message<?> message) {
		Object payload = message.getPayload();
		if (target.type().isInstance(payload)) {
			return payload;
		}
		// the converter says what is wrong with a whole message
		boolean mayBeBlank = target.isText() || (target.message() && !target.mayBeMissing());
		if (!mayBeBlank && payload instanceof String text && !StringUtils.hasText(text)) {
			return missing(target, parameter, message);
		}
		Object converted = convert(target, message);
		if (converted != null) {
			return converted;
		}
		if (payload instanceof String text && text.strip().equals("null")) {
			return missing(target, parameter, message);
		}
		throw new MessageConversionException(message, "Nothing converts a " + payload.getClass().getName() + " to "
				+ target.declaredType().getTypeName() + " for " + parameter.getExecutable().toGenericString());
	}

	private @Nullable Object convert(PayloadTarget target, Message<?> message) {
		try {
			return (this.converter instanceof SmartMessageConverter smartConverter)
					? smartConverter.fromMessage(message, target.type(), target.hint())
					: this.converter.fromMessage(message, target.type());
		}
		catch (MessageConversionException ex) {
			String text = String.valueOf(ex.getMessage());
			// it may quote names and values, of any length
			if (ex.getClass() != MessageConversionException.class || LogText.isFit(text)) {
				throw ex;
			}
			MessageConversionException fit = new MessageConversionException(message, LogText.of(text), ex.getCause());
			fit.setStackTrace(ex.getStackTrace());
			throw fit;
		}
	}

	private static @Nullable Object missing(PayloadTarget target, MethodParameter parameter, Message<?> message) {
		if (target.mayBeMissing()) {
			return null;
		}
		String name = PayloadValidation.name(parameter);
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(null, name);
		result.addError(new ObjectError(name, "payload must not be empty"));
		throw new InvalidPayloadException(message, parameter, result);
	}

}
