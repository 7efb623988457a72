package io.jolt.integration.docs.snippets;

import java.time.Duration;

import io.jolt.spring.service.ImportJoltServices;
import io.jolt.spring.service.JoltExchange;
import io.jolt.spring.service.JoltServiceProxyFactory;
import io.jolt.spring.service.JoltServiceProxyFactoryCustomizer;
import reactor.core.publisher.Flux;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.Header;

/**
 * Clients made of interfaces.
 */
final class InterfaceClients {

	private InterfaceClients() {
	}

	static Orders client(JoltServiceProxyFactory factory) {
		// tag::factory[]
		Orders orders = factory.createClient(Orders.class);
		// end::factory[]
		return orders;
	}

	// tag::interface[]
	@JoltExchange("orders")
	interface Orders {

		@JoltExchange("quote")
		Quote quote(Order order, @Header("tenant") String tenant); // asks, and waits

		@JoltExchange(value = "created", type = "order.created")
		void created(Order order); // publishes

		@JoltExchange("prices")
		Flux<Quote> prices(String item); // calls, and gets a stream

	}
	// end::interface[]

	// tag::import[]
	@Configuration
	@ImportJoltServices(Orders.class)
	static class ShopConfiguration {

	}
	// end::import[]

	// tag::named[]
	@Configuration
	@ImportJoltServices(types = Invoices.class, connection = "billing")
	static class BillingConfiguration {

	}
	// end::named[]

	record Quote(String item, int price) {
	}

	interface Invoices {

		@JoltExchange("invoices.paid")
		void paid(String invoice);

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizing {

		// tag::customizer[]
		@Bean
		JoltServiceProxyFactoryCustomizer patience() {
			return (connection, builder) -> builder.replyTimeout(Duration.ofSeconds(30));
		}
		// end::customizer[]

	}

}
