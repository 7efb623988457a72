package io.jolt.integration.docs.snippets;

import io.jolt.boot.autoconfigure.JoltTemplateConfigurer;
import io.jolt.client.JoltClient;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltListenerStateChangedEvent;
import io.jolt.spring.event.JoltSessionStartedEvent;
import io.jolt.spring.observation.DefaultJoltListenerObservationConvention;
import io.jolt.spring.observation.JoltDeliveryContext;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How an application is watched.
 */
final class Observability {

	private static final Logger logger = LoggerFactory.getLogger(Observability.class);

	private Observability() {
	}

	// tag::convention[]
	@Component
	static class TenantConvention extends DefaultJoltListenerObservationConvention {

		@Override
		public KeyValues getLowCardinalityKeyValues(JoltDeliveryContext context) {
			String tenant = context.getMessage().headers().getOrDefault("tenant", "none");
			return super.getLowCardinalityKeyValues(context).and(KeyValue.of("tenant", tenant));
		}

	}
	// end::convention[]

	@Configuration(proxyBeanMethods = false)
	static class AuditConfiguration {

		// tag::audit[]
		@Bean(defaultCandidate = false)
		@Qualifier("audit")
		JoltTemplate auditTemplate(JoltClient client, JoltTemplateConfigurer configurer) {
			JoltTemplate template = new JoltTemplate(client);
			configurer.configure(template);
			template.setObservationRegistry(ObservationRegistry.NOOP);
			return template;
		}
		// end::audit[]

	}

	@Component
	static class ConnectionLog {

		// tag::events[]
		@EventListener
		void started(JoltSessionStartedEvent event) {
			logger.info("Connected to {} as '{}'", event.getConnection().server(), event.getConnectionName());
		}

		@EventListener
		void lost(JoltConnectionLostEvent event) {
			logger.warn("Lost '{}': {}", event.getConnectionName(), event.getCause().getMessage());
		}

		@EventListener
		void listenerChanged(JoltListenerStateChangedEvent event) {
			logger.info("Listener '{}' is {}", event.getListenerId(), event.getState());
		}
		// end::events[]

	}

}
