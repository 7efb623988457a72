package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.CallOptions;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.PublishOptions;
import io.jolt.client.spi.exchange.ExchangeOptions;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a builder sets for requests and calls reaches them.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class ExchangeSettingsTests {

	private static final JoltMessage MESSAGE = JoltMessage.of("t", "d");

	@Test
	void withoutSettingsTheDefaultsApply() {
		assertThat(BuilderOptions.of(JoltClientBuilder.create()).exchanges()).isEqualTo(ExchangeOptions.DEFAULT);
		assertThat(ExchangeOptions.DEFAULT.replyTimeout()).hasSeconds(10);
		assertThat(ExchangeOptions.DEFAULT.maxWaitingRequests()).isEqualTo(16_384);
		assertThat(ExchangeOptions.DEFAULT.maxOpenCalls()).isEqualTo(16_384);
		assertThat(ExchangeOptions.DEFAULT.window()).isEqualTo(64);
	}

	@Test
	void aReplyIsAwaitedAsLongAsTheClientSays() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(new Random(1)),
						(builder) -> builder.replyTimeout(Duration.ofSeconds(2)))) {
			ScriptedConnection connection = open(broker, client);
			CompletableFuture<JoltReply> request = client.request(MESSAGE, PublishOptions.DEFAULT);
			connection.expectOp("sub");
			connection.expectOp("pub");
			connection.sendTogether(ClientTestSupport.OK, "{\"ok\":true,\"subscribers\":1}");
			client.ping();
			connection.expectOp("ping");
			connection.send(ClientTestSupport.OK);
			ClientTestSupport.soon().until(() -> client.outbox().unanswered() == 0);
			time.advance(Duration.ofMillis(1900));
			assertThat(request).isNotDone();
			time.advance(Duration.ofMillis(200));
			assertThat(ClientTestSupport.failure(request)).isInstanceOf(JoltReplyTimeoutException.class);
		}
	}

	@Test
	void noMoreRequestsWaitAndNoMoreCallsAreOpenThanTheClientSays() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.maxWaitingRequests(1).maxOpenCalls(2))) {
			open(broker, client);
			CompletableFuture<JoltReply> request = client.request(MESSAGE, PublishOptions.DEFAULT);
			assertThat(ClientTestSupport.failure(client.request(MESSAGE, PublishOptions.DEFAULT)))
				.isInstanceOf(JoltNotSentException.class);
			CompletableFuture<JoltCall> first = client.call(MESSAGE, CallOptions.DEFAULT);
			CompletableFuture<JoltCall> second = client.call(MESSAGE, CallOptions.DEFAULT);
			assertThat(ClientTestSupport.failure(client.call(MESSAGE, CallOptions.DEFAULT)))
				.isInstanceOf(JoltNotSentException.class);
			assertThat(request).isNotDone();
			assertThat(first).isNotDone();
			assertThat(second).isNotDone();
		}
	}

	@Test
	void aSideTakesAsManyItemsAsTheClientSaysUnlessTheCallDoes() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, (builder) -> builder.callWindow(7))) {
			ScriptedConnection connection = open(broker, client);
			CompletableFuture<JoltCall> usual = client.call(MESSAGE, CallOptions.DEFAULT);
			connection.expectOp("sub");
			assertThat(connection.expectOp("pub").line()).contains("\"jolt-credit\":\"7\"");
			CompletableFuture<JoltCall> own = client.call(MESSAGE, CallOptions.DEFAULT.withWindow(3));
			assertThat(connection.expectOp("pub").line()).contains("\"jolt-credit\":\"3\"");
			JoltCall accepted = client.accept(JoltMessage.of("t", "d",
					Map.of("jolt-frame", "open", "jolt-call", "1", "jolt-reply-to", "elsewhere", "jolt-more", "true")),
					CallOptions.DEFAULT);
			assertThat(connection.expectOp("pub").line()).contains("\"jolt-credit\":\"7\"");
			assertThat(usual).isNotDone();
			assertThat(own).isNotDone();
			assertThat(accepted.ended()).isNotDone();
		}
	}

	@Test
	void whatDoesNotMakeSenseIsRefused() {
		JoltClientBuilder builder = JoltClientBuilder.create();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.replyTimeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxWaitingRequests(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxOpenCalls(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.callWindow(0));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.callWindow(CallOptions.MAX_WINDOW + 1));
	}

	@Test
	void whoOnlyWatchesSaysSoAndNobodyElseDoes() {
		for (boolean observer : new boolean[] { true, false }) {
			try (ScriptedBroker broker = ScriptedBroker.start();
					DefaultJoltClient client = ClientTestSupport.client(broker,
							(builder) -> builder.observer(observer))) {
				client.start();
				assertThat(broker.accept().expectOp("hello").line().contains("\"observer\":true")).isEqualTo(observer);
			}
		}
	}

	private static ScriptedConnection open(ScriptedBroker broker, DefaultJoltClient client) {
		client.start();
		ScriptedConnection connection = broker.accept();
		connection.expectOp("hello");
		connection.send("{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,\"inbox\":\"own\","
				+ "\"features\":[\"publish-ack\",\"headers\",\"count\",\"inbox\"],\"max_line\":1048576}");
		ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
		return connection;
	}

}
