package io.jolt.spring.config;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

import io.jolt.client.JoltClient;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.core.DefaultJoltHeaderMapper;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageHandlerMethodFactory;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;
import org.springframework.util.Assert;
import org.springframework.validation.Validator;

/**
 * Makes containers that listen with one client. Its setters belong before the first
 * container is made.
 */
public class DefaultJoltListenerContainerFactory
		implements JoltListenerContainerFactory<DefaultJoltMessageListenerContainer>, BeanFactoryAware,
		ApplicationEventPublisherAware {

	private final JoltClient client;

	private final ContainerProperties containerProperties = new ContainerProperties();

	private JoltHeaderMapper headerMapper = new DefaultJoltHeaderMapper();

	private @Nullable MessageConverter messageConverter;

	private @Nullable Validator validator;

	private @Nullable JoltOperations replyTemplate;

	private @Nullable JoltPublishObservationConvention replyObservationConvention;

	private @Nullable BeanFactory beanFactory;

	private @Nullable ApplicationEventPublisher applicationEventPublisher;

	// made for the first container; guarded by this
	private @Nullable MessageHandlerMethodFactory messageHandlerMethodFactory;

	/**
	 * Creates a factory.
	 * @param client what its containers listen with; they neither start nor stop it
	 */
	public DefaultJoltListenerContainerFactory(JoltClient client) {
		Assert.notNull(client, "client must not be null");
		this.client = client;
	}

	/**
	 * What its containers listen with.
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
	 * How its containers behave.
	 * @return the properties, which may be changed
	 */
	public ContainerProperties getContainerProperties() {
		return this.containerProperties;
	}

	/**
	 * As {@link ContainerProperties#setConnectionName}.
	 * @param connectionName the name
	 */
	public void setConnectionName(String connectionName) {
		this.containerProperties.setConnectionName(connectionName);
	}

	/**
	 * As {@link ContainerProperties#setAutoStartup}.
	 * @param autoStartup {@code false} to start containers by their id
	 */
	public void setAutoStartup(boolean autoStartup) {
		this.containerProperties.setAutoStartup(autoStartup);
	}

	/**
	 * As {@link ContainerProperties#setOverflow}.
	 * @param overflow the policy
	 */
	public void setOverflow(OverflowPolicy overflow) {
		this.containerProperties.setOverflow(overflow);
	}

	/**
	 * As {@link ContainerProperties#setQueueCapacity}.
	 * @param queueCapacity the bound in messages, at least 1
	 */
	public void setQueueCapacity(int queueCapacity) {
		this.containerProperties.setQueueCapacity(queueCapacity);
	}

	/**
	 * As {@link ContainerProperties#setQueueSizeBytes}.
	 * @param queueSizeBytes the bound in bytes, at least 1
	 */
	public void setQueueSizeBytes(long queueSizeBytes) {
		this.containerProperties.setQueueSizeBytes(queueSizeBytes);
	}

	/**
	 * As {@link ContainerProperties#setShutdownTimeout}.
	 * @param shutdownTimeout the limit, not negative
	 */
	public void setShutdownTimeout(Duration shutdownTimeout) {
		this.containerProperties.setShutdownTimeout(shutdownTimeout);
	}

	/**
	 * As {@link ContainerProperties#setErrorHandler}.
	 * @param errorHandler the handler
	 */
	public void setErrorHandler(JoltErrorHandler errorHandler) {
		this.containerProperties.setErrorHandler(errorHandler);
	}

	/**
	 * As {@link ContainerProperties#setConcurrency}.
	 * @param concurrency the number, at least 1
	 */
	public void setConcurrency(int concurrency) {
		this.containerProperties.setConcurrency(concurrency);
	}

	/**
	 * As {@link ContainerProperties#setThreadFactory}.
	 * @param threadFactory the factory, or {@code null} for platform threads
	 */
	public void setThreadFactory(@Nullable ThreadFactory threadFactory) {
		this.containerProperties.setThreadFactory(threadFactory);
	}

	/**
	 * As {@link ContainerProperties#setTaskExecutor}.
	 * @param taskExecutor the executor, or {@code null} for threads of each container's
	 * own
	 */
	public void setTaskExecutor(@Nullable Executor taskExecutor) {
		this.containerProperties.setTaskExecutor(taskExecutor);
	}

	/**
	 * As {@link ContainerProperties#setObservationRegistry}.
	 * @param observationRegistry the registry
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		this.containerProperties.setObservationRegistry(observationRegistry);
	}

	/**
	 * As {@link ContainerProperties#setObservationConvention}.
	 * @param observationConvention the convention, or {@code null} for the default
	 */
	public void setObservationConvention(@Nullable JoltListenerObservationConvention observationConvention) {
		this.containerProperties.setObservationConvention(observationConvention);
	}

	/**
	 * Sets what names and tags the observations of replies, unless there is a reply
	 * template.
	 * @param replyObservationConvention the convention, or {@code null} for the default
	 */
	public void setReplyObservationConvention(@Nullable JoltPublishObservationConvention replyObservationConvention) {
		this.replyObservationConvention = replyObservationConvention;
	}

	/**
	 * Sets which headers the messages get.
	 * @param headerMapper the mapper, a {@link DefaultJoltHeaderMapper} by default
	 */
	public void setHeaderMapper(JoltHeaderMapper headerMapper) {
		Assert.notNull(headerMapper, "headerMapper must not be null");
		this.headerMapper = headerMapper;
	}

	/**
	 * Sets what converts payloads to the types of listener methods' parameters.
	 * @param messageConverter the converter; by default that of
	 * {@link io.jolt.spring.core.JoltMessageConverters#create()}
	 */
	public void setMessageConverter(@Nullable MessageConverter messageConverter) {
		this.messageConverter = messageConverter;
	}

	/**
	 * Sets what validates payloads.
	 * @param validator the validator, or {@code null} for none
	 */
	public void setValidator(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Sets what sends replies.
	 * @param replyTemplate the template; by default one that publishes with the client,
	 * and with the converter and the header mapper of this factory
	 */
	public void setReplyTemplate(@Nullable JoltOperations replyTemplate) {
		this.replyTemplate = replyTemplate;
	}

	@Override
	public DefaultJoltMessageListenerContainer createListenerContainer(JoltListenerEndpoint endpoint) {
		ContainerProperties properties = new ContainerProperties(this.containerProperties);
		EndpointSettings.apply(endpoint, properties);
		if (endpoint instanceof MethodJoltListenerEndpoint methodEndpoint
				&& methodEndpoint.getReplyTemplate() == null) {
			methodEndpoint.setReplyTemplate(replyTemplate());
		}
		DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(this.client,
				endpoint.getId(), endpoint.getTopics(), endpoint.getTopicPatterns(),
				endpoint.createMessageListener(messageHandlerMethodFactory(), this.headerMapper), properties);
		if (this.applicationEventPublisher != null) {
			container.setApplicationEventPublisher(this.applicationEventPublisher);
		}
		return container;
	}

	private synchronized JoltOperations replyTemplate() {
		if (this.replyTemplate == null) {
			JoltTemplate template = new JoltTemplate(this.client);
			template.setHeaderMapper(this.headerMapper);
			template.setConnectionName(this.containerProperties.getConnectionName());
			template.setObservationRegistry(this.containerProperties.getObservationRegistry());
			template.setObservationConvention(this.replyObservationConvention);
			if (this.messageConverter != null) {
				template.setMessageConverter(this.messageConverter);
			}
			this.replyTemplate = template;
		}
		return this.replyTemplate;
	}

	private synchronized MessageHandlerMethodFactory messageHandlerMethodFactory() {
		if (this.messageHandlerMethodFactory == null) {
			JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
			if (this.messageConverter != null) {
				factory.setMessageConverter(this.messageConverter);
			}
			if (this.validator != null) {
				factory.setValidator(this.validator);
			}
			if (this.beanFactory != null) {
				factory.setBeanFactory(this.beanFactory);
			}
			factory.afterPropertiesSet();
			this.messageHandlerMethodFactory = factory;
		}
		return this.messageHandlerMethodFactory;
	}

}
