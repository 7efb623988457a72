package io.jolt.integration.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.event.JoltEvent;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * A running application with three listeners that block, as an operator sees it.
 */
final class WatchedApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final HttpClient http = HttpClient.newHttpClient();

	private WatchedApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static WatchedApplication start(String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.config.name=none", "--server.port=0",
				"--logging.level.io.jolt=info", "--jolt.reconnect.initial-delay=20ms",
				"--jolt.reconnect.max-delay=100ms", "--management.endpoint.health.show-details=always",
				"--management.endpoints.web.exposure.include=health,jolt"));
		arguments.addAll(List.of(properties));
		return new WatchedApplication(new SpringApplicationBuilder(Listeners.class).web(WebApplicationType.SERVLET)
			.registerShutdownHook(false)
			.properties("jolt.host=127.0.0.1")
			.run(arguments.toArray(String[]::new)));
	}

	JsonNode health() {
		return get("/actuator/health").at("/components/jolt");
	}

	JsonNode endpoint() {
		return get("/actuator/jolt");
	}

	private JsonNode get(String path) {
		URI uri = URI
			.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
		try {
			HttpResponse<String> response = this.http.send(HttpRequest.newBuilder(uri).build(),
					HttpResponse.BodyHandlers.ofString());
			return JsonMapper.shared().readTree(response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	double meter(String name, String listener) {
		return this.context.getBean(MeterRegistry.class)
			.get(name)
			.tags("listener", listener, "connection", "default")
			.meter()
			.measure()
			.iterator()
			.next()
			.getValue();
	}

	JoltMessageListenerContainer container(String id) {
		return Objects
			.requireNonNull(this.context.getBean(JoltListenerEndpointRegistry.class).getListenerContainer(id));
	}

	List<JoltMessageListenerContainer> containers() {
		return List.copyOf(this.context.getBean(JoltListenerEndpointRegistry.class).getListenerContainers());
	}

	void publish(String topic, String text) {
		this.context.getBean(JoltOperations.class).convertAndSend(topic, text);
	}

	/**
	 * The events since the first one of the connection.
	 * @param <T> their type
	 * @param type their type
	 * @return those of this type
	 */
	<T extends JoltEvent> List<T> events(Class<T> type) {
		return listeners().events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/**
	 * Decides whether the listener "slow" returns.
	 * @return a message needs a permit
	 */
	Semaphore gate() {
		return listeners().gate;
	}

	Queue<String> received() {
		return listeners().received;
	}

	private Listeners listeners() {
		return this.context.getBean(Listeners.class);
	}

	@Override
	public void close() {
		gate().release(1_000_000);
		this.context.close();
		// as it is for the other tests
		((Logger) LoggerFactory.getLogger("io.jolt")).setLevel(Level.OFF);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Listeners {

		private final Queue<JoltEvent> events = new ConcurrentLinkedQueue<>();

		private final Queue<String> received = new ConcurrentLinkedQueue<>();

		private final Semaphore gate = new Semaphore(0);

		@JoltListener(id = "slow", topics = "slow")
		void slow(String text) throws InterruptedException {
			this.gate.acquire();
			this.received.add(text);
		}

		@JoltListener(id = "second", topics = "second")
		void second(String text) {
			this.received.add(text);
		}

		@JoltListener(id = "third", topics = "third")
		void third(String text) {
			this.received.add(text);
		}

		@EventListener
		void heard(JoltEvent event) {
			this.events.add(event);
		}

	}

}
