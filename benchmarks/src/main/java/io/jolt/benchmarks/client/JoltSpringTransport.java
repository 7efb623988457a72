package io.jolt.benchmarks.client;

import java.util.List;

import io.jolt.benchmarks.workload.Workload;
import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * An application with a {@code JoltTemplate} and a {@code @JoltListener}, all as
 * auto-configured.
 */
final class JoltSpringTransport implements Transport {

	private final Workload workload;

	private final Traffic traffic;

	private final int port;

	// set once, before anything is sent, by the only thread that uses it
	private @Nullable ConfigurableApplicationContext context;

	JoltSpringTransport(Workload workload, Traffic traffic, int port) {
		this.workload = workload;
		this.traffic = traffic;
		this.port = port;
	}

	@Override
	public void subscribe(Arrivals arrivals) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("jolt.host=127.0.0.1", "jolt.port=" + this.port, "spring.main.banner-mode=off")
			.initializers((fresh) -> register((GenericApplicationContext) fresh, arrivals))
			.run();
	}

	private void register(GenericApplicationContext fresh, Arrivals arrivals) {
		if (this.workload == Workload.SPRING_TEXT) {
			fresh.registerBean(TextListener.class, () -> new TextListener(this.traffic, arrivals));
		}
		else {
			fresh.registerBean(OrderListener.class, () -> new OrderListener(arrivals));
		}
	}

	@Override
	public Sender openSender() {
		if (this.context == null) {
			throw new IllegalStateException("subscribe comes first: both are one application's");
		}
		JoltTemplate template = this.context.getBean(JoltTemplate.class);
		List<?> messages = SpringMessages.of(this.workload, this.traffic);
		return (topic, number) -> template.sendAsync(Traffic.FIRST_TOPIC, messages.get(number));
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	static class TextListener {

		private final Traffic traffic;

		private final Arrivals arrivals;

		TextListener(Traffic traffic, Arrivals arrivals) {
			this.traffic = traffic;
			this.arrivals = arrivals;
		}

		@JoltListener(topics = Traffic.FIRST_TOPIC)
		void on(String text) {
			this.traffic.received(this.arrivals, Traffic.FIRST_TOPIC, text);
		}

	}

	static class OrderListener {

		private final Arrivals arrivals;

		OrderListener(Arrivals arrivals) {
			this.arrivals = arrivals;
		}

		@JoltListener(topics = Traffic.FIRST_TOPIC)
		void on(Order order) {
			SpringMessages.received(this.arrivals, order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(classes = { JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
			JoltListenerAutoConfiguration.class })
	static class Application {

	}

}
