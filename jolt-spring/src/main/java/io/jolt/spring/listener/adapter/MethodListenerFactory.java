package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.internal.OpenCalls;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.StringValueResolver;
import org.springframework.validation.Validator;

/**
 * Creates listeners from beans' methods: from one, or from several if the message's type
 * chooses one. Holds what the listeners of a container factory share: how methods are
 * called, how messages are mapped, and what sends replies. Immutable, and safe for use by
 * several threads.
 */
public final class MethodListenerFactory {

	private final MessageHandlerMethodFactory methodFactory;

	private final JoltMessageMapper messageMapper;

	private final JoltOperations replies;

	private final JoltClient client;

	/**
	 * Creates a factory.
	 * @param methodFactory makes methods callable; a
	 * {@link JoltMessageHandlerMethodFactory} unless the user set another
	 * @param messageMapper turns deliveries into messages, and answers into what is sent
	 * @param replies sends what methods return where {@code @SendTo} says
	 * @param client the client that the messages come from, which answers requests and
	 * calls
	 */
	public MethodListenerFactory(MessageHandlerMethodFactory methodFactory, JoltMessageMapper messageMapper,
			JoltOperations replies, JoltClient client) {
		this.methodFactory = methodFactory;
		this.messageMapper = messageMapper;
		this.replies = replies;
		this.client = client;
	}

	/**
	 * Returns a copy with another factory.
	 * @param otherMethodFactory makes methods callable
	 * @return the factory
	 */
	public MethodListenerFactory withMethodFactory(MessageHandlerMethodFactory otherMethodFactory) {
		return new MethodListenerFactory(otherMethodFactory, this.messageMapper, this.replies, this.client);
	}

	/**
	 * Creates a factory with more argument resolvers, unless the user set a method
	 * factory.
	 * @param resolvers more argument resolvers
	 * @param validator the validator, or {@code null} for the present one
	 * @return the factory
	 */
	public MethodListenerFactory withArguments(List<HandlerMethodArgumentResolver> resolvers,
			@Nullable Validator validator) {
		boolean more = validator != null || !resolvers.isEmpty();
		return (more && this.methodFactory instanceof JoltMessageHandlerMethodFactory factory)
				? withMethodFactory(factory.with(resolvers, validator)) : this;
	}

	/**
	 * Returns a copy that replies differently.
	 * @param otherReplies sends what methods return
	 * @return the factory
	 */
	public MethodListenerFactory withReplies(JoltOperations otherReplies) {
		return new MethodListenerFactory(this.methodFactory, this.messageMapper, otherReplies, this.client);
	}

	/**
	 * Creates a method's listener.
	 * @param listenerId the listener's id
	 * @param bean the bean, which may be a proxy
	 * @param method the method of the bean's class
	 * @param topicResolver resolves placeholders and expressions in the topic of replies,
	 * or {@code null} to take topics literally
	 * @return the listener
	 * @throws IllegalArgumentException if the method cannot be called for messages
	 * @throws IllegalStateException if the bean or the needs of its method do not allow
	 * it
	 */
	public JoltMessageListener create(String listenerId, Object bean, Method method,
			@Nullable StringValueResolver topicResolver) {
		Callables callables = new Callables(topicResolver);
		return listener(listenerId, bean, MethodChoice.always(callables.of(bean, method)), callables);
	}

	/**
	 * Creates a listener from methods.
	 * @param listenerId the listener's id
	 * @param bean the bean, which may be a proxy
	 * @param methods its methods, at least one, with the types of messages that each
	 * handles; one without types handles what no other does
	 * @param topicResolver resolves placeholders and expressions in the topic of replies,
	 * or {@code null} to take topics literally
	 * @return the listener
	 * @throws IllegalArgumentException if a method cannot be called for messages, or
	 * types do not distinguish two
	 * @throws IllegalStateException if the bean or the needs of its methods do not allow
	 * it
	 */
	public JoltMessageListener create(String listenerId, Object bean, Map<Method, List<String>> methods,
			@Nullable StringValueResolver topicResolver) {
		Callables callables = new Callables(topicResolver);
		MessageTypeMethods choice = new MessageTypeMethods();
		methods.forEach((method, types) -> choice.add(callables.of(bean, method), types));
		return listener(listenerId, bean, choice, callables);
	}

	private JoltMessageListener listener(String listenerId, Object bean, MethodChoice choice, Callables callables) {
		return new MethodMessageListener(choice, this.messageMapper,
				MessageExceptionHandlers.of(bean, this.methodFactory, callables::of),
				new Answers(this.client, this.messageMapper, listenerId, new OpenCalls()));
	}

	/**
	 * Makes a listener's methods callable.
	 */
	private final class Callables {

		private final @Nullable StringValueResolver topicResolver;

		Callables(@Nullable StringValueResolver topicResolver) {
			this.topicResolver = topicResolver;
		}

		ReplyingHandlerMethod of(Object bean, Method method) {
			MessageHandlerMethodFactory factory = MethodListenerFactory.this.methodFactory;
			Method invocable = (factory instanceof JoltMessageHandlerMethodFactory) ? method
					: JoltMessageHandlerMethodFactory.selectInvocableMethod(bean, method);
			return new ReplyingHandlerMethod(factory.createInvocableHandlerMethod(bean, invocable),
					new ReplyTarget(bean, this.topicResolver).sender(method, MethodListenerFactory.this.replies));
		}

	}

}
