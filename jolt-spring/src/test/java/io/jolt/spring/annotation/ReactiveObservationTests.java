package io.jolt.spring.annotation;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.observation.JoltDeliveryContext;
import io.jolt.spring.observation.JoltPublishContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a listener's publisher does on other threads belongs to the listener's
 * observation.
 */
class ReactiveObservationTests {

	private final ListenerContext listeners = new ListenerContext();

	private final ObservationRegistry registry = ObservationRegistry.create();

	private final BlockingQueue<JoltPublishContext> publishes = new LinkedBlockingQueue<>();

	@BeforeEach
	void start() {
		this.registry.observationConfig().observationHandler(new ObservationHandler<JoltPublishContext>() {

			@Override
			public void onStart(JoltPublishContext context) {
				ReactiveObservationTests.this.publishes.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return context instanceof JoltPublishContext;
			}

		});
		this.listeners.factory.getContainerProperties().setObservationRegistry(this.registry);
		JoltTemplate template = new JoltTemplate(this.listeners.client);
		template.setObservationRegistry(this.registry);
		this.listeners.context.registerBean(JoltTemplate.class, () -> template);
		this.listeners.context.registerBean(ObservationRegistry.class, () -> this.registry);
		this.listeners.start(Listeners.class);
	}

	@AfterEach
	void close() {
		Hooks.disableAutomaticContextPropagation();
		this.listeners.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "mono", "flux" })
	void withAutomaticPropagationAPublishAfterAChangeOfThreadsIsTheListenersChild(String topic) throws Exception {
		Hooks.enableAutomaticContextPropagation();
		this.listeners.client.deliver(JoltMessage.of(topic, "1"));
		assertThat(parent()).isInstanceOf(JoltDeliveryContext.class);
	}

	@Test
	void withoutItTheObservationIsInReactorsContext() throws Exception {
		this.listeners.client.deliver(JoltMessage.of("context", "1"));
		assertThat(parent()).isInstanceOf(JoltDeliveryContext.class);
	}

	@Test
	void withoutItAPublishAfterAChangeOfThreadsHasNoParent() throws Exception {
		this.listeners.client.deliver(JoltMessage.of("mono", "1"));
		assertThat(parent()).isNull();
	}

	private @Nullable Object parent() throws InterruptedException {
		JoltPublishContext publish = Objects.requireNonNull(this.publishes.poll(10, TimeUnit.SECONDS));
		return (publish.getParentObservation() != null) ? publish.getParentObservation().getContextView() : null;
	}

	static class Listeners {

		private final JoltTemplate template;

		private final ObservationRegistry registry;

		Listeners(JoltTemplate template, ObservationRegistry registry) {
			this.template = template;
			this.registry = registry;
		}

		@JoltListener("mono")
		Mono<PublishResult> mono(String payload) {
			return Mono.delay(Duration.ofMillis(1)).flatMap((tick) -> Mono.fromFuture(send(payload)));
		}

		@JoltListener("flux")
		Flux<PublishResult> flux(String payload) {
			return Flux.fromIterable(List.of(payload))
				.delayElements(Duration.ofMillis(1))
				.concatMap((element) -> Mono.fromFuture(send(element)));
		}

		@JoltListener("context")
		Mono<PublishResult> context(String payload) {
			return Mono.delay(Duration.ofMillis(1)).flatMap((tick) -> Mono.deferContextual((context) -> {
				Observation observation = context.get(ObservationThreadLocalAccessor.KEY);
				return Mono.fromFuture(observation.scoped(() -> send(payload)));
			}));
		}

		private CompletableFuture<PublishResult> send(String payload) {
			assertThat(this.registry.isNoop()).isFalse();
			return this.template.sendAsync("other", payload);
		}

	}

}
