package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.core.JoltHeaderMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.validation.Validator;

/**
 * Configures a container factory as the auto-configured ones are: with the properties
 * {@code jolt.listener.*} and the application's beans. For factories of one's own.
 */
public final class JoltListenerContainerFactoryConfigurer {

	private final JoltProperties properties;

	private final JoltHeaderMapper headerMapper;

	private final MessageConverter messageConverter;

	private final ObjectProvider<Validator> validator;

	private final ListenerErrorHandling errorHandling;

	private final ConnectionBeans connectionBeans;

	private final JoltObservationConfigurer observationConfigurer;

	JoltListenerContainerFactoryConfigurer(JoltProperties properties, JoltHeaderMapper headerMapper,
			MessageConverter messageConverter, ObjectProvider<Validator> validator, ListenerErrorHandling errorHandling,
			ConnectionBeans connectionBeans, JoltObservationConfigurer observationConfigurer) {
		this.properties = properties;
		this.headerMapper = headerMapper;
		this.messageConverter = messageConverter;
		this.validator = validator;
		this.errorHandling = errorHandling;
		this.connectionBeans = connectionBeans;
		this.observationConfigurer = observationConfigurer;
	}

	/**
	 * Configures a factory.
	 * @param factory the factory, which has the name of its connection already unless it
	 * is the default one
	 */
	public void configure(DefaultJoltListenerContainerFactory factory) {
		factory.setHeaderMapper(this.headerMapper);
		factory.setMessageConverter(this.messageConverter);
		this.validator.ifUnique(factory::setValidator);
		this.errorHandling.configure(factory);
		this.observationConfigurer.configure(factory);
		configure(factory, this.properties.getListener());
		String connection = factory.getContainerProperties().getConnectionName();
		this.connectionBeans.ordered(JoltListenerContainerFactoryCustomizer.class, connection)
			.forEach((customizer) -> customizer.customize(factory));
	}

	private static void configure(DefaultJoltListenerContainerFactory factory, JoltProperties.Listener properties) {
		factory.setAutoStartup(properties.isAutoStartup());
		factory.getContainerProperties().setPhase(properties.getPhase());
		factory.setOverflow(properties.getOverflow());
		InvalidJoltPropertyException.check("jolt.listener.concurrency",
				() -> factory.setConcurrency(properties.getConcurrency()));
		InvalidJoltPropertyException.check("jolt.listener.queue-capacity",
				() -> factory.setQueueCapacity(properties.getQueueCapacity()));
		InvalidJoltPropertyException.check("jolt.listener.queue-size",
				() -> factory.setQueueSizeBytes(properties.getQueueSize().toBytes()));
		InvalidJoltPropertyException.check("jolt.listener.shutdown-timeout",
				() -> factory.setShutdownTimeout(properties.getShutdownTimeout()));
	}

}
