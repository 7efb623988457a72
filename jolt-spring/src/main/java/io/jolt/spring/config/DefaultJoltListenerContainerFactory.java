package io.jolt.spring.config;

import java.util.List;
import java.util.function.Consumer;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;

/**
 * Creates containers that listen with one client. Call the setters before the first
 * container is created.
 */
public class DefaultJoltListenerContainerFactory
		implements JoltListenerContainerFactory<DefaultJoltMessageListenerContainer>, BeanFactoryAware,
		ApplicationEventPublisherAware {

	private final JoltClient client;

	private final ContainerProperties containerProperties = new ContainerProperties();

	private JoltMessageMapper messageMapper = new DefaultJoltMessageMapper();

	private @Nullable MessageConverter messageConverter;

	private @Nullable Validator validator;

	private @Nullable JoltOperations replyTemplate;

	private @Nullable JoltPublishObservationConvention replyObservationConvention;

	private @Nullable BeanFactory beanFactory;

	private @Nullable ApplicationEventPublisher applicationEventPublisher;

	// created for the first container; guarded by this
	private @Nullable MethodListenerFactory methodListeners;

	/**
	 * Creates a factory.
	 * @param client the client of its containers, which neither start nor stop it
	 */
	public DefaultJoltListenerContainerFactory(JoltClient client) {
		Assert.notNull(client, "client must not be null");
		this.client = client;
	}

	/**
	 * The client of its containers.
	 * @return the client
	 */
	public JoltClient getClient() {
		return this.client;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher applicationEventPublisher) {
		this.applicationEventPublisher = applicationEventPublisher;
	}

	/**
	 * The properties of its containers.
	 * @return the properties, which may be changed before the first container is created
	 */
	public ContainerProperties getContainerProperties() {
		return this.containerProperties;
	}

	/**
	 * Sets the observation convention for replies. Not used if a reply template is set.
	 * @param replyObservationConvention the convention, or {@code null} for the default
	 */
	public void setReplyObservationConvention(@Nullable JoltPublishObservationConvention replyObservationConvention) {
		this.replyObservationConvention = replyObservationConvention;
	}

	/**
	 * Sets the mapper, which converts deliveries to Spring messages and replies to Jolt
	 * messages.
	 * @param messageMapper the mapper, a {@link DefaultJoltMessageMapper} by default
	 */
	public void setMessageMapper(JoltMessageMapper messageMapper) {
		Assert.notNull(messageMapper, "messageMapper must not be null");
		this.messageMapper = messageMapper;
	}

	/**
	 * Sets the converter of payloads to the parameter types of listener methods, and of
	 * replies if the mapper is a {@link DefaultJoltMessageMapper}.
	 * @param messageConverter the converter, or {@code null} for that of the
	 * {@link DefaultJoltMessageMapper}
	 */
	public void setMessageConverter(@Nullable MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Sets the validator of payloads.
	 * @param validator the validator, or {@code null} for none
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Sets the template that sends what listener methods return where {@code @SendTo}
	 * says. Requests and calls are answered by this factory's client instead.
	 * @param replyTemplate the template; by default one with this factory's client,
	 * message mapper and converter
	 */
	public void setReplyTemplate(@Nullable JoltOperations replyTemplate) {
		this.replyTemplate = replyTemplate;
	}

	@Override
	public DefaultJoltMessageListenerContainer createListenerContainer(JoltListenerEndpoint endpoint) {
		ContainerProperties properties = new ContainerProperties(this.containerProperties);
		endpoint.accept(properties);
		return container(endpoint.getId(), endpoint.getTopics(), endpoint.getTopicPatterns(),
				endpoint.createMessageListener(methodListeners()), properties);
	}

	/**
	 * Creates a container without an endpoint. It is not registered: set its listener
	 * with {@link DefaultJoltMessageListenerContainer#setupMessageListener}, and start
	 * and stop it yourself.
	 * @param topics the literal topics, at least one; joined by commas they are the
	 * listener's id
	 * @return the container, which is not started
	 */
	public DefaultJoltMessageListenerContainer createContainer(String... topics) {
		return createContainer(String.join(",", topics), List.of(topics), List.of());
	}

	/**
	 * Creates a container without an endpoint, as {@link #createContainer(String...)}
	 * does.
	 * @param listenerId the listener's id, for logs and events
	 * @param topics the literal topics
	 * @param topicPatterns the topic patterns; at least one topic or pattern is required
	 * @return the container, which is not started
	 */
	public DefaultJoltMessageListenerContainer createContainer(String listenerId, List<String> topics,
			List<String> topicPatterns) {
		return container(listenerId, topics, topicPatterns, null, this.containerProperties);
	}

	/**
	 * Creates a container without an endpoint that differs from the factory's other
	 * containers. Otherwise as {@link #createContainer(String...)}.
	 * @param settings changes the container's own copy of the properties
	 * @param topics the literal topics, at least one; they form the listener's id
	 * @return the container, which is not started
	 */
	public DefaultJoltMessageListenerContainer createContainer(Consumer<ContainerProperties> settings,
			String... topics) {
		ContainerProperties properties = new ContainerProperties(this.containerProperties);
		settings.accept(properties);
		return container(String.join(",", topics), List.of(topics), List.of(), null, properties);
	}

	private DefaultJoltMessageListenerContainer container(String listenerId, List<String> topics,
			List<String> topicPatterns, @Nullable JoltMessageListener listener, ContainerProperties properties) {
		DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(this.client, listenerId,
				topics, topicPatterns, listener, properties);
		if (this.applicationEventPublisher != null) {
			container.setApplicationEventPublisher(this.applicationEventPublisher);
		}
		return container;
	}

	private synchronized MethodListenerFactory methodListeners() {
		if (this.methodListeners == null) {
			this.methodListeners = new MethodListenerFactory(messageHandlerMethodFactory(), answerMapper(),
					(this.replyTemplate != null) ? this.replyTemplate : newReplyTemplate(), this.client);
		}
		return this.methodListeners;
	}

	private JoltMessageMapper answerMapper() {
		return (this.messageConverter != null && this.messageMapper instanceof DefaultJoltMessageMapper mapper)
				? new DefaultJoltMessageMapper(this.messageConverter, mapper.getHeaderMapper()) : this.messageMapper;
	}

	private JoltTemplate newReplyTemplate() {
		JoltTemplate template = new JoltTemplate(this.client);
		template.setMessageMapper(answerMapper());
		template.setConnectionName(this.containerProperties.getConnectionName());
		template.setObservationRegistry(this.containerProperties.getObservationRegistry());
		template.setObservationConvention(this.replyObservationConvention);
		return template;
	}

	private JoltMessageHandlerMethodFactory messageHandlerMethodFactory() {
		JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
		if (this.messageConverter != null) {
			factory.setMessageConverter(this.messageConverter);
		}
		else if (this.messageMapper instanceof DefaultJoltMessageMapper mapper) {
			factory.setMessageConverter(mapper.getMessageConverter());
		}
		if (this.validator != null) {
			factory.setValidator(this.validator);
		}
		if (this.beanFactory != null) {
			factory.setBeanFactory(this.beanFactory);
		}
		factory.afterPropertiesSet();
		return factory;
	}

}
