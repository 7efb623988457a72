package io.jolt.spring.config;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.util.StringValueResolver;
import org.springframework.validation.Validator;

/**
 * An endpoint whose listener is a method of a bean, or several methods, of which the
 * message's type selects one. Call the setters before the endpoint is registered.
 */
public class MethodJoltListenerEndpoint extends AbstractJoltListenerEndpoint {

	private final Object bean;

	// null if the listener is one method
	private final @Nullable Class<?> type;

	// with the types of messages that each handles
	private final Map<Method, List<String>> methods;

	private @Nullable MessageHandlerMethodFactory messageHandlerMethodFactory;

	private @Nullable Validator validator;

	private List<HandlerMethodArgumentResolver> customArgumentResolvers = List.of();

	private @Nullable JoltOperations replyTemplate;

	private @Nullable StringValueResolver embeddedValueResolver;

	/**
	 * Creates an endpoint of one method.
	 * @param id the listener's id, unique in the application context
	 * @param bean the bean, which may be a proxy
	 * @param method its method
	 */
	public MethodJoltListenerEndpoint(String id, Object bean, Method method) {
		super(id);
		this.bean = bean;
		this.type = null;
		this.methods = Map.of(method, List.of());
	}

	/**
	 * Creates an endpoint of several methods.
	 * @param id the listener's id, unique in the application context
	 * @param bean the bean, which may be a proxy
	 * @param type the bean's class
	 * @param methods its methods, at least one, with the types of messages, or patterns
	 * of types, that each handles; one without types handles what no other does
	 */
	public MethodJoltListenerEndpoint(String id, Object bean, Class<?> type, Map<Method, List<String>> methods) {
		super(id);
		Assert.notEmpty(methods, "There must be a method");
		this.bean = bean;
		this.type = type;
		this.methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
	}

	/**
	 * Sets the factory that makes the method callable.
	 * @param messageHandlerMethodFactory the factory, or {@code null} for the container
	 * factory's own
	 */
	public void setMessageHandlerMethodFactory(@Nullable MessageHandlerMethodFactory messageHandlerMethodFactory) {
		this.messageHandlerMethodFactory = messageHandlerMethodFactory;
	}

	/**
	 * Sets the validator of payloads.
	 * @param validator the validator, or {@code null} for the container factory's own
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Sets argument resolvers in addition to those of the container factory.
	 * @param resolvers the resolvers
	 */
	public void setCustomArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		this.customArgumentResolvers = List.copyOf(resolvers);
	}

	/**
	 * Sets the template that sends replies.
	 * @param replyTemplate the template, or {@code null} for the container factory's own
	 */
	public void setReplyTemplate(@Nullable JoltOperations replyTemplate) {
		this.replyTemplate = replyTemplate;
	}

	/**
	 * Sets the resolver of placeholders and expressions in the topic of replies.
	 * @param embeddedValueResolver the resolver, or {@code null} to take topics literally
	 */
	public void setEmbeddedValueResolver(@Nullable StringValueResolver embeddedValueResolver) {
		this.embeddedValueResolver = embeddedValueResolver;
	}

	@Override
	public JoltMessageListener createMessageListener(MethodListenerFactory methodListeners) {
		MethodListenerFactory factory = (this.messageHandlerMethodFactory != null)
				? methodListeners.withMethodFactory(this.messageHandlerMethodFactory)
				: methodListeners.withArguments(this.customArgumentResolvers, this.validator);
		if (this.replyTemplate != null) {
			factory = factory.withReplies(this.replyTemplate);
		}
		try {
			return (this.type == null) ? factory.create(getId(), this.bean, onlyMethod(), this.embeddedValueResolver)
					: factory.create(getId(), this.bean, this.methods, this.embeddedValueResolver);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Invalid " + this + ": " + ex.getMessage(), ex);
		}
	}

	private Method onlyMethod() {
		return this.methods.keySet().iterator().next();
	}

	@Override
	public String toString() {
		return super.toString() + ((this.type != null) ? ", class " + this.type.getName()
				: ", method " + onlyMethod().toGenericString());
	}

}
