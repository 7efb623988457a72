package io.jolt.integration.docs.snippets;

import io.jolt.boot.autoconfigure.JoltClientBuilderCustomizer;
import io.jolt.boot.autoconfigure.JoltClientFactory;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * An application with several brokers.
 */
final class Brokers {

	private Brokers() {
	}

	// tag::bridge[]
	@Component
	static class Bridge {

		private final JoltOperations jolt;

		private final JoltOperations billing;

		Bridge(JoltOperations jolt, @Qualifier("billing") JoltTemplate billing) {
			this.jolt = jolt; // the default connection's
			this.billing = billing;
		}

		@JoltListener("orders.created")
		void bill(Order order) {
			this.billing.convertAndSend("invoices.wanted", order);
		}

		@JoltListener(connection = "billing", topics = "invoices.paid")
		void paid(String order) {
			this.jolt.convertAndSend("orders.paid", order);
		}

	}
	// end::bridge[]

	// tag::transport[]
	@Component
	static class LabTransport implements JoltClientFactory {

		private final String url;

		LabTransport(@Value("${app.lab-url}") String url) {
			this.url = url;
		}

		@Override
		public String transport() {
			return "lab";
		}

		@Override
		public JoltClient createClient(String connection) {
			return JoltClientBuilder.create().url(this.url).name(connection).build();
		}

	}
	// end::transport[]

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		// tag::customizer[]
		@Bean
		@Qualifier("billing")
		JoltClientBuilderCustomizer forBilling() {
			return (builder) -> builder.name("shop-billing");
		}
		// end::customizer[]

	}

}
