package io.jolt.spring.observation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishResult;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.core.JoltTemplate;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PublishObservationTests {

	private static final PublishResult RESULT = PublishResult.of("orders", null, true);

	private static final byte[] UNCONVERTIBLE = { (byte) 0xff };

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltTemplate template = new JoltTemplate(this.client);

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final Map<String, String> trace = new LinkedHashMap<>(Map.of("traceparent", "00-new"));

	@BeforeEach
	void observe() {
		this.registry.observationConfig().observationHandler(new Propagator());
		this.template.setObservationRegistry(this.registry);
	}

	@Test
	void aPublishIsObservedUntilTheBrokersAnswer() {
		CompletableFuture<PublishResult> answer = new CompletableFuture<>();
		this.client.publishAnswer = (message) -> answer;
		CompletableFuture<PublishResult> result = this.template.sendAsync("orders", "1");
		observed().hasBeenStarted().isNotStopped();
		answer.complete(RESULT);
		observed().hasBeenStopped().hasLowCardinalityKeyValue("outcome", "accepted").doesNotHaveError();
		assertThat(result).isCompletedWithValue(RESULT);
	}

	@Test
	void whatHandlersPublishWhenTheyAreToldOfAPublishIsNotObserved() {
		this.registry.observationConfig().observationHandler(new Publisher());
		this.template.convertAndSend("orders", "1");
		observed().hasBeenStopped();
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsEqualTo(1);
		assertThat(this.client.published).extracting(JoltMessage::topic)
			.containsExactly("started", "opened", "orders", "stopped", "closed");
		// nor when they are told of a failure
		this.registry.clear();
		this.client.published.clear();
		assertThat(this.template.sendAsync("orders", UNCONVERTIBLE)).isCompletedExceptionally();
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsEqualTo(1);
		assertThat(this.client.published).extracting(JoltMessage::topic)
			.containsExactly("started", "opened", "closed", "failed", "stopped");
	}

	@Test
	void whatAHandlerPublishesWhenTheAnswerComesOnAnotherThreadIsNotObserved() {
		this.registry.observationConfig().observationHandler(new Publisher());
		CompletableFuture<PublishResult> answer = new CompletableFuture<>();
		this.client.publishAnswer = (message) -> message.topic().equals("orders") ? answer
				: CompletableFuture.completedFuture(RESULT);
		CompletableFuture<PublishResult> result = this.template.sendAsync("orders", "1");
		CompletableFuture.runAsync(() -> answer.complete(RESULT)).join();
		assertThat(result).isCompleted();
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsEqualTo(1);
	}

	@Test
	void whatAHandlerPublishesWhenItIsToldOfAnythingElseIsObservedOnce() {
		this.registry.observationConfig().observationHandler(new Publisher());
		Observation.createNotStarted("other", this.registry).start().stop();
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsWithNameEqualTo("other", 1)
			.hasNumberOfObservationsWithNameEqualTo(DefaultJoltPublishObservationConvention.NAME, 2);
	}

	@Test
	void whatAPredicateAndAConventionPublishIsNotObserved() {
		this.registry.observationConfig().observationPredicate((name, context) -> {
			this.template.convertAndSend("asked", "1");
			return true;
		});
		this.template.setObservationConvention(new DefaultJoltPublishObservationConvention() {
			@Override
			public KeyValues getHighCardinalityKeyValues(JoltPublishContext context) {
				PublishObservationTests.this.template.convertAndSend("tagged", "1");
				return super.getHighCardinalityKeyValues(context);
			}
		});
		this.template.convertAndSend("orders", "1");
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsEqualTo(1);
	}

	@Test
	void whatIsPublishedOnceAPublishIsCompleteIsObserved() {
		this.template.sendAsync("orders", "1").thenCompose((result) -> this.template.sendAsync("orders", "2")).join();
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aFailureIsObservedByItsKind(Throwable failure, String outcome) {
		this.client.publishAnswer = (message) -> CompletableFuture.failedFuture(failure);
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", "1"))
			.withCause(failure);
		observed().hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", outcome)
			.hasLowCardinalityKeyValue("error.type", failure.getClass().getName());
	}

	static Stream<Arguments> failures() {
		return Stream.of(Arguments.of(new JoltRejectedException("no", "not_authorized"), "rejected"),
				Arguments.of(new JoltNotSentException("no"), "not_sent"),
				Arguments.of(new JoltOutcomeUnknownException("no", null), "unknown"));
	}

	@Test
	void aPublishThatTheBrokerDoesNotAnswerIsUnacknowledged() {
		this.client.publishAnswer = (message) -> CompletableFuture.completedFuture(PublishResult.of(message, false));
		this.template.convertAndSend("orders", "1");
		observed().hasLowCardinalityKeyValue("outcome", "unacknowledged");
	}

	@Test
	void aPayloadThatCannotBeConvertedIsObservedOnce() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.template.convertAndSend("orders", UNCONVERTIBLE));
		assertInvalid();
		this.registry.clear();
		this.template.setDefaultTopic("orders");
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> this.template.convertAndSend(UNCONVERTIBLE));
		assertInvalid();
		this.registry.clear();
		assertThat(this.template.sendAsync("orders", UNCONVERTIBLE)).isCompletedExceptionally();
		assertInvalid();
		assertThat(this.client.published).isEmpty();
	}

	private void assertInvalid() {
		observed().hasBeenStopped().hasError().hasLowCardinalityKeyValue("outcome", "invalid");
	}

	@Test
	void onlyTheDefaultTopicIsATagOfMetersAndPartOfASpansName() {
		this.template.setDefaultTopic("orders");
		this.template.setConnectionName("main");
		this.template.convertAndSend("1");
		observed().hasContextualNameEqualTo("publish orders")
			.hasLowCardinalityKeyValue("messaging.system", "jolt")
			.hasLowCardinalityKeyValue("messaging.operation.name", "publish")
			.hasLowCardinalityKeyValue("messaging.operation.type", "send")
			.hasLowCardinalityKeyValue("messaging.destination.name", "orders")
			.hasLowCardinalityKeyValue("connection", "main");
		this.registry.clear();
		this.template.convertAndSend("orders.4711", "1");
		observed().hasContextualNameEqualTo("publish")
			.hasLowCardinalityKeyValue("messaging.destination.name", KeyValue.NONE_VALUE)
			.hasHighCardinalityKeyValue("messaging.destination.name", "orders.4711");
	}

	@Test
	void theObservationIsAChildOfTheCurrentOne() {
		Observation parent = Observation.start("parent", this.registry);
		parent.scoped(() -> this.template.convertAndSend("orders", "1"));
		observed().hasParentObservationEqualTo(parent);
	}

	@Test
	void theTraceTravelsInTheNewestFormAndMayBeLeftOut() {
		this.template.send("orders",
				MessageBuilder.withPayload("1").setHeader("traceparent", "00-old").setHeader("kind", "a").build());
		assertThat(published().headers()).containsOnly(Map.entry("traceparent", "00-new"), Map.entry("kind", "a"));
		assertThat(this.client.optionalHeaders).singleElement().isEqualTo(Set.of("traceparent"));
	}

	@Test
	void theTraceStandsAfterTheMessagesOwnHeadersWhichNeedTheRoomMore() {
		Map<String, Object> headers = new LinkedHashMap<>();
		headers.put("kind", "a");
		headers.put("traceparent", "00-old");
		headers.put("tenant", "acme");
		this.trace.put("tracestate", "more");
		this.template.convertAndSend("orders", "1", headers);
		assertThat(published().headers().keySet()).containsExactly("kind", "tenant", "traceparent", "tracestate");
		assertThat(this.client.optionalHeaders).singleElement().isEqualTo(Set.of("traceparent", "tracestate"));
	}

	@Test
	void cancellingCancelsThePublishAndEndsTheObservation() {
		CompletableFuture<PublishResult> answer = new CompletableFuture<>();
		this.client.publishAnswer = (message) -> answer;
		CompletableFuture<PublishResult> result = this.template.sendAsync("orders", "1");
		assertThat(result.cancel(true)).isTrue();
		assertThat(result).isCancelled();
		assertThat(answer).isCancelled();
		observed().hasBeenStopped().hasLowCardinalityKeyValue("outcome", "unknown");
	}

	@Test
	void theFutureFailsWithTheClientsOwnException() {
		JoltNotSentException failure = new JoltNotSentException("no");
		this.client.publishAnswer = (message) -> CompletableFuture.failedFuture(failure);
		CompletableFuture<Throwable> seen = this.template.sendAsync("orders", "1").handle((result, ex) -> ex);
		assertThat(seen).succeedsWithin(Duration.ZERO).isSameAs(failure);
	}

	@Test
	void aConventionCanTakeTheDefaultOnesPlace() {
		this.template.setObservationConvention(new DefaultJoltPublishObservationConvention() {

			@Override
			public String getName() {
				return "own.publish";
			}

			@Override
			public KeyValues getLowCardinalityKeyValues(JoltPublishContext context) {
				return super.getLowCardinalityKeyValues(context).and("own", "tag");
			}

		});
		this.template.convertAndSend("orders", "1");
		TestObservationRegistryAssert.assertThat(this.registry)
			.hasSingleObservationThat()
			.hasNameEqualTo("own.publish")
			.hasLowCardinalityKeyValue("own", "tag");
	}

	@Test
	void whatIsSwitchedOffIsNotObservedAndSendsNoTrace() {
		this.registry.observationConfig().observationPredicate((name, context) -> !name.startsWith("jolt"));
		this.template.convertAndSend("orders", "1");
		assertThat(published()).isEqualTo(JoltMessage.of("orders", "1"));
		TestObservationRegistryAssert.assertThat(this.registry).doesNotHaveAnyObservation();
	}

	private JoltMessage published() {
		assertThat(this.client.published).hasSize(1);
		return this.client.published.get(0);
	}

	private TestObservationRegistryAssertReturningObservationContextAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasNumberOfObservationsWithNameEqualTo("jolt.publish", 1)
			.hasObservationWithNameEqualTo("jolt.publish")
			.that();
	}

	/**
	 * Writes the trace as a tracer's handler does.
	 */
	private final class Propagator implements ObservationHandler<JoltPublishContext> {

		@Override
		public void onStart(JoltPublishContext context) {
			PublishObservationTests.this.trace
				.forEach((name, value) -> context.getSetter().set(context.getCarrier(), name, value));
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof JoltPublishContext;
		}

	}

	/**
	 * Publishes whenever it is told of something.
	 */
	private final class Publisher implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			PublishObservationTests.this.template.convertAndSend("started", "1");
		}

		@Override
		public void onScopeOpened(Observation.Context context) {
			PublishObservationTests.this.template.convertAndSend("opened", "1");
		}

		@Override
		public void onScopeClosed(Observation.Context context) {
			PublishObservationTests.this.template.convertAndSend("closed", "1");
		}

		@Override
		public void onError(Observation.Context context) {
			PublishObservationTests.this.template.convertAndSend("failed", "1");
		}

		@Override
		public void onStop(Observation.Context context) {
			PublishObservationTests.this.template.convertAndSend("stopped", "1");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
