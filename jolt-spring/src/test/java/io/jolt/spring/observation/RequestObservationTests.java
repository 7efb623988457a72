package io.jolt.spring.observation;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.core.JoltTemplate;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;
import io.micrometer.observation.transport.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway") // the fake and its nulls
class RequestObservationTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltTemplate template = new JoltTemplate(this.client);

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final BlockingQueue<JoltRequestContext> contexts = new LinkedBlockingQueue<>();

	@BeforeEach
	void observe() {
		this.registry.observationConfig().observationHandler(new Propagator());
		this.template.setObservationRegistry(this.registry);
		this.template.setDefaultTopic("orders");
		this.template.setConnectionName("main");
	}

	@Test
	void aRequestIsObservedUntilItsReplyAndCarriesTheTrace() {
		CompletableFuture<String> reply = this.template.requestAsync("orders", "1", String.class);
		observed().hasBeenStarted().isNotStopped();
		JoltMessage request = this.client.requests.keySet().iterator().next();
		assertThat(request.headers()).containsExactly(Map.entry("traceparent", "00-new"));
		assertThat(this.client.publishOptions).singleElement()
			.satisfies((options) -> assertThat(options.optionalHeaders()).containsExactly("traceparent"));
		this.client.requests.get(request).complete(JoltReply.of("2"));
		assertThat(reply).isCompletedWithValue("2");
		observed().hasBeenStopped()
			.doesNotHaveError()
			.hasContextualNameEqualTo("request orders")
			.hasLowCardinalityKeyValue("messaging.system", "jolt")
			.hasLowCardinalityKeyValue("messaging.operation.name", "request")
			.hasLowCardinalityKeyValue("messaging.operation.type", "send")
			.hasLowCardinalityKeyValue("messaging.destination.name", "orders")
			.hasLowCardinalityKeyValue("connection", "main")
			.hasLowCardinalityKeyValue("outcome", "reply")
			.hasLowCardinalityKeyValue("error.type", KeyValue.NONE_VALUE);
		assertThat(this.contexts.remove().getKind()).isEqualTo(Kind.CLIENT);
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsEqualTo(1);
	}

	@ParameterizedTest
	@MethodSource("failures")
	void aFailureIsObservedByItsKind(Throwable failure, String outcome) {
		CompletableFuture<String> reply = this.template.requestAsync("orders", "1", String.class);
		this.client.requests.values().iterator().next().completeExceptionally(failure);
		assertThat(reply).isCompletedExceptionally();
		observed().hasBeenStopped()
			.hasLowCardinalityKeyValue("outcome", outcome)
			.hasLowCardinalityKeyValue("error.type", failure.getClass().getName());
	}

	static Stream<Arguments> failures() {
		return Stream.of(Arguments.of(new JoltReplyErrorException("no", "busy", ""), "error"),
				Arguments.of(new JoltNoResponderException("no", null), "no_responder"),
				Arguments.of(new JoltReplyTimeoutException("no", null), "timeout"),
				Arguments.of(new JoltRejectedException("no", "code"), "rejected"),
				Arguments.of(new JoltNotSentException("no"), "not_sent"),
				Arguments.of(new JoltOutcomeUnknownException("no", null), "unknown"),
				Arguments.of(new JoltException("no"), "unknown"));
	}

	@Test
	void aRequestThatIsGivenUpIsCancelled() {
		this.template.requestAsync("orders", "1", String.class).cancel(true);
		assertThat(this.client.requests.values()).allMatch(CompletableFuture::isCancelled);
		observed().hasBeenStopped().hasLowCardinalityKeyValue("outcome", "cancelled");
	}

	@Test
	void aRequestThatCannotBeConvertedIsInvalid() {
		assertThat(this.template.requestAsync("orders", new byte[] { -1 }, String.class)).isCompletedExceptionally();
		observed().hasBeenStopped().hasLowCardinalityKeyValue("outcome", "invalid");
	}

	@Test
	void ofATopicThatIsGivenWithTheRequestOnlySpansKnow() {
		this.template.requestAsync("quotes", "1", String.class).cancel(true);
		observed().hasContextualNameEqualTo("request")
			.hasLowCardinalityKeyValue("messaging.destination.name", KeyValue.NONE_VALUE)
			.hasHighCardinalityKeyValue("messaging.destination.name", "quotes");
	}

	@Test
	void aConventionNamesRequests() {
		this.template.setRequestObservationConvention(new DefaultJoltRequestObservationConvention() {
			@Override
			public String getName() {
				return "mine";
			}
		});
		this.template.requestAsync("orders", "1", String.class).cancel(true);
		TestObservationRegistryAssert.assertThat(this.registry).hasNumberOfObservationsWithNameEqualTo("mine", 1);
	}

	private TestObservationRegistryAssertReturningObservationContextAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.registry)
			.hasObservationWithNameEqualTo(DefaultJoltRequestObservationConvention.NAME)
			.that();
	}

	/**
	 * Sends a trace along, as a tracer does.
	 */
	private final class Propagator implements ObservationHandler<JoltRequestContext> {

		@Override
		public void onStart(JoltRequestContext context) {
			RequestObservationTests.this.contexts.add(context);
			context.getSetter().set(context.getCarrier(), "traceparent", "00-new");
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof JoltRequestContext;
		}

	}

}
