package io.jolt.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * An application as one would write it without Spring Boot.
 */
final class TestApplication implements AutoCloseable {

	final JoltClientBuilder client = JoltClientBuilder.create()
		.name("test-client")
		.requestTimeout(Duration.ofSeconds(5))
		.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(100), 2));

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final List<Consumer<DefaultJoltListenerContainerFactory>> factoryCustomizers = new ArrayList<>();

	private JoltClientLifecycle.StartupMode startupMode = JoltClientLifecycle.StartupMode.RETRY;

	private Function<JoltException, @Nullable String> failureAdvice = (failure) -> null;

	private Duration startupTimeout = Duration.ofSeconds(20);

	TestApplication(int port) {
		this.client.address("127.0.0.1", port);
	}

	static TestApplication with(JoltBroker broker) {
		return new TestApplication(broker.port());
	}

	TestApplication factory(Consumer<DefaultJoltListenerContainerFactory> customizer) {
		this.factoryCustomizers.add(customizer);
		return this;
	}

	TestApplication startupMode(JoltClientLifecycle.StartupMode mode) {
		this.startupMode = mode;
		return this;
	}

	TestApplication failureAdvice(Function<JoltException, @Nullable String> failureAdvice) {
		this.failureAdvice = failureAdvice;
		return this;
	}

	TestApplication startupTimeout(Duration timeout) {
		this.startupTimeout = timeout;
		return this;
	}

	<T> T listener(T bean) {
		@SuppressWarnings("unchecked")
		Class<T> type = (Class<T>) bean.getClass();
		this.context.registerBean(type.getSimpleName(), type, () -> bean);
		return bean;
	}

	TestApplication start() {
		this.context.register(Enable.class);
		this.context.registerBean(JoltClient.class, this.client::build);
		this.context.registerBean(JoltClientLifecycle.class, () -> {
			JoltClientLifecycle lifecycle = new JoltClientLifecycle(this.context.getBean(JoltClient.class));
			lifecycle.setStartupMode(this.startupMode);
			lifecycle.setFailureAdvice(this.failureAdvice);
			return lifecycle;
		});
		this.context.registerBean("joltListenerContainerFactory", DefaultJoltListenerContainerFactory.class, () -> {
			DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(
					this.context.getBean(JoltClient.class));
			this.factoryCustomizers.forEach((customizer) -> customizer.accept(factory));
			return factory;
		});
		this.context.registerBean(JoltTemplate.class, () -> new JoltTemplate(this.context.getBean(JoltClient.class)));
		this.context.registerBean(JoltListenerConfigurer.class, () -> (registrar) -> {
			registrar.getEndpointRegistry().setStartupTimeout(this.startupTimeout);
			registrar.getEndpointRegistry().setStartupMode(this.startupMode);
		});
		this.context.refresh();
		return this;
	}

	JoltTemplate template() {
		return this.context.getBean(JoltTemplate.class);
	}

	JoltListenerEndpointRegistry registry() {
		return this.context.getBean(JoltListenerEndpointRegistry.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@EnableJolt
	static class Enable {

	}

}
