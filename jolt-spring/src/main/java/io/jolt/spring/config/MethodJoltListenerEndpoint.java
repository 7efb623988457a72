package io.jolt.spring.config;

import java.lang.reflect.Method;
import java.util.List;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.listener.MethodMessageListener;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.util.Assert;

/**
 * An endpoint whose listener is a method of a bean. Its setters belong before it is
 * registered.
 */
public class MethodJoltListenerEndpoint implements JoltListenerEndpoint {

	private final Object bean;

	private final Method method;

	private final String id;

	private List<String> topics = List.of();

	private List<String> topicPatterns = List.of();

	private @Nullable Boolean autoStartup;

	private @Nullable OverflowPolicy overflow;

	private @Nullable MessageHandlerMethodFactory messageHandlerMethodFactory;

	/**
	 * Creates an endpoint.
	 * @param id the listener's id, unique in the application context
	 * @param bean the bean, which may be a proxy
	 * @param method its method
	 */
	public MethodJoltListenerEndpoint(String id, Object bean, Method method) {
		Assert.hasText(id, "The listener's id must not be blank");
		this.id = id;
		this.bean = bean;
		this.method = method;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public List<String> getTopics() {
		return this.topics;
	}

	/**
	 * Sets the topics.
	 * @param topics the literal topics
	 */
	public void setTopics(List<String> topics) {
		this.topics = List.copyOf(topics);
	}

	@Override
	public List<String> getTopicPatterns() {
		return this.topicPatterns;
	}

	/**
	 * Sets the patterns.
	 * @param topicPatterns the topic patterns
	 */
	public void setTopicPatterns(List<String> topicPatterns) {
		this.topicPatterns = List.copyOf(topicPatterns);
	}

	@Override
	public @Nullable Boolean getAutoStartup() {
		return this.autoStartup;
	}

	/**
	 * Sets whether its container starts with the application context.
	 * @param autoStartup {@code null} to leave it to the container factory
	 */
	public void setAutoStartup(@Nullable Boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	@Override
	public @Nullable OverflowPolicy getOverflow() {
		return this.overflow;
	}

	/**
	 * Sets what happens to a delivery when its queue is full.
	 * @param overflow the policy, or {@code null} to leave it to the container factory
	 */
	public void setOverflow(@Nullable OverflowPolicy overflow) {
		this.overflow = overflow;
	}

	/**
	 * Sets what makes the method callable.
	 * @param messageHandlerMethodFactory the factory, or {@code null} for the container
	 * factory's own
	 */
	public void setMessageHandlerMethodFactory(@Nullable MessageHandlerMethodFactory messageHandlerMethodFactory) {
		this.messageHandlerMethodFactory = messageHandlerMethodFactory;
	}

	@Override
	public JoltMessageListener createMessageListener(MessageHandlerMethodFactory methodFactory,
			JoltHeaderMapper headerMapper) {
		MessageHandlerMethodFactory factory = (this.messageHandlerMethodFactory != null)
				? this.messageHandlerMethodFactory : methodFactory;
		return new MethodMessageListener(factory.createInvocableHandlerMethod(this.bean, this.method), headerMapper);
	}

	@Override
	public String toString() {
		return "listener '" + this.id + "', method " + this.method.toGenericString();
	}

}
