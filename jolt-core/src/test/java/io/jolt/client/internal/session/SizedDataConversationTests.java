package io.jolt.client.internal.session;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * In which form texts travel depends on what the connection agreed on.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class SizedDataConversationTests {

	private static final String JSON = "{\"a\":\"\u00e9\"}";

	private static final String ORDINARY = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"{\\\"a\\\":\\\"\\u00e9\\\"}\"}";

	private static final String SIZED = "#10 {\"op\":\"pub\",\"topic\":\"t\"}";

	private final BlockingQueue<JoltMessage> received = new LinkedBlockingQueue<>();

	@Test
	void whereItWasAgreedTextsFollowTheirLines() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, true, 1_048_576);
			JoltSubscription subscription = client.subscribe("t", this.received::add);
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			subscription.ready().join();
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			publishesSized(client, connection);
			connection.send("#3 {\"topic\":\"t\",\"headers\":{\"h\":\"i\"}}\n\"\n\"");
			connection.send("{\"topic\":\"t\",\"data\":\"\\\"\"}");
			JoltMessage first = message();
			assertThat(first.data()).isEqualTo("\"\n\"");
			assertThat(first.headers()).isEqualTo(Map.of("h", "i"));
			assertThat(message().data()).isEqualTo("\"");
			assertThat(client.publish(JoltMessage.of("t", "\"", Map.of("h", "i")))).isNotDone();
			connection.expect("#1 {\"op\":\"pub\",\"topic\":\"t\",\"headers\":{\"h\":\"i\"}}");
			connection.expect("\"");
		}
	}

	@Test
	void whatWaitsForAConnectionGoesOutAsEveryBrokerKnowsIt() {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection first = accept(broker, true, 1_048_576);
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			publishesSized(client, first);
			first.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection second = broker.accept();
			second.expectOp("hello");
			CompletableFuture<PublishResult> waiting = client.publish("t", JSON);
			second.send(hello(false, 1_048_576));
			second.expect(ORDINARY);
			second.send(ClientTestSupport.OK);
			assertThat(waiting.join().acknowledged()).isTrue();
			CompletableFuture<PublishResult> open = client.publish("t", JSON);
			second.expect(ORDINARY);
			second.send(ClientTestSupport.OK);
			assertThat(open.join().acknowledged()).isTrue();
			second.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection third = broker.accept();
			third.expectOp("hello");
			CompletableFuture<PublishResult> again = client.publish("t", JSON);
			third.send(hello(true, 1_048_576));
			third.expect(ORDINARY);
			third.send(ClientTestSupport.OK);
			assertThat(again.join().acknowledged()).isTrue();
			publishesSized(client, third);
		}
	}

	@Test
	void withoutNegotiationNothingIsAgreed() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				JoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.negotiation(NegotiationMode.OFF))) {
			client.start();
			ScriptedConnection connection = broker.accept();
			CompletableFuture<PublishResult> future = client.publish("t", JSON);
			connection.expect(ORDINARY);
			connection.send(ClientTestSupport.OK);
			assertThat(future.join().acknowledged()).isTrue();
		}
	}

	@Test
	void whatCouldBeTooLongAsAStringGoesAsOne() {
		// 24 bytes of line, 16 of what is around the text, 6 for each of its 10 bytes
		for (int maxLine : new int[] { 100, 99 }) {
			try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
				client.start();
				ScriptedConnection connection = accept(broker, true, maxLine);
				ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
				CompletableFuture<PublishResult> future = client.publish("t", JSON);
				connection.expect((maxLine == 100) ? SIZED : ORDINARY);
				if (maxLine == 100) {
					connection.expect(JSON);
				}
				connection.send(ClientTestSupport.OK);
				assertThat(future.join().acknowledged()).isTrue();
			}
		}
	}

	@Test
	void aFrameThatNobodyAgreedOnEndsTheConnection() {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, false, 1_048_576);
			connection.send("#1 {\"topic\":\"t\"}\n\"");
			connection.expectEnd();
			accept(broker, false, 1_048_576);
		}
	}

	private static void publishesSized(JoltClient client, ScriptedConnection connection) {
		CompletableFuture<PublishResult> future = client.publish("t", JSON);
		connection.expect(SIZED);
		connection.expect(JSON);
		connection.send(ClientTestSupport.OK);
		assertThat(future.join().acknowledged()).isTrue();
	}

	private JoltMessage message() throws InterruptedException {
		return Objects.requireNonNull(this.received.poll(10, TimeUnit.SECONDS), "Nothing came");
	}

	private static ScriptedConnection accept(ScriptedBroker broker, boolean sized, int maxLine) {
		ScriptedConnection connection = broker.accept();
		assertThat(connection.readLine()).contains("\"sized_data\":true");
		connection.send(hello(sized, maxLine));
		return connection;
	}

	private static String hello(boolean sized, int maxLine) {
		return "{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,\"features\":[\"publish-ack\",\"headers\""
				+ (sized ? ",\"sized-data\"" : "") + "],\"max_line\":" + maxLine + "}";
	}

}
