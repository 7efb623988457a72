package io.jolt.boot.autoconfigure;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Turns observation on as soon as the application has a registry, with its conventions if
 * it has any.
 */
final class JoltObservationConfigurer {

	private final ObjectProvider<ObservationRegistry> registry;

	private final ObjectProvider<JoltPublishObservationConvention> publishConvention;

	private final ObjectProvider<JoltListenerObservationConvention> listenerConvention;

	JoltObservationConfigurer(ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<JoltPublishObservationConvention> publishConvention,
			ObjectProvider<JoltListenerObservationConvention> listenerConvention) {
		this.registry = registry;
		this.publishConvention = publishConvention;
		this.listenerConvention = listenerConvention;
	}

	void configure(JoltTemplate template, String connectionName) {
		template.setConnectionName(connectionName);
		this.registry.ifUnique(template::setObservationRegistry);
		this.publishConvention.ifUnique(template::setObservationConvention);
	}

	void configure(DefaultJoltListenerContainerFactory factory) {
		this.registry.ifUnique(factory.getContainerProperties()::setObservationRegistry);
		this.listenerConvention.ifUnique(factory.getContainerProperties()::setObservationConvention);
		this.publishConvention.ifUnique(factory::setReplyObservationConvention);
	}

}
