package io.jolt.boot.autoconfigure;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The auto-configuration, processed ahead of time and run with what was generated.
 */
class AheadOfTimeTests {

	private static final Map<String, Object> EMBEDDED = Map.of("jolt.embedded.enabled", "true", "jolt.embedded.port",
			"0");

	@Test
	@CompileWithForkedClassLoader
	void messagesTravelOverTheEmbeddedBroker() {
		run(EMBEDDED, OrderConfiguration.class, (context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders", new Order("cup"));
			assertThat(context.getBean(OrderListener.class).next()).isEqualTo(new Order("cup"));
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void namedConnectionsStayApart() {
		try (JoltBroker first = JoltBroker.builder().port(0).start();
				JoltBroker second = JoltBroker.builder().port(0).start()) {
			run(Map.of("jolt.port", first.port(), "jolt.connections.stock.port", second.port()), TwoConnections.class,
					(context) -> {
						Templates templates = context.getBean(Templates.class);
						templates.unqualified().convertAndSend("orders", new Order("default"));
						templates.stock().convertAndSend("orders", new Order("stock"));
						assertThat(context.getBean("orderListener", OrderListener.class).next())
							.isEqualTo(new Order("default"));
						assertThat(context.getBean("stockListener", StockListener.class).next())
							.isEqualTo(new Order("stock"));
					});
		}
	}

	@Test
	void aNativeImageHasWhatItNeeds() {
		RuntimeHints hints = process(EMBEDDED, OrderConfiguration.class).getRuntimeHints();
		// what the broker reads
		assertThat(RuntimeHintsPredicates.resource().forResource("io/jolt/broker/version.properties")).accepts(hints);
		// how to bind the properties
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(JoltProperties.class, "setHost"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(JoltMessagingProperties.class, "setStartup"))
			.accepts(hints);
	}

	private static TestGenerationContext process(Map<String, Object> properties, Class<?> configuration) {
		TestGenerationContext generation = new TestGenerationContext();
		AnnotationConfigApplicationContext source = new AnnotationConfigApplicationContext();
		source.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		source.register(configuration);
		new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		generation.writeGeneratedContent();
		return generation;
	}

	private static void run(Map<String, Object> properties, Class<?> configuration,
			Consumer<GenericApplicationContext> assertions) {
		TestGenerationContext generation = process(properties, configuration);
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
				initializer(compiled.getInstance(ApplicationContextInitializer.class)).initialize(context);
				context.refresh();
				assertions.accept(context);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(Object generated) {
		return (ApplicationContextInitializer<GenericApplicationContext>) generated;
	}

	record Order(String item) {
	}

	record Templates(JoltTemplate unqualified, JoltTemplate stock) {
	}

	static class OrderListener extends Orders {

		@JoltListener(topics = "orders")
		void on(Order order) {
			add(order);
		}

	}

	static class StockListener extends Orders {

		@JoltListener(topics = "orders", connection = "stock")
		void on(Order order) {
			add(order);
		}

	}

	private static class Orders {

		private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

		void add(Order order) {
			this.orders.add(order);
		}

		Order next() {
			try {
				Order order = this.orders.poll(10, TimeUnit.SECONDS);
				assertThat(order).isNotNull();
				return order;
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ JacksonAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class,
			JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class })
	static class OrderConfiguration {

		@Bean
		OrderListener orderListener() {
			return new OrderListener();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoConnections extends OrderConfiguration {

		@Bean
		StockListener stockListener() {
			return new StockListener();
		}

		@Bean
		Templates templates(JoltTemplate unqualified, @Qualifier("stock") JoltTemplate stock) {
			return new Templates(unqualified, stock);
		}

	}

}
