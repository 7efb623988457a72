package io.jolt.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.jolt.spring.core.JoltMessageConverters;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.MessagingAdviceBean;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.support.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.Validator;

/**
 * Makes listener methods callable: resolves their arguments from a delivery.
 */
public class JoltMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {

	private @Nullable MessageConverter messageConverter;

	private @Nullable Validator validator;

	private @Nullable BeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = beanFactory;
	}

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

	/**
	 * The beans that handle the exceptions of listeners in other beans.
	 * @return the beans in their order
	 */
	List<MessagingAdviceBean> adviceBeans() {
		ListenerAdvice advice = (this.beanFactory != null)
				? this.beanFactory.getBeanProvider(ListenerAdvice.class).getIfAvailable() : null;
		return (advice != null) ? advice.adviceBeans() : List.of();
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
		return resolvers;
	}

}
