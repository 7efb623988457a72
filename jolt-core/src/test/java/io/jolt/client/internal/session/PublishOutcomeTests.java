package io.jolt.client.internal.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.PublishAcknowledgement;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.Responder;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A publish ends in exactly one of four ways.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class PublishOutcomeTests {

	@Test
	void isAcceptedWhenTheBrokerSaysOk() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			assertThat(client.publish("a", "b").join().acknowledged()).isTrue();
		}
	}

	@Test
	void isRejectedWithTheBrokersCode() {
		try (ScriptedBroker broker = ScriptedBroker
			.start(Personality.withFeatures("publish-ack").on("pub", Responder.error("not_authorized: no\\nway")));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			assertThat(ClientTestSupport.failure(client.publish("secret", "b")))
				.isInstanceOfSatisfying(JoltRejectedException.class, (ex) -> {
					assertThat(ex.code()).isEqualTo("not_authorized");
					assertThat(ex).hasMessageContaining("secret").hasMessageContaining("no\\nway");
				});
		}
	}

	/**
	 * The broker takes so many bytes of the publish, gives so many of its answer, and
	 * goes. Sent and answered are told apart at each byte.
	 */
	@Test
	void endsInOneWayWhereverTheConnectionIsCut() {
		byte[] answer = (ClientTestSupport.OK + "\n").getBytes(StandardCharsets.UTF_8);
		for (int given = 0; given <= answer.length; given++) {
			try (ScriptedBroker broker = ScriptedBroker.start();
					DefaultJoltClient client = ClientTestSupport.client(broker)) {
				client.start();
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				CompletableFuture<PublishResult> publish = client.publish("a", "b");
				connection.expectOp("pub");
				connection.sendRaw(Arrays.copyOf(answer, given));
				connection.close();
				if (given == answer.length) {
					assertThat(publish.join().acknowledged()).isTrue();
				}
				else {
					assertThat(ClientTestSupport.failure(publish)).as("after %d bytes of the answer", given)
						.isInstanceOf(JoltOutcomeUnknownException.class)
						.hasMessageContaining("topic 'a'");
				}
				await().until(() -> client.outbox().usedBytes() == 0);
				await().until(() -> client.outbox().unanswered() == 0);
			}
		}
	}

	@Test
	void whatWasNeverHandedToTheSocketIsNotSentAndWhatWasIsUnknown() {
		// the broker reads nothing: the first publish fills the socket, the next ones
		// wait
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.maxLineBytes(64 * 1024 * 1024).outgoingBufferBytes(256 * 1024 * 1024))) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send(ClientTestSupport.HELLO.replace("1048576", "1000000000"));
			await().until(() -> client.state() == ConnectionState.OPEN);
			String large = "x".repeat(32 * 1024 * 1024);
			CompletableFuture<Throwable> stuck = new CompletableFuture<>();
			Thread publisher = new Thread(
					() -> stuck.complete(ClientTestSupport.failure(client.publish("stuck", large))));
			publisher.start();
			await().until(() -> Arrays.stream(publisher.getStackTrace())
				.anyMatch((frame) -> frame.getMethodName().equals("writeTaken")));
			CompletableFuture<PublishResult> waiting = client.publish("waiting", "x");
			assertThat(waiting).isNotDone();
			connection.reset();
			assertThat(ClientTestSupport.failure(waiting)).isInstanceOf(JoltNotSentException.class);
			assertThat(stuck.join()).isInstanceOf(JoltOutcomeUnknownException.class);
			await().until(() -> client.outbox().usedBytes() == 0);
		}
	}

	@Test
	void isUnknownWhenTheAnswerDoesNotComeInTime() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(new Random(1)),
						(builder) -> builder.pingInterval(Duration.ZERO))) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			await().until(() -> client.state() == ConnectionState.OPEN);
			CompletableFuture<PublishResult> late = client.publish("late", "b");
			connection.expectOp("pub");
			time.advance(Duration.ofSeconds(10).minusNanos(1));
			assertThat(late).isNotDone();
			time.advance(Duration.ofNanos(1));
			assertThat(ClientTestSupport.failure(late)).isInstanceOf(JoltOutcomeUnknownException.class)
				.hasMessageContaining("request time-out");
			// its place remains: the late answer is not taken for the next one's
			CompletableFuture<PublishResult> next = client.publish("next", "b");
			connection.expectOp("pub");
			connection.send(ClientTestSupport.OK);
			connection.send("{\"ok\":false,\"error\":\"for_next\"}");
			assertThat(ClientTestSupport.failure(next)).isInstanceOf(JoltRejectedException.class)
				.hasMessageContaining("for_next");
		}
	}

	/**
	 * Answers come late, requests are cancelled and time out in any order: each request
	 * that is still waited for gets its own answer.
	 */
	@Test
	void noAnswerIsEverTakenForAnothers() {
		// this clock moves faster than a thread that writes
		for (long seed = 1; seed <= 20; seed++) {
			Random random = new Random(seed);
			ManualTime time = new ManualTime();
			try (ScriptedBroker broker = ScriptedBroker.start();
					DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(random),
							(builder) -> builder.pingInterval(Duration.ZERO).writeTimeout(Duration.ofDays(1)))) {
				client.start();
				ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
				await().until(() -> client.state() == ConnectionState.OPEN);
				playRandomly(random, time, client, connection, "seed " + seed);
			}
		}
	}

	private static void playRandomly(Random random, ManualTime time, DefaultJoltClient client,
			ScriptedConnection connection, String description) {
		List<CompletableFuture<PublishResult>> futures = new ArrayList<>();
		int read = 0;
		int answered = 0;
		for (int step = 0; step < 200; step++) {
			int choice = random.nextInt(10);
			if (choice < 5) {
				futures.add(client.publish("t" + futures.size(), "x"));
			}
			else if (choice < 6 && !futures.isEmpty()) {
				futures.get(random.nextInt(futures.size())).cancel(false);
			}
			else if (choice < 7) {
				// what has not been written by then would not be sent at all
				for (; read < futures.size(); read++) {
					assertThat(connection.expectOp("pub").topic()).isEqualTo("t" + read);
				}
				time.advance(Duration.ofSeconds(random.nextInt(6)));
			}
			else if (answered < futures.size()) {
				while (read <= answered) {
					assertThat(connection.expectOp("pub").topic()).isEqualTo("t" + read);
					read++;
				}
				connection.send("{\"ok\":false,\"error\":\"answer_" + answered + "\"}");
				answered++;
			}
		}
		for (; read < futures.size(); read++) {
			assertThat(connection.expectOp("pub").topic()).isEqualTo("t" + read);
		}
		for (; answered < futures.size(); answered++) {
			connection.send("{\"ok\":false,\"error\":\"answer_" + answered + "\"}");
		}
		await().until(() -> client.outbox().unanswered() == 0);
		for (int i = 0; i < futures.size(); i++) {
			Throwable failure = futures.get(i).isCancelled() ? null : ClientTestSupport.failure(futures.get(i));
			if (failure instanceof JoltRejectedException rejected) {
				assertThat(rejected.code()).as("%s, request %d", description, i).isEqualTo("answer_" + i);
			}
			else if (failure != null) {
				assertThat(failure).isInstanceOf(JoltOutcomeUnknownException.class);
			}
		}
	}

	@Test
	void isWrittenWhereTheBrokerDoesNotAnswer() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain().publishUnanswered());
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			assertThat(client.publish("a", "b").join().acknowledged()).isFalse();
			assertThat(client.ping().join()).isNotNull();
			await().until(() -> client.outbox().unanswered() == 0);
		}
	}

	@Test
	void anOverrideBeatsWhatWasFoundOut() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain());
				DefaultJoltClient client = ClientTestSupport.client(broker,
						(builder) -> builder.publishAcknowledgement(PublishAcknowledgement.ALWAYS))) {
			client.connect();
			assertThat(client.publish("a", "b").join().acknowledged()).isTrue();
		}
	}

	@Test
	void isNotSentBeforeTheStartAndAfterTheEnd() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"))) {
			DefaultJoltClient client = ClientTestSupport.client(broker);
			assertThat(client.publish("a", "b")).isCompletedExceptionally();
			assertThat(ClientTestSupport.failure(client.publish("a", "b"))).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("start()");
			client.connect();
			client.stop();
			assertThat(ClientTestSupport.failure(client.publish("a", "b"))).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("stopped");
			client.close();
			assertThat(ClientTestSupport.failure(client.ping())).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("closed");
		}
	}

	@Test
	void isNotSentWhereItsLineIsTooLong() {
		Personality personality = Personality.plain()
			.on("hello", Responder.send("{\"ok\":true,\"broker\":\"b/1\",\"version\":1,\"features\":[\"publish-ack\"],"
					+ "\"max_line\":100}"));
		try (ScriptedBroker broker = ScriptedBroker.start(personality);
				DefaultJoltClient client = ClientTestSupport.client(broker, (builder) -> builder.maxLineBytes(1024))) {
			client.connect();
			String fits = "x".repeat(100 - "{\"op\":\"pub\",\"topic\":\"a\",\"data\":\"\"}".length());
			assertThat(client.publish("a", fits).join().acknowledged()).isTrue();
			assertThat(ClientTestSupport.failure(client.publish("a", fits + "x")))
				.isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("101 bytes")
				.hasMessageContaining("accepts only 100");
			assertThat(ClientTestSupport.failure(client.publish("a", "x".repeat(1024))))
				.isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("(maxLineBytes)");
			await().until(() -> client.outbox().usedBytes() == 0);
		}
	}

	@Test
	void isNotSentWhenItCannotBeEncoded() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			assertThat(ClientTestSupport.failure(client.publish("a", "\ud800")))
				.isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void aDependentThatBlocksDoesNotHoldUpTheReader() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = ClientTestSupport.acceptHello(broker);
			CompletableFuture<String> received = new CompletableFuture<>();
			client.subscribe("c", (message) -> received.complete(message.data()));
			CompletableFuture<Void> released = new CompletableFuture<>();
			CompletableFuture<Thread> ranOn = new CompletableFuture<>();
			CompletableFuture<Void> blocked = client.publish("a", "b").thenAccept((result) -> {
				ranOn.complete(Thread.currentThread());
				released.join();
			});
			connection.expectOp("sub");
			connection.send(ClientTestSupport.OK);
			connection.expectOp("pub");
			connection.send(ClientTestSupport.OK);
			assertThat(ranOn.join().getName()).doesNotContain("reader");
			connection.send("{\"topic\":\"c\",\"data\":\"d\"}");
			assertThat(received.join()).isEqualTo("d");
			released.complete(null);
			blocked.join();
		}
	}

}
