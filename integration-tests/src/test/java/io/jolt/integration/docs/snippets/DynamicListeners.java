package io.jolt.integration.docs.snippets;

import java.util.List;

import io.jolt.client.JoltMessageListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Listeners without an annotation.
 */
final class DynamicListeners {

	private static final Logger logger = LoggerFactory.getLogger(DynamicListeners.class);

	private DynamicListeners() {
	}

	// tag::configurer[]
	@Component
	static class TenantListeners implements JoltListenerConfigurer {

		@Override
		public void configureJoltListeners(JoltListenerEndpointRegistrar registrar) {
			for (String tenant : List.of("acme", "globex")) {
				SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("tenant-" + tenant,
						(message) -> logger.info("{}: {}", tenant, message.data()));
				endpoint.setTopics(List.of("tenants." + tenant));
				endpoint.setContainerSettings((container) -> container.setConcurrency(4));
				registrar.registerEndpoint(endpoint);
			}
		}

	}

	// end::configurer[]

	// tag::run-time[]
	@Component
	static class TopicTap {

		private final JoltListenerEndpointRegistry registry;

		private final DefaultJoltListenerContainerFactory factory;

		TopicTap(JoltListenerEndpointRegistry registry, DefaultJoltListenerContainerFactory factory) {
			this.registry = registry;
			this.factory = factory;
		}

		void open(String topic, JoltMessageListener listener) {
			SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("tap-" + topic, listener);
			endpoint.setTopics(List.of(topic));
			this.registry.registerListenerContainer(endpoint, this.factory).ready().join();
		}

		void close(String topic) {
			JoltMessageListenerContainer container = this.registry.unregisterListenerContainer("tap-" + topic);
			if (container != null) {
				container.stop();
			}
		}

	}
	// end::run-time[]

	@Component
	static class Imports {

		private final DefaultJoltListenerContainerFactory factory;

		Imports(DefaultJoltListenerContainerFactory factory) {
			this.factory = factory;
		}

		void importUntilDone(JoltMessageListener listener, Runnable work) {
			// tag::container[]
			DefaultJoltMessageListenerContainer container = this.factory.createContainer("stock.imported");
			container.setupMessageListener(listener);
			container.start();
			// end::container[]
			container.ready().join();
			work.run();
			container.stop();
		}

	}

}
