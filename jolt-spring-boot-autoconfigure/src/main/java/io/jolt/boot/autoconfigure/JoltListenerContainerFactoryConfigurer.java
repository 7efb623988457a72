package io.jolt.boot.autoconfigure;

import java.util.function.Supplier;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.listener.ContainerProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConverter;
import org.springframework.validation.Validator;

/**
 * Configures a custom container factory like the auto-configured ones: with the
 * properties {@code jolt.listener.*} and the application's beans.
 */
public final class JoltListenerContainerFactoryConfigurer {

	private final JoltProperties properties;

	private final JoltMessageMapper messageMapper;

	private final MessageConverter messageConverter;

	private final Supplier<@Nullable Validator> validator;

	private final ListenerErrorHandling errorHandling;

	private final ConnectionBeans connectionBeans;

	private final JoltObservationConfigurer observationConfigurer;

	JoltListenerContainerFactoryConfigurer(JoltProperties properties, JoltMessageMapper messageMapper,
			MessageConverter messageConverter, Supplier<@Nullable Validator> validator,
			ListenerErrorHandling errorHandling, ConnectionBeans connectionBeans,
			JoltObservationConfigurer observationConfigurer) {
		this.properties = properties;
		this.messageMapper = messageMapper;
		this.messageConverter = messageConverter;
		this.validator = validator;
		this.errorHandling = errorHandling;
		this.connectionBeans = connectionBeans;
		this.observationConfigurer = observationConfigurer;
	}

	/**
	 * Configures a factory.
	 * @param factory the factory, on which the name of its connection must already be set
	 * unless it is the default one
	 */
	public void configure(DefaultJoltListenerContainerFactory factory) {
		factory.setMessageMapper(this.messageMapper);
		factory.setMessageConverter(this.messageConverter);
		Validator payloadValidator = this.validator.get();
		if (payloadValidator != null) {
			factory.setValidator(payloadValidator);
		}
		this.errorHandling.configure(factory);
		this.observationConfigurer.configure(factory);
		configure(factory.getContainerProperties(), this.properties.getListener());
		String connection = factory.getContainerProperties().getConnectionName();
		this.connectionBeans.ordered(JoltListenerContainerFactoryCustomizer.class, connection)
			.forEach((customizer) -> customizer.customize(factory));
	}

	private static void configure(ContainerProperties container, JoltProperties.Listener properties) {
		container.setAutoStartup(properties.isAutoStartup());
		container.setPhase(properties.getPhase());
		container.setOverflow(properties.getOverflow());
		InvalidJoltPropertyException.check("jolt.listener.group", () -> container.setGroup(properties.getGroup()));
		InvalidJoltPropertyException.check("jolt.listener.concurrency",
				() -> container.setConcurrency(properties.getConcurrency()));
		InvalidJoltPropertyException.check("jolt.listener.queue-capacity",
				() -> container.setQueueCapacity(properties.getQueueCapacity()));
		InvalidJoltPropertyException.check("jolt.listener.queue-size",
				() -> container.setQueueSizeBytes(properties.getQueueSize().toBytes()));
		InvalidJoltPropertyException.check("jolt.listener.shutdown-timeout",
				() -> container.setShutdownTimeout(properties.getShutdownTimeout()));
	}

}
