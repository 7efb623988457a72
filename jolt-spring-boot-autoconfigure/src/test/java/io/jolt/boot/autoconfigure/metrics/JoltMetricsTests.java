package io.jolt.boot.autoconfigure.metrics;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltEmbeddedBrokerAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.broker.JoltBroker;
import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.spring.observation.DefaultJoltListenerObservationConvention;
import io.jolt.spring.observation.DefaultJoltPublishObservationConvention;
import io.jolt.spring.observation.DefaultJoltRequestObservationConvention;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.jolt.spring.observation.JoltPublishObservationConvention;
import io.jolt.spring.observation.JoltRequestObservationConvention;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.RequiredSearch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // other futures tell what fails
class JoltMetricsTests {

	private static final List<String> LISTENER_METERS = List.of("jolt.listener.deliveries", "jolt.listener.failed",
			"jolt.listener.retries", "jolt.listener.dead.letters", "jolt.listener.filtered", "jolt.listener.dropped",
			"jolt.listener.queue.messages", "jolt.listener.queue.bytes", "jolt.listener.state",
			"jolt.listener.interruptions");

	private final ApplicationContextRunner withoutMeters = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class,
				JoltListenerAutoConfiguration.class, JoltMetricsAutoConfiguration.class))
		.withUserConfiguration(Application.class)
		.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail", "jolt.reconnect.initial-delay=10ms");

	private final ApplicationContextRunner contextRunner = this.withoutMeters
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void publishesAndDeliveriesAreTimedWithoutFurtherAdo() {
		this.contextRunner.withPropertyValues("jolt.template.default-topic=orders").run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("fine");
			assertThat(
					meter(context, "jolt.publish").tags("outcome", "accepted", "connection", "default", "error", "none")
						.tags("messaging.destination.name", "orders")
						.timer()
						.count())
				.isOne();
			await().untilAsserted(() -> assertThat(
					meter(context, "jolt.listener").tags("listener", "orders", "connection", "default", "error", "none")
						.tags("messaging.destination.name", "orders")
						.timer()
						.count())
				.isOne());
		});
	}

	@Test
	void aTopicThatIsGivenWithAMessageIsNoTag() {
		this.contextRunner.run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders.4711", "fine");
			await().untilAsserted(() -> assertThat(
					meter(context, "jolt.listener").tag("messaging.destination.template", "orders.*").timer().count())
				.isOne());
			assertThat(context.getBean(MeterRegistry.class).getMeters())
				.flatExtracting((meter) -> meter.getId().getTags())
				.extracting(Tag::getValue)
				.doesNotContain("orders.4711");
		});
	}

	@Test
	void observationCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.observations.enable.jolt=false").run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders", "fine");
			await().untilAsserted(() -> assertThat(count(context, "jolt.listener.deliveries")).isOne());
			assertThat(context.getBean(MeterRegistry.class).find("jolt.publish").meters()).isEmpty();
			assertThat(context.getBean(MeterRegistry.class).find("jolt.listener").meters()).isEmpty();
		});
	}

	@Test
	void conventionsAreReplacedByBeans() {
		this.contextRunner.withUserConfiguration(Conventions.class).run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders", "fine");
			assertThat(meter(context, "own.publish").timer().count()).isOne();
			assertThatException().isThrownBy(
					() -> context.getBean(JoltTemplate.class).convertSendAndReceive("nobody", "", String.class));
			assertThat(meter(context, "own.request").timer().count()).isOne();
			await().untilAsserted(() -> assertThat(meter(context, "own.listener").timer().count()).isOne());
		});
	}

	@Test
	void whatBecomesOfDeliveriesIsCounted() {
		this.contextRunner.withBean(JoltErrorHandler.class, () -> (error, delivery) -> {
			delivery.deadLettered();
			delivery.redeliver();
		}).run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders", "fine");
			context.getBean(JoltTemplate.class).convertAndSend("orders", "poison");
			await().untilAsserted(() -> assertThat(count(context, "jolt.listener.failed")).isOne());
			assertThat(count(context, "jolt.listener.deliveries")).isEqualTo(2);
			assertThat(count(context, "jolt.listener.retries")).isOne();
			assertThat(count(context, "jolt.listener.dead.letters")).isOne();
			assertThat(meter(context, "jolt.listener.queue.messages").tag("listener", "orders").gauge().value())
				.isZero();
		});
	}

	@Test
	void whatWaitsInAQueueAndWhatIsDroppedIsSeen() {
		this.contextRunner.run((context) -> {
			JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
			JoltMessageListenerContainer container = Objects.requireNonNull(registry.getListenerContainer("orders"));
			container.pause();
			context.getBean(JoltTemplate.class).convertAndSend("orders", "waits");
			await().untilAsserted(() -> assertThat(
					meter(context, "jolt.listener.queue.messages").tag("listener", "orders").gauge().value())
				.isOne());
			assertThat(meter(context, "jolt.listener.queue.bytes").tag("listener", "orders").gauge().value())
				.isPositive();
			container.stop();
			assertThat(count(context, "jolt.listener.dropped")).isOne();
		});
	}

	@Test
	void everyMeterSaysWhatItIs() {
		this.contextRunner
			.run((context) -> assertThat(context.getBean(MeterRegistry.class).getMeters()).extracting(Meter::getId)
				.filteredOn((id) -> id.getName().startsWith("jolt."))
				.hasSizeGreaterThan(LISTENER_METERS.size())
				.allSatisfy((id) -> assertThat(id.getDescription()).as(id.getName()).isNotBlank())
				.filteredOn((id) -> !id.getName().endsWith(".state"))
				.allSatisfy((id) -> assertThat(id.getBaseUnit()).as(id.getName()).isNotBlank()));
	}

	@Test
	void listenersThatComeAndGoBringAndTakeTheirMeters() {
		this.contextRunner.run((context) -> {
			JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
			SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("late", (message) -> {
			});
			endpoint.setTopics(List.of("late"));
			registry.registerListenerContainer(endpoint, context.getBean(JoltListenerContainerFactory.class));
			LISTENER_METERS.forEach((
					name) -> assertThat(meter(context, name).tags("listener", "late", "connection", "default").meters())
						.hasSize(1));
			Objects.requireNonNull(registry.unregisterListenerContainer("late")).stop();
			LISTENER_METERS.forEach((name) -> {
				assertThat(context.getBean(MeterRegistry.class).find(name).tag("listener", "late").meters()).isEmpty();
				assertThat(meter(context, name).tag("listener", "orders").meters()).hasSize(1);
			});
		});
	}

	@Test
	void aConnectionsStateAndReconnectsAreSeen() {
		try (JoltBroker other = JoltBroker.builder().port(0).start()) {
			this.contextRunner.withPropertyValues("jolt.connections.other.port=" + other.port()).run((context) -> {
				await().until(() -> state(context, "other") == 1);
				assertThat(state(context, "default")).isOne();
				assertThat(reconnects(context, "default")).isZero();
				JoltBroker broker = context.getBean(JoltBroker.class);
				broker.stop();
				await().until(() -> state(context, "default") == 0);
				assertThat(state(context, "other")).isOne();
				broker.start();
				await().until(() -> state(context, "default") == 1);
				await().untilAsserted(() -> assertThat(reconnects(context, "default")).isPositive());
				assertThat(reconnects(context, "other")).isZero();
			});
		}
	}

	@Test
	void whatWaitsForRepliesAndWhatComesInVainIsSeen() {
		this.contextRunner.withPropertyValues("jolt.template.default-topic=orders", "jolt.connections.other.port=1")
			.run((context) -> {
				JoltClient client = context.getBean(JoltClient.class);
				client.subscribe("silent", (message) -> {
				}).ready().join();
				for (int i = 0; i < 2; i++) {
					client.respond(SubscriptionOptions.forTopic("twice").build(), (delivery) -> delivery.reply("yes"))
						.ready()
						.join();
				}
				JoltTemplate template = context.getBean(JoltTemplate.class);
				CompletableFuture<?> waiting = template.requestAsync("silent", "", String.class);
				CompletableFuture<JoltCall> call = client.call(JoltMessage.of("silent", ""), CallOptions.DEFAULT);
				assertThat(gauge(context, "jolt.requests.waiting", "default")).isOne();
				assertThat(gauge(context, "jolt.calls.open", "default")).isOne();
				assertThat(gauge(context, "jolt.requests.waiting", "other")).isZero();
				assertThat(gauge(context, "jolt.calls.open", "other")).isZero();
				waiting.cancel(false);
				call.cancel(false);
				assertThat(gauge(context, "jolt.requests.waiting", "default")).isZero();
				await().until(() -> gauge(context, "jolt.calls.open", "default") == 0);
				assertThat(unclaimed(context, "default")).isZero();
				assertThat(template.convertSendAndReceive("twice", "", String.class)).isEqualTo("yes");
				await().until(() -> unclaimed(context, "default") == 1);
				assertThat(unclaimed(context, "other")).isZero();
				assertThat(meter(context, "jolt.request").tag("connection", "default").timers()).isNotEmpty();
			});
	}

	@Test
	void withoutARegistryThereAreNoMeters() {
		this.withoutMeters.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(JoltConnectionMetrics.class)
			.doesNotHaveBean(JoltListenerMetrics.class));
	}

	@Test
	void noMicrometerBeyondObservationIsNeeded() {
		this.withoutMeters.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("joltListenerMetrics"));
	}

	private static double gauge(ApplicationContext context, String name, String connection) {
		return meter(context, name).tag("connection", connection).gauge().value();
	}

	private static double unclaimed(ApplicationContext context, String connection) {
		return meter(context, "jolt.replies.unclaimed").tag("connection", connection).functionCounter().count();
	}

	private static double state(ApplicationContext context, String connection) {
		return meter(context, "jolt.connection.state").tag("connection", connection).gauge().value();
	}

	private static double reconnects(ApplicationContext context, String connection) {
		return meter(context, "jolt.connection.reconnects").tag("connection", connection).functionCounter().count();
	}

	private static double count(ApplicationContext context, String name) {
		return meter(context, name).tags("listener", "orders", "connection", "default").functionCounter().count();
	}

	private static RequiredSearch meter(ApplicationContext context, String name) {
		return context.getBean(MeterRegistry.class).get(name);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@JoltListener(id = "orders", topics = "orders")
		void onOrder(String order) {
			if (order.equals("poison")) {
				throw new IllegalStateException("poison");
			}
		}

		@JoltListener(id = "several", topicPatterns = "orders.*")
		void onSeveral(String order) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Conventions {

		@Bean
		JoltPublishObservationConvention publishConvention() {
			return new DefaultJoltPublishObservationConvention() {

				@Override
				public String getName() {
					return "own.publish";
				}

			};
		}

		@Bean
		JoltRequestObservationConvention requestConvention() {
			return new DefaultJoltRequestObservationConvention() {

				@Override
				public String getName() {
					return "own.request";
				}

			};
		}

		@Bean
		JoltListenerObservationConvention listenerConvention() {
			return new DefaultJoltListenerObservationConvention() {

				@Override
				public String getName() {
					return "own.listener";
				}

			};
		}

	}

}
