package io.jolt.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.broker.JoltBroker;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltReactiveTemplate;
import io.jolt.spring.observation.JoltDeliveryContext;
import io.jolt.spring.observation.JoltRequestContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A request, its handling and its reply are one trace.
 */
@Timeout(60)
class ObservedRequestTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final List<String> events = new CopyOnWriteArrayList<>();

	private TestApplication application;

	@BeforeEach
	void start() {
		this.broker.start();
		this.registry.observationConfig().observationHandler(new Tracer());
		this.application = TestApplication.with(this.broker)
			.factory((factory) -> factory.getContainerProperties().setObservationRegistry(this.registry));
		this.application.listener(new Answering());
		this.application.start();
		this.application.template().setObservationRegistry(this.registry);
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.broker.close();
	}

	@Test
	void theListenersSpanIsAChildOfTheRequestsAndTheReplyHasNone() {
		assertThat(this.application.template().convertSendAndReceive("echo", "x", String.class)).isEqualTo("x");
		await().until(() -> this.events.size() == 4);
		assertThat(this.events).startsWith("request begins", "listener begins in 00-trace")
			.contains("request ends", "listener ends");
	}

	@Test
	void aCallCarriesTheTraceToo() {
		assertThat(new JoltReactiveTemplate(this.application.template()).requestStream("stream", "x", String.class)
			.collectList()
			.block()).containsExactly("x");
		await().until(() -> this.events.size() == 4);
		assertThat(this.events).startsWith("request begins", "listener begins in 00-trace");
	}

	static class Answering {

		@JoltListener("echo")
		String echo(String payload) {
			return payload;
		}

		@JoltListener("stream")
		Flux<String> stream(String payload) {
			return Flux.just(payload);
		}

	}

	private final class Tracer implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			if (context instanceof JoltRequestContext request) {
				request.getSetter().set(request.getCarrier(), "traceparent", "00-trace");
				ObservedRequestTests.this.events.add("request begins");
			}
			else if (context instanceof JoltDeliveryContext delivery) {
				ObservedRequestTests.this.events
					.add("listener begins in " + delivery.getGetter().get(delivery.getCarrier(), "traceparent"));
			}
			else {
				ObservedRequestTests.this.events.add(context.toString());
			}
		}

		@Override
		public void onStop(Observation.Context context) {
			ObservedRequestTests.this.events
				.add((context instanceof JoltRequestContext) ? "request ends" : "listener ends");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
