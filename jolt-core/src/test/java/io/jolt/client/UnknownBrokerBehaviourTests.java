package io.jolt.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.ScriptedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What is not known of the broker, so that the client must cope with either.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class UnknownBrokerBehaviourTests {

	private static final String TOPIC = "chat.general";

	private final RecordingConnectionListener events = new RecordingConnectionListener();

	private final BlockingQueue<JoltMessage> received = new LinkedBlockingQueue<>();

	private @Nullable ScriptedBroker broker;

	private @Nullable JoltClient client;

	@AfterEach
	void close() {
		if (this.client != null) {
			this.client.close();
		}
		broker().close();
	}

	// is a publish answered at all?

	@Test
	void aPublishThatIsAnsweredIsAcknowledged() {
		JoltClient client = connect(Personality.plain());
		assertThat(acknowledged(client)).isTrue();
		assertThat(info(client).publishAcknowledged()).isTrue();
		assertThat(info(client).broker()).isNull();
		assertThat(info(client).features()).isEmpty();
		assertThat(broker().received()).startsWith(probed());
	}

	@Test
	void aPublishThatIsNotAnsweredIsCompleteWhenWritten() {
		JoltClient client = connect(Personality.plain().publishUnanswered());
		assertThat(info(client).publishAcknowledged()).isFalse();
		assertThat(acknowledged(client)).isFalse();
		// the answers after it still belong to their requests
		assertThat(client.ping().join()).isPositive();
		client.subscribe(TOPIC, this.received::add).ready().join();
		assertThat(acknowledged(client)).isFalse();
		assertThat(next().data()).isEqualTo("hello");
		assertThat(client.ping().join()).isPositive();
		assertThat(broker().connections()).hasSize(1);
	}

	@Test
	void aProbeThatIsRefusedIsAnAnsweredProbe() {
		JoltClient client = connect(Personality.plain().publishToNobody(Responder.error("unknown_topic")));
		assertThat(info(client).publishAcknowledged()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ALWAYS", "NEVER" })
	void whatIsSetBeatsWhatIsFound(PublishAcknowledgement setting) {
		boolean expected = setting == PublishAcknowledgement.ALWAYS;
		Personality personality = expected ? Personality.plain() : Personality.plain().publishUnanswered();
		JoltClient client = connect(personality, (builder) -> builder.publishAcknowledgement(setting));
		assertThat(acknowledged(client)).isEqualTo(expected);
		assertThat(client.ping().join()).isPositive();
	}

	@Test
	void withoutNegotiationNothingIsAsked() {
		JoltClient client = connect(Personality.plain(), (builder) -> builder.negotiation(NegotiationMode.OFF));
		assertThat(acknowledged(client)).isTrue();
		assertThat(broker().received())
			.containsExactly("{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"hello\"}");
	}

	// does the publisher's own delivery come before or after the ok?

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void onesOwnDeliveryMayComeBeforeOrAfterTheAnswer(boolean before) {
		JoltClient client = connect(before ? Personality.plain() : Personality.plain().ownDeliveryAfterAnswer());
		client.subscribe(TOPIC, this.received::add).ready().join();
		for (int i = 0; i < 50; i++) {
			assertThat(client.publish(TOPIC, "message " + i).join().acknowledged()).isTrue();
			assertThat(next().data()).isEqualTo("message " + i);
		}
	}

	// unsub of a topic that is not subscribed: ok or unknown_topic?

	@ParameterizedTest
	@ValueSource(strings = { "ok", "unknown_topic", "unknown_topic: chat.general" })
	void anUnsubscriptionIsDoneEitherWay(String answer) {
		JoltClient client = connect(Personality.plain().on("unsub", okOrError(answer)));
		JoltSubscription subscription = client.subscribe(TOPIC, this.received::add);
		subscription.ready().join();
		subscription.unsubscribe().join();
		assertThat(subscription.isActive()).isFalse();
		assertThat(client.ping().join()).isPositive();
		assertThat(this.events.errors()).isEmpty();
	}

	// pub to a topic nobody subscribes to: ok or unknown_topic?

	@ParameterizedTest
	@ValueSource(strings = { "ok", "unknown_topic", "unknown_topic: chat.general" })
	void aPublishToNobodyIsAcceptedEitherWay(String answer) {
		JoltClient client = connect(Personality.plain().publishToNobody(okOrError(answer)));
		assertThat(acknowledged(client)).isTrue();
		assertThat(client.ping().join()).isPositive();
	}

	@Test
	void anyOtherErrorRejectsAPublish() {
		JoltClient client = connect(Personality.plain().publishToNobody(Responder.error("not_authorized: no")));
		assertThat(client.publish(TOPIC, "hello")).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(JoltRejectedException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo("not_authorized");
				assertThat(ex).hasMessageContaining("'chat.general'").hasMessageContaining("not_authorized: no");
			});
	}

	// after a failed auth: connection kept or closed?

	static Stream<Named<Responder>> authFailures() {
		return Stream.of(Named.of("an error", Responder.error("auth failed")),
				Named.of("an error, then the end", Responder.error("auth failed").andThen(Responder.close())),
				Named.of("the end", Responder.close()), Named.of("a reset", Responder.reset()));
	}

	@ParameterizedTest
	@MethodSource("authFailures")
	void aFailedAuthenticationIsTheSameFailureEitherWay(Responder failure) {
		start(Personality.plain().user("app", "secret").failedAuth(failure));
		JoltClient client = client((builder) -> builder.credentials("app", "sentinel"));
		assertThatExceptionOfType(JoltAuthenticationException.class).isThrownBy(client::connect)
			.withMessageContaining("'app'")
			.withMessageNotContaining("sentinel");
		assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		await().untilAsserted(() -> assertThat(broker().openConnections()).isZero());
	}

	@Test
	void theRightPasswordOpens() {
		JoltClient client = connect(Personality.plain().user("app", "secret"),
				(builder) -> builder.credentials("app", "secret"));
		assertThat(acknowledged(client)).isTrue();
	}

	@Test
	void aBrokerMayCloseOnWhatComesBeforeTheAuthentication() {
		JoltClient client = connect(Personality.plain().user("app", "secret").beforeAuth(Responder.close()),
				(builder) -> builder.credentials("app", "secret"));
		assertThat(acknowledged(client)).isTrue();
		assertThat(broker().connections()).hasSize(2);
	}

	@Test
	void whoIsAnonymousHearsThatTheBrokerWantsAuthentication() {
		start(Personality.plain().user("app", "secret"));
		JoltClient client = client((builder) -> builder);
		assertThatExceptionOfType(JoltAuthenticationException.class).isThrownBy(client::connect)
			.withMessageContaining("auth_required")
			.withMessageContaining("user name");
	}

	// extra fields in an answer or a delivery

	@Test
	void extraFieldsAreIgnored() {
		JoltClient client = connect(Personality.plain()
			.extraFields("\"id\":7,\"version\":\"2\",\"features\":\"all\",\"x\":[{\"ok\":false}]"));
		client.subscribe(TOPIC, this.received::add).ready().join();
		assertThat(acknowledged(client)).isTrue();
		assertThat(next().data()).isEqualTo("hello");
		assertThat(info(client).broker()).isNull();
	}

	// an unknown op: error, silence, or close?

	@Test
	void anErrorForTheHelloMeansAPlainBroker() {
		JoltClient client = connect(Personality.plain());
		assertThat(acknowledged(client)).isTrue();
		assertThat(broker().connections()).hasSize(1);
		assertThat(broker().received().get(0)).startsWith("{\"op\":\"hello\",\"version\":1,\"client\":\"");
	}

	@Test
	void anOkForTheHelloThatSaysNothingMeansAPlainBroker() {
		JoltClient client = connect(Personality.plain().unknownOp(Responder.ok()).publishUnanswered());
		assertThat(info(client).broker()).isNull();
		assertThat(acknowledged(client)).isFalse();
		assertThat(broker().connections()).hasSize(1);
	}

	static Stream<Named<Responder>> unansweredHellos() {
		return Stream.of(Named.of("silence", Responder.silence()), Named.of("the end", Responder.close()),
				Named.of("a reset", Responder.reset()));
	}

	@ParameterizedTest
	@MethodSource("unansweredHellos")
	void aHelloThatIsNotAnsweredCostsOneConnection(Responder unknownOp) {
		JoltClient client = connect(Personality.plain().unknownOp(unknownOp));
		assertThat(acknowledged(client)).isTrue();
		assertThat(broker().connections()).hasSize(2);
		await().untilAsserted(() -> assertThat(broker().openConnections()).isOne());
		assertThat(broker().received().stream().filter((line) -> line.contains("hello\",\"version"))).hasSize(1);
		assertThat(this.events.lost()).isEmpty();
		assertThat(this.events.connectFailures()).isEmpty();
	}

	@Test
	void theReconnectAfterThatAsksAgain() {
		connect(Personality.plain().unknownOp(Responder.close()));
		broker().closeConnections();
		await().untilAsserted(() -> assertThat(this.events.opened()).hasSize(2));
		assertThat(broker().connections()).hasSize(4);
		assertThat(broker().received().stream().filter((line) -> line.contains("hello\",\"version"))).hasSize(2);
	}

	@Test
	void anAnswerThatComesLateIsTakenForNoOther() {
		CompletableFuture<ScriptedConnection> first = new CompletableFuture<>();
		JoltClient client = connect(Personality.plain().publishUnanswered().unknownOp((connection, request) -> {
			if (!first.complete(connection)) {
				connection.send("{\"ok\":false,\"error\":\"unknown_op\"}");
			}
		}));
		assertThat(broker().connections()).hasSize(2);
		// the connection on which it would have come is gone
		await().untilAsserted(() -> assertThat(first.join().isOpen()).isFalse());
		assertThat(acknowledged(client)).isFalse();
		assertThat(client.ping().join()).isPositive();
	}

	// ok and topic in one line

	@Test
	void okWithATopicIsAnAnswer() {
		JoltClient client = connect(
				Personality.plain().on("sub", refusingTheEmpty("{\"ok\":true,\"topic\":\"chat.general\"}")));
		client.subscribe(TOPIC, this.received::add).ready().join();
		assertThat(client.ping().join()).isPositive();
		assertThat(this.received).isEmpty();
	}

	@Test
	void okWithTopicAndDataIsAMessage() {
		JoltClient client = connect(Personality.plain()
			.on("sub", refusingTheEmpty("{\"ok\":true}",
					"{\"ok\":true,\"topic\":\"chat.general\",\"data\":\"kept for you\"}")));
		client.subscribe(TOPIC, this.received::add).ready().join();
		assertThat(next().data()).isEqualTo("kept for you");
		assertThat(client.ping().join()).isPositive();
		assertThat(broker().connections()).hasSize(1);
	}

	// an error that no request waits for

	@Test
	void anErrorThatNoRequestWaitsForIsAnEventWherePublishesAreNotAnswered() {
		JoltClient client = connect(Personality.plain().publishUnanswered());
		broker().sendToAll("{\"ok\":false,\"error\":\"not_authorized: chat.general\"}");
		await().untilAsserted(() -> assertThat(this.events.errors()).hasSize(1));
		assertThat(this.events.errors().get(0)).isInstanceOf(JoltException.class)
			.hasMessageContaining("not_authorized: chat.general");
		assertThat(client.ping().join()).isPositive();
		assertThat(broker().connections()).hasSize(1);
		assertThat(this.events.lost()).isEmpty();
	}

	@Test
	void anErrorThatNoRequestWaitsForIsAFailureWherePublishesAreAnswered() {
		connect(Personality.plain());
		broker().sendToAll("{\"ok\":false,\"error\":\"not_authorized: chat.general\"}");
		await().untilAsserted(() -> assertThat(this.events.opened()).hasSize(2));
		assertThat(this.events.lost()).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("not_authorized: chat.general"));
	}

	// is data always a string?

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\": 7, \"tags\":[\"a\",null]}", "[1,2]", "7", "1.50", "true", "null" })
	void dataThatIsNoStringIsDeliveredAsItsJsonText(String json) {
		JoltClient client = connect(Personality.plain());
		client.subscribe(TOPIC, this.received::add).ready().join();
		broker().sendToAll("{\"topic\":\"chat.general\",\"data\":" + json + "}");
		assertThat(next().data()).isEqualTo(json);
	}

	// hello and the probe themselves

	@Test
	void aBrokerThatSaysHelloIsNotProbed() {
		JoltClient client = connect(Personality.withFeatures("publish-ack", "headers"));
		assertThat(acknowledged(client)).isTrue();
		assertThat(info(client).broker()).isEqualTo("scripted/1");
		assertThat(info(client).features()).contains("headers").doesNotContain("patterns");
		assertThat(broker().received()).hasSize(2).noneMatch((line) -> line.contains("_jolt.probe"));
	}

	@Test
	void helloComesBeforeAuthAndTheProbeAfterIt() {
		connect(Personality.plain().user("app", "secret"), (builder) -> builder.credentials("app", "secret"));
		List<String> lines = broker().received();
		assertThat(lines.get(0)).contains("\"op\":\"hello\"");
		assertThat(lines.subList(1, 5)).containsExactly("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}",
				"{\"op\":\"pub\",\"topic\":\"_jolt.probe\",\"data\":\"\"}", "{\"op\":\"ping\"}",
				"{\"op\":\"sub\",\"topic\":\"\"}");
	}

	@Test
	void aProbeThatGetsNoAnswersIsAFailedConnection() {
		start(Personality.plain()
			.on("pub", Responder.silence())
			.on("ping", Responder.silence())
			.on("sub", Responder.silence()));
		JoltClient client = client((builder) -> builder.requestTimeout(Duration.ofMillis(300)));
		assertThatExceptionOfType(JoltException.class).isThrownBy(client::connect)
			.withMessageContaining(broker().address().toString());
		assertThat(client.state()).isEqualTo(ConnectionState.STOPPED);
		assertThat(this.events.opened()).isEmpty();
	}

	@Test
	void aWebServerIsNoBroker() {
		start(Personality.plain()
			.on("hello",
					Responder.send("HTTP/1.1 400 Bad Request", "Content-Length: 0", "").andThen(Responder.close())));
		JoltClient client = client((builder) -> builder);
		assertThatExceptionOfType(JoltConnectException.class).isThrownBy(client::connect)
			.satisfies((ex) -> assertThat(ex.isHttpPeer()).isTrue());
		assertThat(broker().connections()).hasSize(1);
	}

	@Test
	void aPlainBrokerTakesNoPatterns() {
		JoltClient client = connect(Personality.plain());
		JoltSubscription subscription = client.subscribe(SubscriptionOptions.forPattern("chat.*").build(),
				this.received::add);
		assertThat(subscription.ready()).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltException.class)
			.withMessageContaining("chat.*")
			.withMessageContaining("pattern");
		assertThat(broker().received()).noneMatch((line) -> line.contains("chat.*"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "FAIL", "DROP" })
	void aPlainBrokerTakesNoHeaders(HeadersOnPlainBroker setting) {
		JoltClient client = connect(Personality.plain(), (builder) -> builder.headersOnPlainBroker(setting));
		CompletableFuture<PublishResult> published = client
			.publish(JoltMessage.of(TOPIC, "hello", Map.of("name", "value")));
		if (setting == HeadersOnPlainBroker.DROP) {
			assertThat(published.join().acknowledged()).isTrue();
			assertThat(broker().received()).endsWith("{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"hello\"}");
		}
		else {
			assertThat(published).failsWithin(ScriptedBroker.PATIENCE)
				.withThrowableThat()
				.havingCause()
				.isInstanceOf(JoltNotSentException.class)
				.withMessageContaining("headers");
			assertThat(broker().received()).noneMatch((line) -> line.contains(TOPIC));
		}
	}

	@Test
	void headersThatOnlyAccompanyAMessageAreLeftOutForAPlainBroker() {
		JoltClient client = connect(Personality.plain(),
				(builder) -> builder.headersOnPlainBroker(HeadersOnPlainBroker.FAIL));
		JoltMessage traced = JoltMessage.of(TOPIC, "hello", Map.of("traceparent", "00-1-2-01"));
		JoltMessage mixed = JoltMessage.of(TOPIC, "hello", Map.of("traceparent", "00-1-2-01", "name", "value"));
		PublishOptions optional = PublishOptions.DEFAULT.withOptionalHeaders(Set.of("traceparent"));
		assertThat(client.publish(traced, optional).join().acknowledged()).isTrue();
		assertThat(broker().received()).endsWith("{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"hello\"}");
		assertThat(client.publish(mixed, optional)).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltNotSentException.class);
	}

	@Test
	void headersThatOnlyAccompanyAMessageAreLeftOutWhereItsLineWouldBeTooLong() {
		JoltClient client = connect(
				Personality.plain()
					.on("hello",
							Responder.send("{\"ok\":true,\"broker\":\"small/1\",\"version\":1,"
									+ "\"features\":[\"publish-ack\",\"headers\"],\"max_line\":120}")),
				(builder) -> builder.maxLineBytes(1024));
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("n", "v");
		headers.put("traceparent", "00-1-2-01");
		String line = "{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"%s\",\"headers\":{\"n\":\"v\"}}";
		for (int trace : List.of(1, 1024)) {
			headers.put("tracestate", "x".repeat(trace));
			String data = "x".repeat(120 - line.formatted("").length());
			JoltMessage traced = JoltMessage.of(TOPIC, data, headers);
			assertThat(client
				.publish(traced, PublishOptions.DEFAULT.withOptionalHeaders(Set.of("traceparent", "tracestate")))
				.join()
				.acknowledged()).isTrue();
			assertThat(broker().received()).endsWith(line.formatted(data));
		}
	}

	@Test
	void aPublishOverTheBrokersLimitIsNotSent() {
		JoltClient client = connect(Personality.plain()
			.on("hello", Responder.send("{\"ok\":true,\"broker\":\"small/1\",\"version\":1,"
					+ "\"features\":[\"publish-ack\"],\"max_line\":100}")));
		int room = 100 - "{\"op\":\"pub\",\"topic\":\"chat.general\",\"data\":\"\"}".length();
		assertThat(client.publish(TOPIC, "x".repeat(room)).join().acknowledged()).isTrue();
		assertThat(client.publish(TOPIC, "x".repeat(room + 1))).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltNotSentException.class)
			.withMessageContaining("100");
		assertThat(broker().received()).hasSize(2);
	}

	private ScriptedBroker broker() {
		return Objects.requireNonNull(this.broker);
	}

	private void start(Personality personality) {
		this.broker = ScriptedBroker.start(personality);
	}

	private JoltClient connect(Personality personality) {
		return connect(personality, (builder) -> builder);
	}

	private JoltClient connect(Personality personality, UnaryOperator<JoltClientBuilder> customizer) {
		start(personality);
		JoltClient client = client(customizer);
		client.connect();
		return client;
	}

	private JoltClient client(UnaryOperator<JoltClientBuilder> customizer) {
		JoltClientBuilder builder = JoltClientBuilder.create()
			.address("127.0.0.1", broker().port())
			.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(10), 2));
		JoltClient client = customizer.apply(builder).build();
		this.client = client;
		client.addConnectionListener(this.events);
		return client;
	}

	private static ConnectionInfo info(JoltClient client) {
		return Objects.requireNonNull(client.status().connection());
	}

	private static boolean acknowledged(JoltClient client) {
		return client.publish(TOPIC, "hello").join().acknowledged();
	}

	private JoltMessage next() {
		try {
			JoltMessage message = this.received.poll(ScriptedBroker.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(message).as("a message").isNotNull();
			return Objects.requireNonNull(message);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	private String[] probed() {
		return new String[] { broker().received().get(0), "{\"op\":\"pub\",\"topic\":\"_jolt.probe\",\"data\":\"\"}",
				"{\"op\":\"ping\"}", "{\"op\":\"sub\",\"topic\":\"\"}" };
	}

	private static Responder okOrError(String answer) {
		return answer.equals("ok") ? Responder.ok() : Responder.error(answer);
	}

	private static Responder refusingTheEmpty(String... lines) {
		return (connection, request) -> answerSubscription(connection, request, lines);
	}

	private static void answerSubscription(ScriptedConnection connection, ScriptedRequest request, String... lines) {
		if (request.topic().isEmpty()) {
			Responder.error("invalid_topic").respond(connection, request);
		}
		else {
			connection.sendTogether(lines);
		}
	}

}
