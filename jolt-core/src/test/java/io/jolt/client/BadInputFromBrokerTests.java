package io.jolt.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * A broker that says what it should not.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class BadInputFromBrokerTests {

	private static final String TOPIC = "chat.general";

	private static final String ESCAPED_CONTROL = "\\u001b";

	private static final String ESCAPED_NUL = "\\u0000";

	private final RecordingConnectionListener events = new RecordingConnectionListener();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final Personality personality = Personality.withFeatures("publish-ack");

	private final ScriptedBroker broker = ScriptedBroker.start(this.personality);

	private final JoltClient client = JoltClientBuilder.create()
		.address("127.0.0.1", this.broker.port())
		.maxLineBytes(10_000)
		.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(10), 2))
		.build();

	@AfterEach
	void close() {
		this.client.close();
		this.broker.close();
	}

	static Stream<Named<String>> poison() {
		return Stream.of(Named.of("an ok that nobody asked for", "{\"ok\":true}"),
				Named.of("an error that nobody asked for", "{\"ok\":false,\"error\":\"no\"}"),
				Named.of("ok that is no boolean", "{\"ok\":1}"),
				Named.of("neither message nor answer", "{\"topic\":\"t\"}"), Named.of("an array", "[]"),
				Named.of("no JSON", "\u001bhello"), Named.of("truncated JSON", "{\"topic\":\"t\",\"data\":\"d"),
				Named.of("a key twice", "{\"ok\":true,\"ok\":true}"),
				Named.of("a topic that is no string", "{\"topic\":7,\"data\":\"d\"}"), Named.of("NUL", "\u0000"),
				Named.of("NUL behind JSON", "{\"ok\":true}\u0000"),
				Named.of("NUL in a string", "{\"topic\":\"chat.general\",\"data\":\"\u0000\"}"),
				Named.of("nested too deep", "{\"x\":" + "[".repeat(64) + "]".repeat(64) + ",\"ok\":true}"),
				Named.of("nested without an end", "[".repeat(9_000)),
				Named.of("a number of thousands of digits", "{\"x\":" + "9".repeat(9_000) + ",\"ok\":true}"),
				Named.of("no number", "{\"ok\":true,\"x\":NaN}"), Named.of("two objects", "{\"x\":1}{\"ok\":true}"),
				Named.of("a line that is too long", "{\"topic\":\"t\",\"data\":\"" + "x".repeat(10_000) + "\"}"));
	}

	@ParameterizedTest
	@MethodSource("poison")
	void whatBreaksTheProtocolCostsTheConnectionOnly(String line) {
		subscribed();
		ScriptedConnection first = this.broker.connections().get(0);
		first.send(line);
		await().untilAsserted(() -> assertThat(this.events.opened()).hasSize(2));
		assertThat(this.events.lost()).singleElement().satisfies((ex) -> {
			String quoted = line.replace("\u001b", ESCAPED_CONTROL).replace("\u0000", ESCAPED_NUL);
			assertThat(ex.getMessage()).hasSizeLessThan(500)
				.doesNotContainPattern("\\p{Cntrl}")
				.contains(this.broker.address().toString());
			if (!quoted.startsWith("{\"ok\":true}") && !quoted.contains("\"error\"")) {
				assertThat(ex.getMessage()).contains(quoted.substring(0, Math.min(80, quoted.length())));
			}
		});
		await().untilAsserted(() -> assertThat(first.isOpen()).isFalse());
		// the subscription has come back
		this.broker.sendToAll("{\"topic\":\"chat.general\",\"data\":\"still here\"}");
		assertThat(next()).isEqualTo("still here");
		assertThat(this.events.errors()).isEmpty();
	}

	@Test
	void aPoisonedConnectionIsNotMadeAgainAtOnce() {
		// the chance that the jitter leaves less than the test's time is one in thousands
		ReconnectPolicy patient = new ReconnectPolicy(Duration.ofDays(1), Duration.ofDays(1), 1);
		try (JoltClient patientClient = JoltClientBuilder.create()
			.address("127.0.0.1", this.broker.port())
			.reconnectPolicy(patient)
			.build()) {
			patientClient.addConnectionListener(this.events);
			patientClient.connect();
			this.broker.sendToAll("poison");
			await().untilAsserted(() -> assertThat(this.events.lost()).hasSize(1));
			await().untilAsserted(() -> assertThat(patientClient.state()).isEqualTo(ConnectionState.BACKING_OFF));
			assertThat(patientClient.status().lastFailure()).isSameAs(this.events.lost().get(0));
			assertThat(this.broker.connections()).hasSize(1);
		}
	}

	@Test
	void invalidUtf8CostsTheConnectionOnly() {
		subscribed();
		byte[] line = "{\"topic\":\"chat.general\",\"data\":\"?\"}\n".getBytes(StandardCharsets.UTF_8);
		line[line.length - 4] = (byte) 0xFF;
		this.broker.connections().get(0).sendRaw(line);
		await().untilAsserted(() -> assertThat(this.events.opened()).hasSize(2));
		assertThat(this.events.lost()).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("not UTF-8"));
		assertThat(this.received).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "c0af", "eda080", "f4908080", "e282", "80" })
	void whatUtf8ForbidsIsRefusedAndNotRepaired(String hex) {
		subscribed();
		byte[] bytes = HexFormat.of().parseHex(hex);
		byte[] line = ("{\"topic\":\"chat.general\",\"data\":\"" + new String(bytes, StandardCharsets.ISO_8859_1)
				+ "\"}\n")
			.getBytes(StandardCharsets.ISO_8859_1);
		this.broker.connections().get(0).sendRaw(line);
		await().untilAsserted(() -> assertThat(this.events.opened()).hasSize(2));
		assertThat(this.events.lost()).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("not UTF-8"));
		assertThat(this.received).isEmpty();
	}

	@Test
	void aLineWithoutAnEndIsRefusedAtTheLimit() {
		subscribed();
		ScriptedConnection first = this.broker.connections().get(0);
		first.sendRaw("x".repeat(10_001).getBytes(StandardCharsets.US_ASCII));
		await().untilAsserted(() -> assertThat(this.events.opened()).hasSize(2));
		assertThat(this.events.lost()).singleElement()
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("10000").message().hasSizeLessThan(500));
		await().untilAsserted(() -> assertThat(first.isOpen()).isFalse());
	}

	@Test
	void hugeNumbersAreDeliveredAsTheirText() {
		subscribed();
		String digits = "9".repeat(100);
		this.broker.sendToAll("{\"topic\":\"chat.general\",\"data\":1e999999999}");
		this.broker.sendToAll("{\"topic\":\"chat.general\",\"data\":-" + digits + "}");
		assertThat(next()).isEqualTo("1e999999999");
		assertThat(next()).isEqualTo("-" + digits);
		assertThat(this.events.lost()).isEmpty();
	}

	@Test
	void whatABrokerSaysOfAFailedAuthenticationIsTruncatedAndEscaped() {
		this.personality.user("app", "secret").failedAuth(Responder.error("auth\\n\\u001b[31m" + "x".repeat(8_000)));
		try (JoltClient app = JoltClientBuilder.create()
			.address("127.0.0.1", this.broker.port())
			.credentials("app", "wrong")
			.build()) {
			assertThatThrownBy(app::connect).isInstanceOf(JoltAuthenticationException.class)
				.message()
				.hasSizeLessThan(500)
				.contains("auth\\n\\u001b[31mxxx")
				.doesNotContainPattern("\\p{Cntrl}")
				.doesNotContain("wrong");
		}
	}

	@Test
	void aRequestThatWaitsForItsAnswerThenHasAnUnknownOutcome() {
		this.personality.on("pub", Responder.send("{\"ok\":\"yes\"}"));
		connect();
		assertThat(this.client.publish(TOPIC, "hello")).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltOutcomeUnknownException.class)
			.withMessageContaining("'chat.general'");
	}

	@Test
	void aDeliveryBetweenARequestAndItsAnswerIsDelivered() {
		subscribed();
		this.personality.on("ping",
				Responder.send("{\"topic\":\"chat.general\",\"data\":\"between\"}", "{\"ok\":true}"));
		this.personality.on("pub",
				Responder.send("{\"topic\":\"chat.general\",\"data\":\"again\"}", "{\"ok\":false,\"error\":\"no\"}"));
		CompletableFuture<Duration> ping = this.client.ping();
		CompletableFuture<PublishResult> published = this.client.publish(TOPIC, "hello");
		assertThat(ping.join()).isPositive();
		assertThat(published).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltRejectedException.class);
		assertThat(next()).isEqualTo("between");
		assertThat(next()).isEqualTo("again");
	}

	@Test
	void aDeliveryAfterTheUnsubscriptionIsDroppedAndCounted() {
		this.personality.on("unsub", Responder.send("{\"topic\":\"chat.general\",\"data\":\"late\"}", "{\"ok\":true}"));
		JoltSubscription subscription = subscribed();
		subscription.unsubscribe().join();
		assertThat(this.received).isEmpty();
		assertThat(subscription.droppedMessages()).isOne();
	}

	@Test
	void aDeliveryAfterTheUnsubscriptionWasAnsweredIsCountedAndHarmsNobody() {
		JoltSubscription subscription = subscribed();
		subscription.unsubscribe().join();
		this.broker.sendToAll("{\"topic\":\"chat.general\",\"data\":\"late\"}");
		// what comes after it was read after it
		assertThat(this.client.ping().join()).isPositive();
		assertThat(this.received).isEmpty();
		assertThat(this.client.status().unclaimedDeliveries()).isOne();
		assertThat(this.events.lost()).isEmpty();
	}

	@Test
	void aDeliveryOfATopicThatWasNeverSubscribedIsCountedAndHarmsNobody() {
		subscribed();
		this.broker.sendToAll("{\"topic\":\"other\",\"data\":\"d\"}");
		assertThat(this.client.ping().join()).isPositive();
		assertThat(this.received).isEmpty();
		assertThat(this.client.status().unclaimedDeliveries()).isOne();
		assertThat(this.events.lost()).isEmpty();
	}

	@Test
	void anErrorTextIsTruncatedAndEscaped() {
		this.personality.on("pub", Responder.error("bad\\n\\u001b[31m" + "x".repeat(8_000)));
		connect();
		assertThat(this.client.publish(TOPIC, "hello")).failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(JoltRejectedException.class, (ex) -> {
				assertThat(ex.getMessage()).hasSizeLessThan(500)
					.contains("bad\\n\\u001b[31mxxx")
					.doesNotContainPattern("\\p{Cntrl}");
				assertThat(ex.code()).hasSizeLessThan(200).doesNotContainPattern("\\p{Cntrl}");
			});
	}

	@Test
	void anErrorTextOfARefusedSubscriptionIsTruncatedAndEscaped() {
		this.personality.on("sub", Responder.error("bad\\n" + "x".repeat(8_000)));
		connect();
		assertThat(this.client.subscribe(TOPIC, (message) -> this.received.add(message.data())).ready())
			.failsWithin(ScriptedBroker.PATIENCE)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(JoltRejectedException.class,
					(ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500)
						.contains("'chat.general'")
						.contains("bad\\nxxx")
						.doesNotContainPattern("\\p{Cntrl}"));
	}

	private void connect() {
		this.client.addConnectionListener(this.events);
		this.client.connect();
	}

	private JoltSubscription subscribed() {
		connect();
		JoltSubscription subscription = this.client.subscribe(TOPIC, (message) -> this.received.add(message.data()));
		subscription.ready().join();
		return subscription;
	}

	private String next() {
		try {
			String data = this.received.poll(ScriptedBroker.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(data).as("a message").isNotNull();
			return String.valueOf(data);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

}
