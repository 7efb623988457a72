package io.jolt.client.internal.session;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What subscriptions in groups, and counts, look like on the wire.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class GroupTests {

	private static final String SUB = "{\"op\":\"sub\",\"topic\":\"t\",\"group\":\"desk\"}";

	private static final String COUNTED = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\",\"count\":true}";

	private static final String PLAIN = "{\"op\":\"pub\",\"topic\":\"t\",\"data\":\"d\"}";

	private static final PublishOptions COUNT = PublishOptions.DEFAULT.withSubscriberCount();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@Test
	void theMembersOfOneClientShareOneSubscriptionOnTheWire() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "groups");
			JoltSubscription first = subscribe(client, "desk", "first");
			connection.expect(SUB);
			connection.send(ClientTestSupport.OK);
			first.ready().join();
			JoltSubscription second = subscribe(client, "desk", "second");
			second.ready().join();
			JoltSubscription alone = subscribe(client, null, "alone");
			connection.expect("{\"op\":\"sub\",\"topic\":\"t\"}");
			connection.send(ClientTestSupport.OK);
			alone.ready().join();
			connection.send("{\"topic\":\"t\",\"data\":\"1\"}");
			assertThat(next()).isEqualTo("alone:1");
			connection.send("{\"topic\":\"t\",\"data\":\"2\",\"group\":\"desk\"}");
			String one = next();
			connection.send("{\"topic\":\"t\",\"data\":\"2\",\"group\":\"desk\"}");
			assertThat(Arrays.asList(one, next())).containsExactlyInAnyOrder("first:2", "second:2");
			connection.send("{\"topic\":\"t\",\"data\":\"3\",\"group\":\"other\"}");
			ClientTestSupport.soon().until(() -> client.status().unclaimedDeliveries() == 1);
			assertThat(this.received).isEmpty();
			first.unsubscribe().join();
			connection.send("{\"topic\":\"t\",\"data\":\"4\",\"group\":\"desk\"}");
			assertThat(next()).isEqualTo("second:4");
			CompletableFuture<Void> over = second.unsubscribe();
			connection.expect("{\"op\":\"unsub\",\"topic\":\"t\",\"group\":\"desk\"}");
			connection.send(ClientTestSupport.OK);
			over.join();
		}
	}

	@Test
	void aNewConnectionJoinsTheGroupAgain() {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			JoltSubscription subscription = subscribe(client, "desk", "first");
			for (int i = 0; i < 2; i++) {
				ScriptedConnection connection = accept(broker, "groups");
				connection.expect(SUB);
				connection.send(ClientTestSupport.OK);
				ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
				subscription.ready().join();
				connection.close();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void aBrokerThatDoesNotKnowGroupsRefusesThemAtOnce(OverflowPolicy overflow) {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack", "patterns"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			JoltSubscription subscription = client
				.subscribe(SubscriptionOptions.forTopic("t").group("desk").overflow(overflow).build(), (message) -> {
				});
			assertThat(ClientTestSupport.failure(subscription.ready())).isInstanceOf(JoltException.class)
				.hasMessageContaining("groups");
			assertThat(broker.received()).noneMatch((line) -> line.contains("group\""));
		}
	}

	@Test
	void anUnknownFieldOfABrokerWithoutGroupsIsIgnored() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker
			.start(Personality.withFeatures("publish-ack").extraFields("\"group\":\"x\",\"subscribers\":3"));
				DefaultJoltClient client = ClientTestSupport.client(broker)) {
			client.connect();
			subscribe(client, null, "alone").ready().join();
			assertThat(client.publish("t", "1").join().subscribers()).isEmpty();
			assertThat(next()).isEqualTo("alone:1");
		}
	}

	@Test
	void aCountIsAskedForOnlyWhereTheBrokerCounts() {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection plain = accept(broker, "patterns");
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			CompletableFuture<PublishResult> uncounted = client.publish(JoltMessage.of("t", "d"), COUNT);
			plain.expect(PLAIN);
			plain.send(ClientTestSupport.OK);
			assertThat(uncounted.join().subscribers()).isEmpty();
			plain.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection counting = broker.accept();
			counting.expectOp("hello");
			CompletableFuture<PublishResult> waiting = client.publish(JoltMessage.of("t", "d"), COUNT);
			counting.send(hello("count"));
			counting.expect(COUNTED);
			counting.send("{\"ok\":true,\"subscribers\":12}");
			assertThat(waiting.join().subscribers()).hasValue(12);
			CompletableFuture<PublishResult> notAsked = client.publish("t", "d");
			counting.expect(PLAIN);
			counting.send("{\"ok\":true,\"subscribers\":12}");
			assertThat(notAsked.join().subscribers()).isEmpty();
			counting.close();
			ClientTestSupport.soon().until(() -> client.state() != ConnectionState.OPEN);
			ScriptedConnection again = broker.accept();
			again.expectOp("hello");
			waiting = client.publish(JoltMessage.of("t", "d"), COUNT);
			again.send(hello("patterns"));
			again.expect(PLAIN);
			again.send(ClientTestSupport.OK);
			assertThat(waiting.join().subscribers()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "1.5", "\"2\"", "null", "2147483648", "[1]" })
	void aCountThatIsNoneIsNotTakenForOne(String count) {
		try (ScriptedBroker broker = ScriptedBroker.start(); JoltClient client = ClientTestSupport.client(broker)) {
			client.start();
			ScriptedConnection connection = accept(broker, "count");
			ClientTestSupport.soon().until(() -> client.state() == ConnectionState.OPEN);
			CompletableFuture<PublishResult> published = client.publish(JoltMessage.of("t", "d"), COUNT);
			connection.expect(COUNTED);
			connection.send("{\"ok\":true,\"subscribers\":" + count + "}");
			assertThat(published.join().subscribers()).isEmpty();
			assertThat(published.join().acknowledged()).isTrue();
		}
	}

	private JoltSubscription subscribe(JoltClient client, @Nullable String group, String name) {
		return client.subscribe(SubscriptionOptions.forTopic("t").group(group).build(),
				(message) -> this.received.add(name + ":" + message.data()));
	}

	private @Nullable String next() throws InterruptedException {
		return this.received.poll(10, TimeUnit.SECONDS);
	}

	private static ScriptedConnection accept(ScriptedBroker broker, String feature) {
		ScriptedConnection connection = broker.accept();
		connection.expectOp("hello");
		return connection.send(hello(feature));
	}

	private static String hello(String feature) {
		return "{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,\"features\":[\"publish-ack\",\"" + feature
				+ "\"]}";
	}

}
