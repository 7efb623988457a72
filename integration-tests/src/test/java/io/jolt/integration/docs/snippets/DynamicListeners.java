package io.jolt.integration.docs.snippets;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.listener.JoltMessageListenerContainer;

import org.springframework.stereotype.Component;

/**
 * Listeners without an annotation.
 */
final class DynamicListeners {

	private DynamicListeners() {
	}

	// tag::configurer[]
	@Component
	static class TenantListeners implements JoltListenerConfigurer {

		final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@Override
		public void configureJoltListeners(JoltListenerEndpointRegistrar registrar) {
			for (String tenant : List.of("acme", "globex")) {
				SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("tenant-" + tenant,
						(message) -> this.heard.add(tenant + " gets " + message.data()));
				endpoint.setTopics(List.of("tenants." + tenant));
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

		void open(String topic, BlockingQueue<String> tap) {
			SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("tap-" + topic,
					(message) -> tap.add(message.data()));
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

}
