package io.jolt.integration.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.FailedDelivery;
import io.jolt.spring.listener.LoggingJoltMessageRecoverer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two applications with tracing as Spring Boot sets it up, on one broker: a trace goes
 * from a publish in the one through the listener in the other, its retries and its error
 * handler into the dead letter.
 */
@Timeout(90)
class TraceTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final List<AutoCloseable> open = new ArrayList<>();

	private final BlockingQueue<JoltMessage> onTheWire = new LinkedBlockingQueue<>();

	@AfterEach
	void close() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
		this.broker.close();
	}

	@Test
	void aTraceGoesFromThePublishThroughListenerRetryAndErrorHandlerIntoTheDeadLetter() throws Exception {
		watch("orders", "orders.dlt");
		ConfigurableApplicationContext shop = run(Tracing.class, this.broker.port());
		ConfigurableApplicationContext warehouse = run(Warehouse.class, this.broker.port(),
				"jolt.listener.retry.enabled=true", "jolt.listener.retry.max-attempts=2",
				"jolt.listener.retry.initial-interval=1ms", "jolt.listener.dead-letter.enabled=true");
		observe(shop, "checkout", () -> shop.getBean(JoltTemplate.class).convertAndSend("orders", "poison"));

		SpanData checkout = span(shop, "checkout");
		SpanData publish = span(shop, "publish");
		String traceId = checkout.getTraceId();
		assertThat(publish.getTraceId()).isEqualTo(traceId);
		assertThat(publish.getParentSpanId()).isEqualTo(checkout.getSpanId());
		assertThat(publish.getKind()).isEqualTo(SpanKind.PRODUCER);
		assertThat(traceParent()).startsWith("00-" + traceId + "-" + publish.getSpanId() + "-");

		String deadLetterParent = traceParent();
		SpanData process = span(warehouse, "process orders");
		assertThat(process.getTraceId()).isEqualTo(traceId);
		assertThat(process.getParentSpanId()).isEqualTo(publish.getSpanId());
		assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertThat(process.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(process.getEvents()).extracting((event) -> event.getName()).contains("retry", "dead.letter");
		assertThat(process.getAttributes().asMap()).satisfies((attributes) -> assertThat(attributes.toString())
			.contains("messaging.system=jolt", "messaging.destination.name=orders", "listener=warehouse"));

		SpanData deadLetter = span(warehouse, "publish");
		assertThat(deadLetter.getTraceId()).isEqualTo(traceId);
		assertThat(deadLetter.getParentSpanId()).isEqualTo(process.getSpanId());
		assertThat(deadLetterParent).startsWith("00-" + traceId + "-" + deadLetter.getSpanId() + "-");
		assertThat(warehouse.getBean(Warehouse.class).seen).containsExactly(traceId, traceId);
	}

	@Test
	void theErrorHandlersLogLinesHaveTheTrace() {
		ConfigurableApplicationContext shop = run(Tracing.class, this.broker.port());
		ConfigurableApplicationContext warehouse = run(WarehouseWithRecoverer.class, this.broker.port());
		observe(shop, "checkout", () -> shop.getBean(JoltTemplate.class).convertAndSend("orders", "poison"));
		String traceId = span(shop, "checkout").getTraceId();
		await().untilAsserted(() -> assertThat(warehouse.getBean(Warehouse.class).seen).containsExactly(traceId,
				"recoverer " + traceId));
	}

	@Test
	void theErrorHandlerOfAnAsynchronousListenerHasTheTraceToo() {
		ConfigurableApplicationContext shop = run(Tracing.class, this.broker.port());
		ConfigurableApplicationContext warehouse = run(WarehouseWithRecoverer.class, this.broker.port());
		observe(shop, "checkout", () -> shop.getBean(JoltTemplate.class).convertAndSend("later", "poison"));
		String traceId = span(shop, "checkout").getTraceId();
		await().untilAsserted(
				() -> assertThat(warehouse.getBean(Warehouse.class).seen).containsExactly("recoverer " + traceId));
		assertThat(span(warehouse, "process later").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
	}

	@Test
	void asynchronousPublishesContinueTheTraceToo() throws Exception {
		watch("orders");
		ConfigurableApplicationContext shop = run(Tracing.class, this.broker.port());
		observe(shop, "checkout", () -> assertThat(shop.getBean(JoltTemplate.class).sendAsync("orders", "1"))
			.succeedsWithin(Duration.ofSeconds(10)));
		assertThat(traceParent()).contains(span(shop, "checkout").getTraceId());
	}

	@Test
	void aPlainBrokerIsSentNoHeadersAndNothingFails() {
		PlainBroker plain = new PlainBroker();
		this.open.add(plain);
		ConfigurableApplicationContext shop = run(Tracing.class, plain.port());
		observe(shop, "checkout", () -> shop.getBean(JoltTemplate.class).convertAndSend("orders", "1"));
		assertThat(span(shop, "publish").getTraceId()).isEqualTo(span(shop, "checkout").getTraceId());
		assertThat(plain.published()).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("\"orders\"").doesNotContain("headers", "traceparent"));
	}

	private void watch(String... topics) throws Exception {
		JoltClient client = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();
		this.open.add(client);
		client.connect();
		for (String topic : topics) {
			client.subscribe(topic, this.onTheWire::add).ready().get(10, TimeUnit.SECONDS);
		}
	}

	private String traceParent() throws InterruptedException {
		JoltMessage message = Objects.requireNonNull(this.onTheWire.poll(20, TimeUnit.SECONDS));
		return Objects.requireNonNull(message.headers().get("traceparent"));
	}

	private ConfigurableApplicationContext run(Class<?> source, int port, String... properties) {
		List<String> arguments = new ArrayList<>(List.of(properties));
		arguments.addAll(List.of("spring.config.name=none", "jolt.embedded.enabled=false", "jolt.host=127.0.0.1",
				"jolt.port=" + port, "jolt.startup=fail", "management.tracing.sampling.probability=1",
				"spring.main.banner-mode=off"));
		ConfigurableApplicationContext context = new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
		this.open.add(context);
		return context;
	}

	private static void observe(ConfigurableApplicationContext context, String name, Runnable action) {
		Observation.createNotStarted(name, context.getBean(ObservationRegistry.class)).observe(action);
	}

	private static SpanData span(ConfigurableApplicationContext context, String name) {
		InMemorySpanExporter exporter = context.getBean(InMemorySpanExporter.class);
		return await()
			.until(() -> exporter.getFinishedSpanItems()
				.stream()
				.filter((span) -> span.getName().equals(name))
				.findFirst(), (span) -> span.isPresent())
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Tracing {

		@Bean
		InMemorySpanExporter spanExporter() {
			return InMemorySpanExporter.create();
		}

		@Bean
		SpanProcessor spanProcessor(InMemorySpanExporter exporter) {
			return SimpleSpanProcessor.create(exporter);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Tracing.class)
	static class Warehouse {

		final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

		@JoltListener(id = "warehouse", topics = "orders")
		void onOrder(String order) {
			this.seen.add(String.valueOf(MDC.get("traceId")));
			throw new IllegalStateException("poison");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WarehouseWithRecoverer extends Warehouse {

		@JoltListener(id = "later", topics = "later")
		CompletableFuture<Void> later(String order) {
			return CompletableFuture.runAsync(() -> {
				throw new IllegalStateException("poison");
			});
		}

		@Bean
		LoggingJoltMessageRecoverer recoverer() {
			return new LoggingJoltMessageRecoverer() {

				@Override
				public void recover(Throwable error, FailedDelivery delivery, int attempts) {
					WarehouseWithRecoverer.this.seen.add("recoverer " + MDC.get("traceId"));
				}

			};
		}

	}

}
