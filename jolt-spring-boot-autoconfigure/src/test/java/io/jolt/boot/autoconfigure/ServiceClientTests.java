package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltNoResponderException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.UnknownJoltConnectionException;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.service.ImportJoltServices;
import io.jolt.spring.service.JoltExchange;
import io.jolt.spring.service.JoltServiceProxyFactory;
import io.jolt.spring.service.JoltServiceProxyFactoryCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Clients of interfaces as beans, with the auto-configured connections.
 */
@Timeout(60)
class ServiceClientTests {

	private final JoltBroker one = JoltBroker.builder().port(0).start();

	private final JoltBroker two = JoltBroker.builder().port(0).start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class))
		.withPropertyValues("jolt.host=127.0.0.1", "jolt.port=" + this.one.port(),
				"jolt.connections.billing.host=127.0.0.1", "jolt.connections.billing.port=" + this.two.port(),
				"app.topic=shop");

	@AfterEach
	void close() {
		this.one.close();
		this.two.close();
	}

	@Test
	void eachConnectionHasItsClient() {
		this.contextRunner.withUserConfiguration(Listeners.class, BothConnections.class).run((context) -> {
			assertThat(context.getBean(Orders.class).quote(new Order("cup"))).isEqualTo(new Quote("default cup"));
			Orders billing = BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), Orders.class,
					"billing");
			assertThat(billing.quote(new Order("cup"))).isEqualTo(new Quote("billing cup"));
			assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> billing.unanswered("x"));
		});
	}

	@Test
	void aFactoryMakesClientsOfTheDefaultConnection() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			Orders orders = context.getBean(JoltServiceProxyFactory.class).createClient(Orders.class);
			assertThat(orders.quote(new Order("cup"))).isEqualTo(new Quote("default cup"));
		});
	}

	@Test
	void anOwnFactoryReplacesIt() {
		JoltServiceProxyFactory own = JoltServiceProxyFactory.builder(mock(JoltOperations.class)).build();
		this.contextRunner.withBean(JoltServiceProxyFactory.class, () -> own)
			.run((context) -> assertThat(context).getBean(JoltServiceProxyFactory.class).isSameAs(own));
	}

	@Test
	void customizersApplyToEachConnection() {
		JoltServiceProxyFactoryCustomizer customizer = mock(JoltServiceProxyFactoryCustomizer.class);
		this.contextRunner.withBean(JoltServiceProxyFactoryCustomizer.class, () -> customizer)
			.withUserConfiguration(BothConnections.class)
			.run((context) -> {
				verify(customizer).customize(eq("default"), any());
				verify(customizer).customize(eq("billing"), any());
			});
	}

	@Test
	void aConnectionThatDoesNotExistEndsTheStart() {
		this.contextRunner.withUserConfiguration(Misspelt.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(UnknownJoltConnectionException.class,
						(ex) -> assertThat(ex.known()).containsExactlyInAnyOrder("default", "billing")));
	}

	record Order(String item) {
	}

	record Quote(String text) {
	}

	@JoltExchange("${app.topic}.orders")
	interface Orders {

		@JoltExchange("quote")
		Quote quote(Order order);

		@JoltExchange("unanswered")
		String unanswered(String item);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportJoltServices(Orders.class)
	@ImportJoltServices(types = Orders.class, connection = "billing")
	static class BothConnections {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportJoltServices(types = Orders.class, connection = "biling")
	static class Misspelt {

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		Answering answering() {
			return new Answering();
		}

	}

	static class Answering {

		@JoltListener("shop.orders.quote")
		Quote ofDefault(Order order) {
			return new Quote("default " + order.item());
		}

		@JoltListener(topics = "shop.orders.quote", connection = "billing")
		Quote ofBilling(Order order) {
			return new Quote("billing " + order.item());
		}

	}

}
