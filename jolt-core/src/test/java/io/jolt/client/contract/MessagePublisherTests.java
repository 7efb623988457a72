package io.jolt.client.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a publisher of messages does with a broker that refuses, and an executor that runs
 * everything at once.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class MessagePublisherTests {

	private static final String HELLO = "{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,"
			+ "\"features\":[\"publish-ack\",\"patterns\",\"headers\"],\"max_line\":1048576}";

	@Test
	void aRefusalIsAnErrorThatNamesItAndWhatHasComeForOtherTopicsIsDropped() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				JoltClient client = JoltClientBuilder.create().address("127.0.0.1", broker.address().port()).build()) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send(HELLO);
			Pulling pulling = new Pulling();
			client.messages(SubscriptionOptions.forTopics("a", "b").build()).subscribe(pulling);
			connection.expectOp("sub");
			connection.expectOp("sub");
			connection.sendTogether("{\"ok\":true}", "{\"topic\":\"a\",\"data\":\"1\"}",
					"{\"ok\":false,\"error\":\"not_authorized: b\"}");
			assertThat(ContractFixture.failure(pulling.end)).isInstanceOf(JoltRejectedException.class)
				.hasMessageContaining("not_authorized");
			pulling.request(1);
			assertThat(pulling.texts()).isEmpty();
			connection.expectOp("unsub");
			connection.send("{\"ok\":true}");
		}
	}

	@Test
	void oneThatWasGrantedAndIsRefusedForNowGoesOn() {
		try (ScriptedBroker broker = ScriptedBroker.start();
				JoltClient client = JoltClientBuilder.create()
					.addresses(List.of(broker.address()))
					.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(5), Duration.ofMillis(20), 2))
					.build()) {
			client.start();
			ScriptedConnection connection = broker.accept();
			connection.expectOp("hello");
			connection.send(HELLO);
			// or the loss of the subscription's connection is one of the client's attempt
			ContractFixture.await().until(() -> client.state() == ConnectionState.OPEN);
			Pulling pulling = new Pulling() {

				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					// granted, lost and refused before the subscriber has begun
					ScriptedConnection own = broker.accept();
					own.expectOp("sub");
					own.send("{\"ok\":true}");
					own.close();
					ScriptedConnection none = broker.accept();
					none.expectOp("sub");
					none.send("{\"ok\":false,\"error\":\"too_many_connections\"}");
					none.close();
					ContractFixture.await().until(() -> client.status().refusedSubscriptions() == 1);
					super.onSubscribe(subscription);
				}

			};
			client.messages(
					SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).executor(Runnable::run).build())
				.subscribe(pulling);
			pulling.request(1);
			ScriptedConnection own = broker.accept();
			own.expectOp("sub");
			own.sendTogether("{\"ok\":true}", "{\"topic\":\"a\",\"data\":\"1\"}");
			pulling.awaitExactly(List.of("1"));
			assertThat(pulling.end).isNotDone();
		}
	}

	@Test
	void anExecutorThatRunsAtOnceServesASubscriberThatAsksForOneAtATime() {
		try (InMemoryJoltClient client = new InMemoryJoltClient(new InMemoryBroker())) {
			client.connect();
			Pulling pulling = new Pulling();
			client.messages(SubscriptionOptions.forTopic("a").executor(Runnable::run).build()).subscribe(pulling);
			for (int i = 0; i < 100; i++) {
				client.publish("a", String.valueOf(i)).join();
			}
			for (int i = 0; i < 100; i++) {
				pulling.request(1);
			}
			pulling.awaitExactly(PublishContract.numbers(100));
		}
	}

	@Test
	void aSubscriberThatCannotBeginIsCancelled() {
		try (InMemoryJoltClient client = new InMemoryJoltClient(new InMemoryBroker())) {
			client.connect();
			Pulling pulling = new Pulling() {

				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					throw new IllegalStateException("on purpose");
				}

			};
			client.messages(SubscriptionOptions.forTopic("a").build()).subscribe(pulling);
			ContractFixture.await().until(() -> client.status().subscriptions() == 0);
			assertThat(pulling.end).isNotDone();
		}
	}

}
