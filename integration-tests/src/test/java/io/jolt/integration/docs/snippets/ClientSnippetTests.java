package io.jolt.integration.docs.snippets;

import java.time.Duration;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionState;
import io.jolt.testing.ThreadSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code docs/client.md} shows.
 */
class ClientSnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final ThreadSnapshot threads = ThreadSnapshot.take();

	private final LogLines log = LogLines.of(ClientGuide.class);

	@AfterEach
	void nothingIsLeft() {
		this.log.close();
		this.threads.assertNothingLeft();
	}

	@Test
	void theClientKeepsTheJvmAlive() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start(); JoltClient client = open(broker)) {
			assertThat(Thread.getAllStackTraces().keySet())
				.anyMatch((thread) -> thread.getName().contains("order-desk") && !thread.isDaemon());
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
		}
	}

	@Test
	void aSubscriptionToSeveralTopicsSaysWhereItStands() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start(); JoltClient client = open(broker)) {
			JoltSubscription subscription = ClientGuide.subscribe(client);
			assertThat(subscription.state()).isEqualTo(SubscriptionState.ACTIVE);
			client.publish("orders.created", "one").join();
			client.publish("orders.changed", "two").join();
			assertThat(subscription.drain()).succeedsWithin(LIMIT);
			assertThat(subscription.ended()).succeedsWithin(LIMIT);
			assertThat(this.log.next()).isEqualTo("orders.created: one");
			assertThat(this.log.next()).isEqualTo("orders.changed: two");
			assertThat(subscription.state()).isEqualTo(SubscriptionState.CLOSED);
		}
	}

	@Test
	void aRefusedSubscriptionSaysWhy() throws Exception {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.user("desk", "secret", "subscribe:orders.created")
			.start(); JoltClient client = ClientGuide.build("jolt://desk:secret@localhost:" + broker.port())) {
			JoltSubscription subscription = ClientGuide.subscribe(client);
			assertThat(subscription.state()).isEqualTo(SubscriptionState.REFUSED);
			assertThat(this.log.next()).isEqualTo("Refused");
			assertThat(subscription.failure())
				.hasMessageContaining("The broker refused the subscription to topic 'orders.changed'");
		}
	}

	@Test
	void aListenerIsToldOfASubscriptionForWhichThereIsNoSocket() {
		try (JoltBroker broker = JoltBroker.builder().port(0).maxConnections(1).start();
				JoltClient client = ClientGuide.build("jolt://localhost:" + broker.port())) {
			client.addConnectionListener(new ClientGuide.StateLog());
			awaitOpen(client);
			ClientGuide.pull(client);
			await().atMost(LIMIT).until(() -> this.log.contains("Subscription 'desk' is REFUSED"));
			assertThat(client.state()).isEqualTo(ConnectionState.OPEN);
			client.stop();
			await().atMost(LIMIT).until(() -> this.log.contains("The client is STOPPED"));
		}
	}

	@Test
	void messagesArePulledOneByOne() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start(); JoltClient client = open(broker)) {
			ClientGuide.pull(client);
			await().atMost(LIMIT).until(() -> client.status().waitingSubscriptions() == 0);
			client.publish("orders.created", "one").join();
			client.publish("orders.changed", "two").join();
			assertThat(this.log.next()).isEqualTo("one");
			assertThat(this.log.next()).isEqualTo("two");
			assertThat(broker.stats().connections()).isEqualTo(2);
		}
		assertThat(this.log.next()).isEqualTo("The client was closed");
	}

	@Test
	void aLineOfOnesOwnIsAnswered() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			assertThat(ClientGuide.stats(broker.port())).startsWith("{\"ok\":true,\"stats\":{\"connections\":1,");
		}
	}

	private static JoltClient open(JoltBroker broker) {
		JoltClient client = ClientGuide.build("jolt://localhost:" + broker.port());
		awaitOpen(client);
		return client;
	}

	private static void awaitOpen(JoltClient client) {
		await().atMost(LIMIT).until(() -> client.state() == ConnectionState.OPEN);
	}

}
