package io.jolt.spring.listener;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.jolt.spring.core.JoltMessageConverters;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.validation.Validator;

/**
 * Makes listener methods callable: resolves their arguments from a delivery.
 */
public class JoltMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {

	private @Nullable MessageConverter messageConverter;

	private @Nullable Validator validator;

	// null unless there is no JSON
	private @Nullable TextOnlyCheck textOnlyCheck;

	@Override
	public void setMessageConverter(MessageConverter messageConverter) {
		super.setMessageConverter(messageConverter);
		this.messageConverter = messageConverter;
	}

	/**
	 * What converts payloads.
	 * @return the converter, or {@code null} before one is set
	 */
	public @Nullable MessageConverter getMessageConverter() {
		return this.messageConverter;
	}

	@Override
	public void setValidator(Validator validator) {
		super.setValidator(validator);
		this.validator = validator;
	}

	@Override
	public void afterPropertiesSet() {
		if (this.messageConverter == null) {
			setMessageConverter(JoltMessageConverters.create());
		}
		super.afterPropertiesSet();
	}

	@Override
	protected List<HandlerMethodArgumentResolver> initArgumentResolvers() {
		MessageConverter converter = Objects.requireNonNull(this.messageConverter);
		List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(super.initArgumentResolvers());
		resolvers.replaceAll((resolver) -> {
			if (resolver instanceof MessageMethodArgumentResolver) {
				return new TextMessageArgumentResolver(converter);
			}
			if (resolver instanceof PayloadMethodArgumentResolver) {
				return new TextPayloadArgumentResolver(converter, this.validator);
			}
			return resolver;
		});
		resolvers.add(0, new JoltMessageArgumentResolver());
		this.textOnlyCheck = JoltMessageConverters.isTextOnly(converter) ? new TextOnlyCheck(resolvers) : null;
		return resolvers;
	}

	/**
	 * Creates a method that can be called.
	 * @throws MissingJoltMessageConverterException if it wants something else than text,
	 * and nothing can convert to it
	 */
	@Override
	public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
		InvocableHandlerMethod invocable = super.createInvocableHandlerMethod(bean, method);
		if (this.textOnlyCheck != null) {
			this.textOnlyCheck.check(invocable);
		}
		return invocable;
	}

}
