package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The client and a broker, from end to end.
 */
@ExtendWith(LeakCheck.class)
@Timeout(30)
class ClientConversationTests {

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@Test
	void connectsSubscribesPublishesAndPings() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker
			.start(Personality.withFeatures("publish-ack", "patterns", "headers"));
				JoltClient client = client(broker)) {
			client.connect();
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
			JoltSubscription subscription = client.subscribe("chat.general",
					(message) -> this.received.add(message.data()));
			subscription.ready().join();
			assertThat(client.publish("chat.general", "hello").join().acknowledged()).isTrue();
			assertThat(this.received.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
			assertThat(client.ping().join()).isPositive();
			subscription.unsubscribe().join();
			assertThat(subscription.isActive()).isFalse();
		}
	}

	@Test
	void aBlockingSubscriptionHasAConnectionOfItsOwn() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				JoltClient client = client(broker)) {
			JoltSubscription subscription = client.subscribe(
					SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).build(),
					(message) -> this.received.add(message.data()));
			client.connect();
			subscription.ready().join();
			assertThat(broker.openConnections()).isEqualTo(2);
			for (int i = 0; i < 100; i++) {
				client.publish("a", "m" + i).join();
			}
			for (int i = 0; i < 100; i++) {
				assertThat(this.received.poll(5, TimeUnit.SECONDS)).isEqualTo("m" + i);
			}
			subscription.drain().join();
		}
	}

	@Test
	void returnsByItselfWhenTheConnectionIsLost() throws Exception {
		try (ScriptedBroker broker = ScriptedBroker.start(Personality.withFeatures("publish-ack"));
				JoltClient client = client(broker)) {
			client.subscribe("a", (message) -> this.received.add(message.data()));
			client.subscribe(SubscriptionOptions.forTopic("a").overflow(OverflowPolicy.BLOCK).build(),
					(message) -> this.received.add(message.data()));
			client.connect();
			broker.closeConnections();
			await().until(() -> broker.connections().size() >= 4 && client.state() == ConnectionState.OPEN);
			client.publish("a", "again").join();
			assertThat(List.of(this.received.take(), this.received.take())).containsExactly("again", "again");
		}
	}

	private static JoltClient client(ScriptedBroker broker) {
		return JoltClientBuilder.create()
			.addresses(List.of(broker.address()))
			.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(50), 2))
			.build();
	}

}
