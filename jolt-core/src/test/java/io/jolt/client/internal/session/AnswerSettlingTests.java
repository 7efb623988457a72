package io.jolt.client.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Answers that one read brings are settled together, and each still goes to its own
 * request.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class AnswerSettlingTests {

	private static final String OK = ClientTestSupport.OK;

	private static final String DENIED = "{\"ok\":false,\"error\":\"permission_denied\"}";

	@Test
	void manyAnswersOfOneReadGoToTheirRequests() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			List<CompletableFuture<PublishResult>> futures = publish(client, connection, 100);
			String[] answers = new String[100];
			for (int i = 0; i < 100; i++) {
				answers[i] = (i % 7 == 3) ? DENIED : (i % 7 == 5) ? "{\"ok\" : true,\"id\":" + i + "}" : OK;
			}
			connection.sendTogether(answers);
			for (int i = 0; i < 100; i++) {
				if (i % 7 == 3) {
					assertThat(ClientTestSupport.failure(futures.get(i))).as("publish %d", i)
						.isInstanceOf(JoltRejectedException.class);
				}
				else {
					assertThat(futures.get(i).get(10, TimeUnit.SECONDS).acknowledged()).as("publish %d", i).isTrue();
				}
			}
		}
	}

	@Test
	void anErrorAmongOksIsItsOwnRequests() {
		for (int wrong = 0; wrong < 5; wrong++) {
			try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
				client.start();
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				List<CompletableFuture<PublishResult>> futures = publish(client, connection, 5);
				List<String> answers = new ArrayList<>(List.of(OK, OK, OK, OK));
				answers.add(wrong, DENIED);
				connection.sendTogether(answers.toArray(new String[0]));
				for (int i = 0; i < 5; i++) {
					if (i == wrong) {
						assertThat(ClientTestSupport.failure(futures.get(i))).isInstanceOf(JoltRejectedException.class);
					}
					else {
						assertThat(futures.get(i).join().acknowledged()).isTrue();
					}
				}
			}
		}
	}

	@Test
	void oneOkTooManyEndsTheConnectionAfterAllThatAreOwed() {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			List<CompletableFuture<PublishResult>> futures = publish(client, connection, 2);
			connection.sendTogether(OK, OK, OK);
			futures.forEach((future) -> assertThat(future.join().acknowledged()).isTrue());
			connection.expectEnd();
			ClientTestSupport.acceptHello(broker);
		}
	}

	@Test
	void aMalformedLineDoesNotTakeTheAnswersBeforeIt() {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			List<CompletableFuture<PublishResult>> futures = publish(client, connection, 3);
			connection.sendTogether(OK, OK, "#1 {");
			assertThat(futures.get(0).join().acknowledged()).isTrue();
			assertThat(futures.get(1).join().acknowledged()).isTrue();
			assertThat(ClientTestSupport.failure(futures.get(2))).isInstanceOf(JoltOutcomeUnknownException.class);
			ClientTestSupport.acceptHello(broker);
		}
	}

	@Test
	void aProbeTakesSeveralAnswersOfOneRead() {
		for (boolean answered : List.of(true, false)) {
			try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
				client.start();
				ScriptedConnection connection = broker.accept();
				connection.expectOp("hello");
				connection.send("{\"ok\":false,\"error\":\"unknown_op\"}");
				connection.expectOp("pub");
				connection.expectOp("ping");
				connection.expectOp("sub");
				String refused = "{\"ok\":false,\"error\":\"invalid_topic\"}";
				if (answered) {
					connection.sendTogether(OK, OK, refused);
				}
				else {
					connection.sendTogether(OK, refused);
				}
				CompletableFuture<PublishResult> future = client.publish("t", "d");
				connection.expectOp("pub");
				if (answered) {
					assertThat(future).isNotDone();
					connection.send(OK);
				}
				assertThat(future.join().acknowledged()).isEqualTo(answered);
			}
		}
	}

	@Test
	void anOkBeforeADeliveryThatBlocksIsTakenBeforeIt() throws Exception {
		// as many as are held before the last topic's answer, and some more with it
		String delivery = "{\"topic\":\"a\",\"data\":\"" + "x".repeat(1_000) + "\"}";
		String[] held = new String[1024 * 1024 / delivery.length()];
		Arrays.fill(held, delivery);
		BlockingQueue<String> received = new LinkedBlockingQueue<>();
		CompletableFuture<Void> gate = new CompletableFuture<>();
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopics("a", "b").overflow(OverflowPolicy.BLOCK).queueCapacity(1).build(),
					(message) -> {
						gate.join();
						received.add(message.data());
					});
			client.start();
			ClientTestSupport.acceptHello(broker);
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.send(OK);
			own.expectOp("sub");
			own.sendTogether(held);
			own.sendTogether(OK, delivery, delivery, delivery, delivery);
			try {
				subscription.ready().get(10, TimeUnit.SECONDS);
				assertThat(received).isEmpty();
			}
			finally {
				gate.complete(null);
			}
			for (int i = 0; i < held.length + 4; i++) {
				assertThat(received.poll(10, TimeUnit.SECONDS)).isNotNull();
			}
		}
	}

	private static List<CompletableFuture<PublishResult>> publish(JoltClient client, ScriptedConnection connection,
			int count) {
		List<CompletableFuture<PublishResult>> futures = new ArrayList<>();
		// waits until the connection is open
		futures.add(client.publish("t", "0"));
		connection.expectOp("pub");
		for (int i = 1; i < count; i++) {
			futures.add(client.publish("t", String.valueOf(i)));
		}
		for (int i = 1; i < count; i++) {
			connection.expectOp("pub");
		}
		return futures;
	}

}
