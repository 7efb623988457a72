package io.jolt.boot.autoconfigure.metrics;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltEmbeddedBrokerAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltTemplateConfigurer;
import io.jolt.client.JoltClient;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationRegistryCustomizer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an application observes itself with may publish what it sees.
 */
@Timeout(60)
class PublishingObserversTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class,
				JoltListenerAutoConfiguration.class, JoltMetricsAutoConfiguration.class, MetricsAutoConfiguration.class,
				ObservationAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class))
		.withUserConfiguration(Receiver.class)
		.withPropertyValues("jolt.embedded.enabled=true", "jolt.startup=fail");

	static Stream<Class<?>> observers() {
		return Stream.of(Handler.class, Predicate.class, Filter.class, RegistryCustomizer.class, MeterCustomizer.class,
				Meters.class, Binder.class, OwnMeterRegistry.class);
	}

	@ParameterizedTest
	@MethodSource("observers")
	void theApplicationStartsAndObserves(Class<?> observer) {
		this.contextRunner.withUserConfiguration(observer).run((context) -> {
			assertThat(context).hasNotFailed();
			JoltTemplate template = context.getBean(JoltTemplate.class);
			template.convertAndSend("orders", "1");
			assertTimed(context.getBean(MeterRegistry.class));
		});
	}

	@ParameterizedTest
	@MethodSource("observers")
	void theApplicationStartsLazilyAndObserves(Class<?> observer) {
		this.contextRunner.withUserConfiguration(observer)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
				assertTimed(context.getBean(MeterRegistry.class));
			});
	}

	private static void assertTimed(MeterRegistry registry) {
		assertThat(registry.get("jolt.publish").timer().count()).isOne();
		await().untilAsserted(() -> assertThat(registry.get("jolt.listener").timer().count()).isOne());
	}

	@Test
	void whatAHandlerPublishesOfPublishesIsNotObserved() {
		this.contextRunner.withUserConfiguration(Handler.class).run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
			assertThat(context.getBean(Handler.class).published).containsExactly("jolt.publish");
			assertThat(context.getBean(MeterRegistry.class).get("jolt.publish").timer().count()).isOne();
		});
	}

	@Test
	void aTemplateMayBeLeftUnobservedBesideTheOther() {
		this.contextRunner.withUserConfiguration(Unobserved.class).run((context) -> {
			context.getBean("audit", JoltTemplate.class).convertAndSend("audit", "1");
			assertThat(context.getBean(MeterRegistry.class).find("jolt.publish").timer()).isNull();
			context.getBean("joltTemplate", JoltTemplate.class).convertAndSend("audit", "1");
			assertThat(context.getBean(MeterRegistry.class).get("jolt.publish").timer().count()).isOne();
		});
	}

	private static void announce(Meter.Id id, JoltTemplate template) {
		if (id.getName().equals("jolt.publish")) {
			template.convertAndSend("audit", id.getName());
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Receiver {

		@JoltListener(id = "orders", topics = "orders")
		void receive(String text) {
		}

	}

	static class Handler implements ObservationHandler<Observation.Context> {

		private final JoltTemplate template;

		private final Queue<String> published = new ConcurrentLinkedQueue<>();

		Handler(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public void onStop(Observation.Context context) {
			if ("jolt.publish".equals(context.getName())) {
				this.published.add(context.getName());
				this.template.convertAndSend("audit", "stopped");
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Predicate {

		@Bean
		ObservationPredicate predicate(JoltTemplate template) {
			return (name, context) -> {
				if (name.equals("jolt.publish")) {
					template.convertAndSend("audit", name);
				}
				return true;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filter {

		@Bean
		ObservationFilter filter(JoltTemplate template) {
			return (context) -> {
				if ("jolt.publish".equals(context.getName())) {
					template.convertAndSend("audit", "filtered");
				}
				return context;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RegistryCustomizer {

		@Bean
		ObservationRegistryCustomizer<ObservationRegistry> customizer(JoltTemplate template) {
			return (registry) -> registry.observationConfig().observationHandler(new Handler(template));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MeterCustomizer {

		@Bean
		MeterRegistryCustomizer<MeterRegistry> customizer(JoltTemplate template) {
			return (registry) -> registry.config().onMeterAdded((meter) -> announce(meter.getId(), template));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		MeterFilter meterFilter(JoltTemplate template) {
			return new MeterFilter() {
				@Override
				public MeterFilterReply accept(Meter.Id id) {
					announce(id, template);
					return MeterFilterReply.NEUTRAL;
				}
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Binder {

		@Bean
		MeterBinder binder(JoltTemplate template) {
			return (registry) -> registry.gauge("topics", template, (current) -> 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMeterRegistry {

		@Bean
		MeterRegistry meterRegistry(JoltTemplate template) {
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			registry.config().onMeterAdded((meter) -> announce(meter.getId(), template));
			return registry;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unobserved {

		@Bean(defaultCandidate = false)
		@Qualifier("audit")
		JoltTemplate audit(JoltClient client, JoltTemplateConfigurer configurer) {
			JoltTemplate template = new JoltTemplate(client);
			configurer.configure(template);
			template.setObservationRegistry(ObservationRegistry.NOOP);
			return template;
		}

	}

}
