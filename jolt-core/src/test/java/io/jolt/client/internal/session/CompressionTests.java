package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltPayloadException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Texts travel compressed where the client or a publish says so, and the broker can pass
 * on what says so to subscribers.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class CompressionTests {

	private static final String TEXT = "0123456789".repeat(1000);

	private static final String COMPRESSED = Objects
		.requireNonNull(new PayloadCompression(true, 1024, 1).compress(TEXT));

	private static final String PLAIN_LINE = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + TEXT + "\"}";

	private static final String COMPRESSED_LINE = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"" + COMPRESSED
			+ "\",\"headers\":{\"jolt-encoding\":\"gzip\"}}";

	private static final PublishOptions COMPRESS = PublishOptions.DEFAULT.withCompression(true);

	private final BlockingQueue<JoltMessage> received = new LinkedBlockingQueue<>();

	@ParameterizedTest
	@EnumSource
	void aListenerSeesTheText(OverflowPolicy overflow) throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack", "headers"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			client.subscribe(SubscriptionOptions.forTopic("t").overflow(overflow).build(), this.received::add)
				.ready()
				.join();
			client.publish(JoltMessage.of("t", TEXT, Map.of("a", "b")), COMPRESS).join();
			assertThat(broker.received()).anyMatch((line) -> line.contains(COMPRESSED))
				.noneMatch((line) -> line.contains(TEXT));
			JoltMessage message = message();
			assertThat(message.data()).isEqualTo(TEXT);
			assertThat(message.headers()).isEqualTo(Map.of("jolt-encoding", "gzip", "a", "b"));
			assertThat(ClientTestSupport.failure(client.publish(message))).as("it says what it no longer is")
				.isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void byDefaultNothingIsCompressed() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack", "headers"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			client.publish("t", TEXT).join();
			assertThat(broker.received()).last().isEqualTo(PLAIN_LINE);
		}
	}

	@Test
	void theSettingOfTheClientAppliesToPublishesThatDoNotSay() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack", "headers"));
				DefaultJoltClient client = compressing(broker, (builder) -> builder.compressionThreshold(10_000))) {
			client.connect();
			client.publish("t", TEXT).join();
			assertThat(broker.received()).last().isEqualTo(COMPRESSED_LINE);
			client.publish(JoltMessage.of("t", TEXT), PublishOptions.DEFAULT.withCompression(false)).join();
			assertThat(broker.received()).last().isEqualTo(PLAIN_LINE);
			client.publish("t", TEXT.substring(1)).join();
			assertThat(broker.received()).last().isEqualTo(PLAIN_LINE.replace("\"0", "\""));
			client.exchangeTransport().send(JoltMessage.of("t", TEXT), PublishOptions.DEFAULT).join();
			assertThat(broker.received()).as("replies and calls, too").last().isEqualTo(COMPRESSED_LINE);
		}
	}

	@Test
	void whereHeadersAreNotKnownADefaultGoesPlainAndAnOptionFails() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = compressing(broker, (builder) -> {
				})) {
			client.connect();
			client.publish("t", TEXT).join();
			assertThat(broker.received()).last().isEqualTo(PLAIN_LINE);
			assertThat(ClientTestSupport.failure(client.publish(JoltMessage.of("t", TEXT), COMPRESS)))
				.isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("headersOnPlainBroker");
			client.publish(JoltMessage.of("t", "short"), COMPRESS).join();
			assertThat(broker.received()).last().asString().contains("short");
			assertThat(client.outbox().usedBytes()).isZero();
			assertThat(client.outbox().unanswered()).isZero();
		}
	}

	@Test
	void whereHeadersAreDroppedTheTextGoesAsItIs() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = compressing(broker,
						(builder) -> builder.headersOnPlainBroker(HeadersOnPlainBroker.DROP))) {
			client.connect();
			client.publish(JoltMessage.of("t", TEXT, Map.of("a", "b")), COMPRESS).join();
			assertThat(broker.received()).last().isEqualTo(PLAIN_LINE);
		}
	}

	@Test
	void whatWaitedGoesAsTheBrokerThatComesCanTakeIt() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = compressing(broker, (builder) -> {
				})) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			CompletableFuture<PublishResult> byDefault = client.publish("t", TEXT);
			CompletableFuture<PublishResult> byOption = client.publish(JoltMessage.of("t", TEXT), COMPRESS);
			long reserved = client.outbox().usedBytes();
			assertThat(reserved).as("room for the longer form").isGreaterThanOrEqualTo(2L * PLAIN_LINE.length());
			connection.send(hello("publish-ack", 1_048_576));
			connection.expect(PLAIN_LINE);
			assertThat(ClientTestSupport.failure(byOption)).isInstanceOf(JoltNotSentException.class);
			connection.send(ClientTestSupport.OK);
			byDefault.join();
			connection.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection next = broker.accept();
			next.expectOp("hello");
			byDefault = client.publish("t", TEXT);
			next.send(hello("headers\",\"publish-ack", 1_048_576));
			next.expect(COMPRESSED_LINE);
			next.send(ClientTestSupport.OK);
			byDefault.join();
			ClientTestSupport.soon().until(() -> client.outbox().usedBytes() == 0);
			assertThat(client.outbox().unanswered()).isZero();
		}
	}

	@Test
	void aTextLongerThanALineIsSentIfItFitsCompressed() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = compressing(broker, (builder) -> builder.maxLineBytes(2000))) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			CompletableFuture<PublishResult> waiting = client.publish("t", TEXT);
			connection.send(hello("headers\",\"publish-ack", 1500));
			connection.expect(COMPRESSED_LINE);
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			CompletableFuture<PublishResult> atOnce = client.publish("t", TEXT);
			connection.expect(COMPRESSED_LINE);
			connection.sendTogether(ClientTestSupport.OK, ClientTestSupport.OK);
			waiting.join();
			atOnce.join();
			assertThat(ClientTestSupport
				.failure(client.publish(JoltMessage.of("t", TEXT), PublishOptions.DEFAULT.withCompression(false))))
				.isInstanceOf(JoltNotSentException.class);
			connection.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection plain = broker.accept();
			plain.expectOp("hello");
			CompletableFuture<PublishResult> tooLong = client.publish("t", TEXT);
			plain.send(hello("publish-ack", 1_048_576));
			assertThat(ClientTestSupport.failure(tooLong)).as("it would go as it is, which is too long")
				.isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void whatIsTooLongIsTheListenersFailure() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack", "headers"));
				DefaultJoltClient client = compressing(broker,
						(builder) -> builder.maxDecompressedBytes(TEXT.length() - 1))) {
			client.connect();
			client.subscribe("t", this.received::add).ready().join();
			client.publish("t", TEXT).join();
			JoltMessage message = message();
			assertThatExceptionOfType(JoltPayloadException.class).isThrownBy(message::data);
		}
	}

	private JoltMessage message() throws InterruptedException {
		return Objects.requireNonNull(this.received.poll(10, TimeUnit.SECONDS));
	}

	private static DefaultJoltClient compressing(ScriptedBroker broker, Consumer<JoltClientBuilder> settings) {
		return ClientTestSupport.client(broker, (builder) -> {
			builder.compression(true).requestTimeout(Duration.ofSeconds(20));
			settings.accept(builder);
		});
	}

	private static String hello(String features, int maxLine) {
		return "{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,\"features\":[\"" + features + "\"],\"max_line\":"
				+ maxLine + "}";
	}

}
