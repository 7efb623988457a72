package io.jolt.integration.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that listens to the topic {@code texts} on a connection that its
 * properties secure.
 */
final class SecuredApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private SecuredApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static SecuredApplication run(String... properties) {
		return run(List.of(properties));
	}

	static SecuredApplication run(List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.config.name=none",
				"--jolt.reconnect.initial-delay=20ms", "--jolt.reconnect.max-delay=100ms"));
		properties.forEach((property) -> arguments.add("--" + property));
		return new SecuredApplication(new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.bannerMode(Banner.Mode.OFF)
			.run(arguments.toArray(String[]::new)));
	}

	/**
	 * The properties of an SSL bundle of the name {@code broker} and of its use.
	 * @param ca who signs brokers' certificates
	 * @param more further properties
	 * @return all of them
	 */
	static List<String> bundle(Path ca, String... more) {
		List<String> properties = new ArrayList<>(
				List.of("jolt.ssl.bundle=broker", "spring.ssl.bundle.pem.broker.truststore.certificate=" + ca.toUri()));
		properties.addAll(List.of(more));
		return properties;
	}

	void publish(String text) {
		this.context.getBean(JoltOperations.class).convertAndSend("texts", text);
	}

	String received() throws InterruptedException {
		return String.valueOf(this.context.getBean(Application.class).received.poll(20, TimeUnit.SECONDS));
	}

	Health health() {
		HealthIndicator indicator = this.context.getBean("joltHealthContributor", HealthIndicator.class);
		return Objects.requireNonNull(indicator.health());
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener("texts")
		void receive(String text) {
			this.received.add(text);
		}

	}

}
