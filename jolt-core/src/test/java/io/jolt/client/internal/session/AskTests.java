package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.exchange.Inbox;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.ScriptedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A request names the inbox of the connection that it goes out on.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class AskTests {

	private static final JoltMessage REQUEST = JoltMessage.of("t", "d", Map.of("jolt-correlation-id", "1"));

	private final List<Inbox> inboxes = new CopyOnWriteArrayList<>();

	@Test
	void itSubscribesToItsInboxBeforeTheFirstAndOnlyOnce() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			CompletableFuture<PublishResult> first = ask(client);
			// both lines come without an answer between them
			connection.expect(sub("one"));
			connection.expect(pub("one"));
			connection.sendTogether(ClientTestSupport.OK, "{\"ok\":true,\"subscribers\":2}");
			assertThat(first.join().subscribers()).hasValue(2);
			CompletableFuture<PublishResult> second = ask(client);
			connection.expect(pub("one"));
			connection.send("{\"ok\":true,\"subscribers\":0}");
			assertThat(second.join().subscribers()).hasValue(0);
			assertThat(this.inboxes).extracting(Inbox::topic).containsExactly("one", "one");
			assertThat(this.inboxes.get(0)).isSameAs(this.inboxes.get(1));
		}
	}

	@Test
	void whatWaitsForAConnectionNamesTheInboxOfTheOneThatTakesIt() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection first = accept(broker, "one");
			open(client);
			first.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection second = broker.accept();
			second.expectOp("hello");
			CompletableFuture<PublishResult> waiting = ask(client);
			assertThat(this.inboxes).isEmpty();
			second.send(hello("two", "headers", "count", "inbox"));
			second.expect(sub("two"));
			assertThat(this.inboxes).as("known before the line is written").hasSize(1);
			second.expect(pub("two"));
			second.sendTogether(ClientTestSupport.OK, "{\"ok\":true,\"subscribers\":1}");
			assertThat(waiting.join().subscribers()).hasValue(1);
			assertThat(ask(client)).isNotDone();
			second.expect(pub("two"));
			assertThat(this.inboxes).extracting(Inbox::topic).containsExactly("two", "two");
		}
	}

	@Test
	void aRequestThatWasWrittenHasAnUnknownOutcomeWhenItsConnectionEnds() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			CompletableFuture<PublishResult> asked = ask(client);
			connection.expect(sub("one"));
			connection.expect(pub("one"));
			connection.close();
			assertThat(ClientTestSupport.failure(asked)).isInstanceOf(JoltOutcomeUnknownException.class);
		}
	}

	@Test
	void aBrokerThatRefusesTheInboxFailsWhatWasAskedAndWhatIsAskedLater() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			CompletableFuture<PublishResult> asked = ask(client);
			connection.expect(sub("one"));
			connection.expect(pub("one"));
			connection.sendTogether("{\"ok\":false,\"error\":\"not_authorized\"}", "{\"ok\":true,\"subscribers\":1}");
			assertThat(ClientTestSupport.failure(asked)).isInstanceOf(JoltOutcomeUnknownException.class)
				.hasMessageContaining("not_authorized");
			assertThat(ClientTestSupport.failure(ask(client))).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("not_authorized");
			assertThat(this.inboxes).hasSize(1);
			CompletableFuture<PublishResult> plain = client.publish("t", "d");
			connection.expect("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}");
			connection.send(ClientTestSupport.OK);
			assertThat(plain.join().subscribers()).isEmpty();
		}
	}

	@Test
	void aBrokerThatLacksSomethingFailsItAtOnceAndNamesIt() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack", "headers", "inbox"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			CompletableFuture<PublishResult> asked = ask(client);
			assertThat(asked).isDone();
			assertThat(ClientTestSupport.failure(asked)).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("count, inbox");
			assertThat(broker.received()).noneMatch((line) -> line.contains("\"pub\""));
			assertThat(client.outbox().usedBytes()).isZero();
			assertThat(client.outbox().unanswered()).isZero();
		}
	}

	@Test
	void whatWaitedFailsWhenTheBrokerThatComesLacksSomething() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			CompletableFuture<PublishResult> asked = ask(client);
			connection.send(hello("\\u0000", "headers", "count", "inbox"));
			assertThat(ClientTestSupport.failure(asked)).isInstanceOf(JoltNotSentException.class)
				.hasMessageContaining("need: inbox");
			assertThat(this.inboxes).isEmpty();
			ClientTestSupport.soon().until(() -> client.outbox().usedBytes() == 0);
			assertThat(client.outbox().unanswered()).isZero();
		}
	}

	@Test
	void itWaitsForAConnectionNoLongerThanItsOwnTimeLimit() {
		ManualTime time = new ManualTime();
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker, time.environment(new Random(1)),
						(builder) -> {
						})) {
			client.start();
			broker.accept().expectOp("hello");
			CompletableFuture<PublishResult> asked = client.exchangeTransport()
				.ask(REQUEST, PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(100)), this.inboxes::add);
			time.advance(Duration.ofMillis(101));
			assertThat(ClientTestSupport.failure(asked)).isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void itThrowsNothing() {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.plain());
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			assertThat(ClientTestSupport.failure(ask(client))).isInstanceOf(JoltNotSentException.class);
			client.connect();
			JoltMessage broken = JoltMessage.of("t", "\ud83d", Map.of("a", "b"));
			assertThat(ClientTestSupport.failure(client.exchangeTransport().send(broken, PublishOptions.DEFAULT)))
				.isInstanceOf(JoltNotSentException.class);
			assertThat(ClientTestSupport
				.failure(client.exchangeTransport().ask(broken, PublishOptions.DEFAULT, this.inboxes::add)))
				.isInstanceOf(JoltNotSentException.class);
		}
	}

	@Test
	void aReplyIsNoDeliveryThatMatchesNothing() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			connection.send("{\"topic\":\"one\",\"data\":\"reply\"}");
			connection.send("{\"topic\":\"other\",\"data\":\"\"}");
			ClientTestSupport.soon().until(() -> client.status().unclaimedDeliveries() == 1);
		}
	}

	@Test
	void aReplyCompletesTheRequestInTheSameReadAsTheAnswer() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			CompletableFuture<JoltReply> request = client.request(JoltMessage.of("t", "d"), PublishOptions.DEFAULT);
			connection.expect(sub("one"));
			String id = correlation(connection.expectOp("pub"));
			connection.sendTogether(ClientTestSupport.OK, reply("one", id, "yes"), "{\"ok\":true,\"subscribers\":1}",
					reply("one", id, "no"));
			assertThat(request.join().data()).isEqualTo("yes");
			ClientTestSupport.soon().until(() -> client.status().exchanges().unclaimedReplies() == 1);
			assertThat(client.status().unclaimedDeliveries()).isZero();
		}
	}

	@Test
	void whatWaitsForAReplyEndsAtOnceWithItsConnection() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			CompletableFuture<JoltReply> request = client.request(JoltMessage.of("t", "d"), PublishOptions.DEFAULT);
			connection.expect(sub("one"));
			connection.expectOp("pub");
			CompletableFuture<PublishResult> behind = client.publish("t", "d");
			connection.expectOp("pub");
			connection.sendTogether(ClientTestSupport.OK, "{\"ok\":true,\"subscribers\":1}", ClientTestSupport.OK);
			behind.join();
			assertThat(request).isNotDone();
			connection.close();
			assertThat(ClientTestSupport.failure(request)).isInstanceOf(JoltOutcomeUnknownException.class);
			assertThat(client.status().exchanges().waitingRequests()).isZero();
		}
	}

	@Test
	void whatWaitsForAReplyEndsWhenTheClientIsClosed() {
		CompletableFuture<JoltReply> request;
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			request = client.request(JoltMessage.of("t", "d"), PublishOptions.DEFAULT);
			connection.expect(sub("one"));
			connection.expectOp("pub");
			connection.sendTogether(ClientTestSupport.OK, "{\"ok\":true,\"subscribers\":1}");
		}
		assertThat(ClientTestSupport.failure(request)).isInstanceOf(JoltOutcomeUnknownException.class);
	}

	@Test
	void theHeadersThatTheClientAddsAreNotThereTwice() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "one");
			open(client);
			JoltMessage forwarded = JoltMessage.of("t", "d",
					Map.of("jolt-correlation-id", "1", "jolt-reply-to", "elsewhere", "jolt-encoding", "gzip"));
			assertThat(client.exchangeTransport().ask(forwarded, PublishOptions.DEFAULT, this.inboxes::add))
				.isNotDone();
			connection.expect(sub("one"));
			connection.expect(pub("one"));
			assertThat(client.exchangeTransport()
				.send(JoltMessage.of("t", "d", Map.of("jolt-encoding", "gzip")), PublishOptions.DEFAULT)).isNotDone();
			connection.expect("{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}");
		}
	}

	private static String correlation(ScriptedRequest request) {
		String headers = Objects.requireNonNull(request.headersJson());
		Matcher matcher = Pattern.compile("\"jolt-correlation-id\":\"([^\"]+)\"").matcher(headers);
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private static String reply(String inbox, String id, String data) {
		return "{\"topic\":\"" + inbox + "\",\"data\":\"" + data + "\",\"headers\":{\"jolt-correlation-id\":\"" + id
				+ "\"}}";
	}

	private CompletableFuture<PublishResult> ask(DefaultJoltClient client) {
		return client.exchangeTransport().ask(REQUEST, PublishOptions.DEFAULT, this.inboxes::add);
	}

	private static void open(DefaultJoltClient client) {
		ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
	}

	private static ScriptedConnection accept(ScriptedBroker broker, String inbox) {
		ScriptedConnection connection = broker.accept();
		connection.expectOp("hello");
		return connection.send(hello(inbox, "headers", "count", "inbox"));
	}

	private static String hello(String inbox, String... features) {
		return "{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,\"features\":[\"publish-ack\",\""
				+ String.join("\",\"", features) + "\"],\"max_line\":1048576,\"inbox\":\"" + inbox + "\"}";
	}

	private static String sub(String inbox) {
		return "{\"op\":\"sub\",\"topic\":\"" + inbox + "\"}";
	}

	private static String pub(String inbox) {
		return "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"count\":true,\"headers\":{\"jolt-reply-to\":\"" + inbox
				+ "\",\"jolt-correlation-id\":\"1\"}}";
	}

}
