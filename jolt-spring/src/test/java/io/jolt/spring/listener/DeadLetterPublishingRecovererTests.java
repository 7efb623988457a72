package io.jolt.spring.listener;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishResult;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.LogCapture;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltTemplate;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.micrometer.observation.transport.SenderContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DeadLetterPublishingRecovererTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final JoltTemplate template = new JoltTemplate(this.client);

	private final DeadLetterPublishingRecoverer recoverer = new DeadLetterPublishingRecoverer(this.template);

	private LogCapture log;

	@BeforeEach
	void captureLog() {
		this.log = LogCapture.of(DeadLetterPublishingRecoverer.class);
	}

	@AfterEach
	void endCapture() {
		this.log.close();
	}

	@Test
	void allHeadersMayBeLeftOutByABrokerThatKnowsNone() {
		JoltMessage deadLetter = recover(message("orders", Map.of("color", "red")));
		assertThat(this.client.optionalHeaders).singleElement().isEqualTo(deadLetter.headers().keySet());
		assertThat(deadLetter.headers()).containsEntry("color", "red").hasSizeGreaterThan(5);
	}

	@Test
	void theMessagesIdAndTypeStayButNotHowToAnswerIt() {
		JoltMessage deadLetter = recover(message("orders",
				Map.of(JoltHeaders.MESSAGE_ID, "1", JoltHeaders.MESSAGE_TYPE, "created", JoltHeaders.REPLY_TO, "inbox",
						JoltHeaders.CORRELATION_ID, "7", JoltMessageHeaders.CALL, "c", "jolt-new", "x")));
		assertThat(deadLetter.headers()).containsEntry(JoltHeaders.MESSAGE_ID, "1")
			.containsEntry(JoltHeaders.MESSAGE_TYPE, "created");
		assertThat(deadLetter.headers().keySet()).filteredOn((name) -> name.startsWith("jolt-"))
			.containsExactlyInAnyOrder(JoltHeaders.MESSAGE_ID, JoltHeaders.MESSAGE_TYPE);
	}

	@Test
	void thereIsOneWarningThatSaysWhereItIsAndWhy() {
		recover(message("orders", Map.of()));
		assertThat(this.log.messages(Level.WARN)).containsExactly("Listener 'desk' failed on a message from topic "
				+ "'orders' after 3 attempts, which is now in topic 'orders.dlt': java.io.IOException: broken");
		assertThat(this.log.messages(Level.ERROR)).isEmpty();
	}

	@Test
	void anotherSuffixIsPossible() {
		this.recoverer.setSuffix("-dead");
		assertThat(recover(message("orders", Map.of())).topic()).isEqualTo("orders-dead");
		assertNotPublished(this.recoverer, message("orders-dead", Map.of()), "it came from a dead-letter topic");
		assertThatIllegalArgumentException().isThrownBy(() -> this.recoverer.setSuffix(""));
	}

	@Test
	void whatCameFromADeadLetterTopicIsOnlyLogged() {
		assertNotPublished(this.recoverer, message("orders.dlt", Map.of()), "it came from a dead-letter topic");
		DeadLetterPublishingRecoverer graveyard = new DeadLetterPublishingRecoverer(this.template,
				(delivery, error) -> "graveyard");
		assertNotPublished(graveyard, message("graveyard", Map.of()), "it came from a dead-letter topic");
		assertNotPublished(graveyard, message("dead.orders", Map.of(JoltHeaders.DLT_ORIGINAL_TOPIC, "orders")),
				"it came from a dead-letter topic");
	}

	@Test
	void aDeadLetterThatIsPublishedAgainToItsTopicIsANewTry() {
		JoltMessage deadLetter = recover(
				message("orders", Map.of(JoltHeaders.DLT_ORIGINAL_TOPIC, "orders", JoltHeaders.DLT_STACKTRACE, "old",
						JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS, "of.the.Past", "color", "red")));
		assertThat(deadLetter.headers()).containsEntry("color", "red");
		assertThat(deadLetter.headers().get(JoltHeaders.DLT_STACKTRACE)).contains("IOException");
		assertThat(deadLetter.headers()).as("this time there was no cause")
			.doesNotContainKey(JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS);
	}

	@Test
	void aResolverMaySayThatAMessageIsNotDeadLettered() {
		assertNotPublished(new DeadLetterPublishingRecoverer(this.template, (delivery, error) -> null),
				message("orders", Map.of()), "it has no dead-letter topic");
	}

	@Test
	void aResolverThatFailsLosesNothingSilently() {
		assertNotPublished(new DeadLetterPublishingRecoverer(this.template, (delivery, error) -> {
			throw new IllegalStateException("resolver");
		}), message("orders", Map.of()), "IllegalStateException: resolver");
	}

	@Test
	void aResolverThatThrowsTheListenersOwnFailureLosesNothingSilently() {
		IllegalStateException failure = new IllegalStateException("broken");
		new DeadLetterPublishingRecoverer(this.template, (delivery, error) -> {
			throw failure;
		}).recover(failure, new RecordedDelivery(message("orders", Map.of())), 1);
		assertThat(this.log.messages(Level.ERROR)).last().asString().contains("not dead-lettered", "the data");
	}

	@Test
	void aTopicThatIsBlankOrThatTheBrokerRefusesIsLogged() {
		assertNotPublished(new DeadLetterPublishingRecoverer(this.template, (delivery, error) -> " "),
				message("orders", Map.of()), "blank");
		this.client.publishAnswer = (message) -> CompletableFuture
			.failedFuture(new JoltRejectedException("too long", "invalid_topic"));
		RecordedDelivery delivery = new RecordedDelivery(message("\u00e9".repeat(127), Map.of()));
		this.recoverer.recover(new IOException("broken"), delivery, 1);
		assertThat(delivery.deadLetters).isZero();
		assertThat(this.log.messages(Level.ERROR)).last().asString().contains("too long", "the data");
	}

	@Test
	void aPublishThatFailsIsLoggedAndNotRepeated() {
		this.client.publishAnswer = (message) -> CompletableFuture.failedFuture(new JoltNotSentException("offline"));
		RecordedDelivery delivery = new RecordedDelivery(message("orders", Map.of("color", "red")));
		IOException error = new IOException("broken");
		this.recoverer.recover(error, delivery, 3);
		assertThat(this.client.published).hasSize(1);
		assertThat(delivery.deadLetters).isZero();
		ILoggingEvent event = this.log.events(Level.ERROR).get(0);
		assertThat(event.getFormattedMessage())
			.isEqualTo("Listener 'desk' failed on a message from topic 'orders' after "
					+ "3 attempts, and the message is not dead-lettered (JoltNotSentException: offline): the data");
		assertThat(event.getThrowableProxy().getMessage()).isEqualTo("broken");
	}

	@Test
	void headersThatTheBrokerRefusesAreLeftOut() {
		this.client.publishAnswer = (message) -> message.headers().isEmpty()
				? CompletableFuture.completedFuture(PublishResult.of(message, true))
				: CompletableFuture.failedFuture(new JoltRejectedException("no", "invalid_headers"));
		RecordedDelivery delivery = new RecordedDelivery(message("orders", Map.of("color", "red")));
		this.recoverer.recover(new IOException("broken"), delivery, 1);
		assertThat(this.client.published).extracting((message) -> message.headers().size()).last().isEqualTo(0);
		assertThat(this.client.published).hasSize(2);
		assertThat(delivery.deadLetters).isEqualTo(1);
	}

	@Test
	void anInterruptionWhileWaitingForTheBrokerIsKept() {
		this.client.publishAnswer = (message) -> new CompletableFuture<>();
		Thread.currentThread().interrupt();
		RecordedDelivery delivery = new RecordedDelivery(message("orders", Map.of()));
		this.recoverer.recover(new IOException("broken"), delivery, 1);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(delivery.deadLetters).isZero();
		assertThat(this.log.messages(Level.ERROR)).singleElement().asString().contains("JoltOutcomeUnknownException");
	}

	@Test
	void headersAreShortAndOfOneLine() {
		String nasty = "a\nb\u0007" + "\ud83d\ude00".repeat(5000) + "\ud83d";
		RecordedDelivery delivery = new RecordedDelivery(message("orders", Map.of()));
		this.recoverer.recover(new IllegalStateException(nasty, new IOException(nasty)), delivery, 1);
		Map<String, String> headers = this.client.published.get(0).headers();
		assertThat(headers).containsEntry(JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS, IOException.class.getName());
		assertThat(headers.get(JoltHeaders.DLT_EXCEPTION_MESSAGE)).startsWith("a\\u000ab\\u0007\ud83d\ude00")
			.hasSizeLessThan(600);
		assertThat(headers.get(JoltHeaders.DLT_STACKTRACE)).hasSizeLessThan(4100);
		assertThat(headers.values()).allSatisfy((value) -> {
			assertThat(value.chars()).noneMatch(Character::isISOControl);
			// no half of a pair
			assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(value)).isTrue();
		});
	}

	@Test
	void whatCameStandsBeforeWhatIsAddedAndTheStackTraceLast() {
		Map<String, String> original = new LinkedHashMap<>();
		original.put("tenant", "acme");
		original.put("kind", "order");
		assertThat(recover(message("orders", original)).headers().keySet())
			.startsWith("tenant", "kind", JoltHeaders.DLT_ORIGINAL_TOPIC, JoltHeaders.DLT_EXCEPTION_CLASS)
			.endsWith(JoltHeaders.DLT_STACKTRACE);
	}

	@Test
	void theTraceOfTheFailureGoesOnWithTheDeadLetter() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new FakePropagator());
		this.template.setObservationRegistry(registry);
		Observation listening = Observation.createNotStarted("listening", registry).start();
		try (Observation.Scope scope = listening.openScope()) {
			assertThat(scope.getCurrentObservation()).isSameAs(listening);
			JoltMessage deadLetter = recover(message("orders", Map.of("traceparent", "of the publisher")));
			assertThat(deadLetter.headers()).containsEntry("traceparent", "child of listening");
			assertThat(this.client.optionalHeaders).singleElement().isEqualTo(deadLetter.headers().keySet());
		}
		finally {
			listening.stop();
		}
	}

	private JoltMessage recover(JoltMessage message) {
		RecordedDelivery delivery = new RecordedDelivery(message);
		this.recoverer.recover(new IOException("broken"), delivery, 3);
		assertThat(delivery.deadLetters).isEqualTo(1);
		List<JoltMessage> published = this.client.published;
		JoltMessage deadLetter = published.get(published.size() - 1);
		assertThat(deadLetter.data()).isEqualTo("the data");
		return deadLetter;
	}

	private void assertNotPublished(DeadLetterPublishingRecoverer used, JoltMessage message, String reason) {
		int publishedBefore = this.client.published.size();
		RecordedDelivery delivery = new RecordedDelivery(message);
		used.recover(new IOException("broken"), delivery, 1);
		assertThat(this.client.published).hasSize(publishedBefore);
		assertThat(delivery.deadLetters).isZero();
		assertThat(this.log.messages(Level.ERROR)).last().asString().contains(reason, "the data");
	}

	private static JoltMessage message(String topic, Map<String, String> headers) {
		return JoltMessage.of(topic, "the data", headers);
	}

	private static final class FakePropagator implements ObservationHandler<SenderContext<Object>> {

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof SenderContext;
		}

		@Override
		public void onStart(SenderContext<Object> context) {
			ObservationView parent = Objects.requireNonNull(context.getParentObservation());
			context.getSetter()
				.set(context.getCarrier(), "traceparent", "child of " + parent.getContextView().getName());
		}

	}

}
