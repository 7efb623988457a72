package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.annotation.JoltListenerAnnotationBeanPostProcessor;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistrar;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.ContainerProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class JoltListenerAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class))
		.withBean(JoltConnectionDetails.class, () -> () -> List.of(new JoltAddress("127.0.0.1", 1)));

	@Test
	void listenersAreEnabled() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(JoltListenerEndpointRegistry.class)
			.hasBean(JoltListenerAnnotationBeanPostProcessor.BEAN_NAME)
			.hasSingleBean(DefaultJoltListenerContainerFactory.class));
	}

	@Test
	void enablingThemAgainIsHarmless() {
		this.contextRunner.withUserConfiguration(EnabledByTheUser.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(JoltListenerEndpointRegistry.class));
	}

	@Test
	void thePropertiesReachTheContainers() {
		this.contextRunner
			.withPropertyValues("jolt.listener.auto-startup=false", "jolt.listener.queue-capacity=5",
					"jolt.listener.queue-size=64KB", "jolt.listener.overflow=drop-oldest",
					"jolt.listener.shutdown-timeout=1s", "jolt.listener.group=desk")
			.run((context) -> {
				ContainerProperties properties = context.getBean(DefaultJoltListenerContainerFactory.class)
					.getContainerProperties();
				assertThat(properties.isAutoStartup()).isFalse();
				assertThat(properties.getQueueCapacity()).isEqualTo(5);
				assertThat(properties.getQueueSizeBytes()).isEqualTo(64 * 1024);
				assertThat(properties.getOverflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
				assertThat(properties.getShutdownTimeout()).hasSeconds(1);
				assertThat(properties.getGroup()).isEqualTo("desk");
			});
	}

	@Test
	void anEmptyGroupIsNone() {
		this.contextRunner.withPropertyValues("jolt.listener.group=")
			.run((context) -> assertThat(
					context.getBean(DefaultJoltListenerContainerFactory.class).getContainerProperties().getGroup())
				.isNull());
	}

	@Test
	void withoutPropertiesTheContainersHaveTheirOwnDefaults() {
		this.contextRunner.run((context) -> assertThat(
				context.getBean(DefaultJoltListenerContainerFactory.class).getContainerProperties())
			.usingRecursiveComparison()
			.ignoringFields("errorHandler")
			.isEqualTo(new ContainerProperties()));
	}

	@Test
	void customizersAreCalledInTheirOrderAfterTheProperties() {
		this.contextRunner.withPropertyValues("jolt.listener.queue-capacity=5")
			.withUserConfiguration(OrderedCustomizers.class)
			.run((context) -> assertThat(context.getBean(OrderedCustomizers.class).calls).containsExactly("first 5",
					"second 1"));
	}

	@Test
	void theContainerFactoryBacksOff() {
		JoltListenerContainerFactory<?> factory = mock(JoltListenerContainerFactory.class);
		this.contextRunner
			.withBean(JoltListenerEndpointRegistrar.DEFAULT_CONTAINER_FACTORY_BEAN_NAME,
					JoltListenerContainerFactory.class, () -> factory)
			.run((context) -> assertThat(context).getBean(JoltListenerContainerFactory.class).isSameAs(factory));
	}

	@Test
	void aSecondContainerFactoryLeavesTheFirst() {
		this.contextRunner
			.withBean("mine", JoltListenerContainerFactory.class, () -> mock(JoltListenerContainerFactory.class))
			.run((context) -> assertThat(context)
				.hasBean(JoltListenerEndpointRegistrar.DEFAULT_CONTAINER_FACTORY_BEAN_NAME));
	}

	@Test
	void theStartupTimeoutReachesTheRegistry() {
		this.contextRunner.withPropertyValues("jolt.startup-timeout=42s")
			.run((context) -> assertThat(context.getBean(JoltListenerEndpointRegistry.class))
				.hasFieldOrPropertyWithValue("startupTimeout", Duration.ofSeconds(42)));
	}

	@Test
	void aBadPropertyIsNamed() {
		assertNamed("jolt.listener.queue-capacity=0", "jolt.listener.queue-capacity");
		assertNamed("jolt.listener.queue-size=0", "jolt.listener.queue-size");
		assertNamed("jolt.listener.shutdown-timeout=-1s", "jolt.listener.shutdown-timeout");
		assertNamed("jolt.listener.group=a.b", "jolt.listener.group");
		assertNamed("jolt.startup-timeout=-1s", "jolt.startup-timeout");
	}

	private void assertNamed(String value, String property) {
		this.contextRunner.withPropertyValues(value)
			.run((context) -> assertThat(
					NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure())))
				.isInstanceOf(InvalidJoltPropertyException.class)
				.hasMessageContaining("'" + property + "'"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableJolt
	static class EnabledByTheUser {

	}

	@Configuration(proxyBeanMethods = false)
	static class OrderedCustomizers {

		private final List<String> calls = new ArrayList<>();

		@Bean
		@Order(2)
		JoltListenerContainerFactoryCustomizer secondCustomizer() {
			return (factory) -> call("second", factory);
		}

		@Bean
		@Order(1)
		JoltListenerContainerFactoryCustomizer firstCustomizer() {
			return (factory) -> {
				call("first", factory);
				factory.getContainerProperties().setQueueCapacity(1);
			};
		}

		private void call(String name, DefaultJoltListenerContainerFactory factory) {
			this.calls.add(name + " " + factory.getContainerProperties().getQueueCapacity());
		}

	}

}
