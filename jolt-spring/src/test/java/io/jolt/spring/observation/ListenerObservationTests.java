package io.jolt.spring.observation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.listener.ContainerProperties;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerObservationTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ContainerProperties properties = new ContainerProperties();

	private final IllegalStateException failure = new IllegalStateException("no");

	private final AtomicReference<@Nullable Observation> whileHandling = new AtomicReference<>();

	@BeforeEach
	void observe() {
		this.properties.setObservationRegistry(this.registry);
		this.properties.setConnectionName("main");
		this.properties.setTaskExecutor(Runnable::run);
	}

	@Test
	void aDeliveryIsObservedWithTheListenersTopicAndIdAsTags() {
		deliver((message) -> this.whileHandling.set(this.registry.getCurrentObservation()));
		observed().hasBeenStopped()
			.doesNotHaveError()
			.hasContextualNameEqualTo("process orders")
			.hasLowCardinalityKeyValue("messaging.system", "jolt")
			.hasLowCardinalityKeyValue("messaging.operation.name", "process")
			.hasLowCardinalityKeyValue("messaging.operation.type", "process")
			.hasLowCardinalityKeyValue("messaging.destination.name", "orders")
			.hasLowCardinalityKeyValue("messaging.destination.template", KeyValue.NONE_VALUE)
			.hasLowCardinalityKeyValue("listener", "one")
			.hasLowCardinalityKeyValue("connection", "main")
			.hasLowCardinalityKeyValue("error.type", KeyValue.NONE_VALUE);
		assertThat(current().getContext()).isInstanceOfSatisfying(JoltDeliveryContext.class, (context) -> {
			Map<String, String> carrier = Objects.requireNonNull(context.getCarrier());
			assertThat(context.getGetter().get(carrier, "traceparent")).isEqualTo("00-a");
			assertThat(context.getMessage().data()).isEqualTo("1");
		});
		assertThat(this.registry.getCurrentObservation()).isNull();
	}

	@Test
	void ofWhatAPatternMatchesOnlyThePatternIsATagOfMeters() {
		ListenerObservation observation = new ListenerObservation(this.registry, null, "one", "main", List.of("orders"),
				List.of("orders.*.eu", "orders.>"));
		call(observation, "orders.4711");
		observed().hasContextualNameEqualTo("process orders.>")
			.hasLowCardinalityKeyValue("messaging.destination.name", KeyValue.NONE_VALUE)
			.hasLowCardinalityKeyValue("messaging.destination.template", "orders.>")
			.hasHighCardinalityKeyValue("messaging.destination.name", "orders.4711");
	}

	@ParameterizedTest
	@CsvSource({ "a.b.c, a.*.c", "a.b.d, a.*.*", "a.b.c.d, a.>", "x, >", "x.y, >", "a, >", "a.b, a.>" })
	void theFirstPatternThatMatchesIsTheTemplate(String topic, String template) {
		ListenedTopics topics = new ListenedTopics(List.of(), List.of("a.*.c", "a.*.*", "a.>", ">"));
		assertThat(topics.pattern(topic)).isEqualTo(template);
	}

	@Test
	void aFailureIsTheObservationsErrorAndTheErrorHandlerStillRunsInIt() {
		this.properties.setErrorHandler((error, delivery) -> {
			this.whileHandling.set(this.registry.getCurrentObservation());
			delivery.deadLettered();
		});
		deliver((message) -> {
			throw this.failure;
		});
		observed().hasBeenStopped()
			.hasError(this.failure)
			.hasLowCardinalityKeyValue("error.type", IllegalStateException.class.getName())
			.hasEvent("dead.letter");
		assertThat(current().getContext()).isInstanceOf(JoltDeliveryContext.class);
	}

	@Test
	void aRetryThatSucceedsIsAnEventAndNoError() {
		AtomicInteger calls = new AtomicInteger();
		this.properties.setErrorHandler((error, delivery) -> delivery.redeliver());
		deliver((message) -> {
			if (calls.incrementAndGet() == 1) {
				throw this.failure;
			}
			this.whileHandling.set(this.registry.getCurrentObservation());
		});
		observed().hasBeenStopped().doesNotHaveError().hasEvent("retry");
		assertThat(current().getContext()).isInstanceOf(JoltDeliveryContext.class);
	}

	@Test
	void theErrorIsTheLastAttempts() {
		AtomicInteger calls = new AtomicInteger();
		this.properties.setErrorHandler((error, delivery) -> delivery.redeliver());
		deliver((message) -> {
			throw (calls.incrementAndGet() == 1) ? new IllegalArgumentException("first") : this.failure;
		});
		observed().hasBeenStopped().hasError(this.failure);
	}

	@Test
	void whatTheFilterLeavesOutIsNotObserved() {
		this.properties.setFilter((message) -> false);
		deliver((message) -> {
		});
		TestObservationRegistryAssert.assertThat(this.registry).doesNotHaveAnyObservation();
	}

	@Test
	void aFilterThatFailsIsObservedWithItsErrorHandler() {
		this.properties.setFilter((message) -> {
			throw this.failure;
		});
		this.properties
			.setErrorHandler((error, delivery) -> this.whileHandling.set(this.registry.getCurrentObservation()));
		deliver((message) -> {
		});
		observed().hasBeenStopped().hasError(this.failure);
		assertThat(current().getContext()).isInstanceOf(JoltDeliveryContext.class);
	}

	@Test
	void withoutARegistryNothingStandsBetween() {
		JoltMessageListener listener = (message) -> {
		};
		ListenerObservation observation = new ListenerObservation(new ContainerProperties().getObservationRegistry(),
				null, "one", "main", List.of("orders"), List.of());
		assertThat(observation.observe(listener)).isSameAs(listener);
	}

	@Test
	void aConventionCanTakeTheDefaultOnesPlace() {
		this.properties.setObservationConvention(new DefaultJoltListenerObservationConvention() {

			@Override
			public String getName() {
				return "own.listener";
			}

		});
		deliver((message) -> {
		});
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasNameEqualTo("own.listener");
	}

	private void deliver(JoltMessageListener listener) {
		DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(this.client, "one",
				List.of("orders"), List.of(), listener, this.properties);
		container.start();
		this.client.deliver(message("orders"));
		container.stop();
	}

	private static void call(ListenerObservation observation, String topic) {
		try {
			observation.observe((message) -> {
			}).onMessage(message(topic));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JoltMessage message(String topic) {
		return JoltMessage.of(topic, "1", Map.of("traceparent", "00-a"));
	}

	private Observation current() {
		return Objects.requireNonNull(this.whileHandling.get());
	}

	private TestObservationRegistryAssertReturningObservationContextAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsWithNameEqualTo("jolt.listener", 1)
			.hasObservationWithNameEqualTo("jolt.listener")
			.that();
	}

}
