package io.jolt.integration.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.integration.tools.OfficialClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an official client, which this project did not write, may expect of the broker.
 */
abstract class OfficialClientContract {

	private final List<OfficialClient> clients = new ArrayList<>();

	private JoltBroker broker;

	private OfficialClient client;

	OfficialClientContract() {
		this.broker = JoltBroker.builder().port(0).start();
		this.client = connected();
	}

	abstract OfficialClient newClient();

	@AfterEach
	void everyConnectionEnds() {
		this.clients.forEach(OfficialClient::close);
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		assertThat(this.broker.subscriptions()).isZero();
		this.broker.close();
	}

	@Test
	void everyOperationIsAnswered() {
		this.client.auth("anybody", "anything");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.ping();
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.subscribe("chat.general");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.publish("chat.general", "hello");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.unsubscribe("chat.general");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		assertThat(this.client.nextMessage()).isEqualTo(JoltMessage.of("chat.general", "hello"));
	}

	@Test
	void nothingComesAfterUnsubscribing() {
		subscribe(this.client, "chat.general");
		this.client.unsubscribe("chat.general");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.publish("chat.general", "nobody hears this");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.ping();
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		assertThat(this.client.waitingMessages()).isZero();
	}

	@Test
	void eachTopicGetsItsOwnMessages() {
		List<String> topics = List.of("news", "sports.football", "weather");
		topics.forEach((topic) -> subscribe(this.client, topic));
		topics.forEach((topic) -> this.client.publish(topic, "about " + topic));
		this.client.publish("unheard", "about nothing");
		for (String topic : topics) {
			assertThat(this.client.nextMessage()).isEqualTo(JoltMessage.of(topic, "about " + topic));
			assertThat(this.client.nextAnswer()).isEqualTo("ok");
		}
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		assertThat(this.client.waitingMessages()).isZero();
	}

	@Test
	void everySubscriberGetsEveryMessage() {
		OfficialClient second = connected();
		OfficialClient third = connected();
		subscribe(this.client, "chat.general");
		subscribe(second, "chat.general");
		subscribe(third, "chat.general");
		second.publish("chat.general", "hello all");
		for (OfficialClient each : List.of(this.client, second, third)) {
			assertThat(each.nextMessage()).isEqualTo(JoltMessage.of("chat.general", "hello all"));
		}
	}

	@Test
	void aThousandMessagesArriveInOrder() {
		OfficialClient publisher = connected();
		subscribe(this.client, "numbers");
		List<String> numbers = IntStream.range(0, 1000).mapToObj(Integer::toString).toList();
		numbers.forEach((number) -> publisher.publish("numbers", number));
		assertThat(this.client.nextTexts(1000)).isEqualTo(numbers);
	}

	@Test
	void anEmptyTopicIsAnError() {
		this.client.subscribe("");
		assertThat(this.client.nextAnswer()).startsWith("invalid_topic");
		this.client.ping();
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
	}

	@Test
	void aTopicIsTakenLiterally() {
		subscribe(this.client, "orders.*");
		this.client.publish("orders.created", "one");
		this.client.publish("orders.*", "two");
		assertThat(this.client.nextMessage().data()).isEqualTo("two");
	}

	@Test
	void theRightPasswordOpensWhatTheUserMayUse() {
		useBroker(secured());
		this.client.ping();
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.subscribe("orders.created");
		assertThat(this.client.nextAnswer()).startsWith("auth_required");
		this.client.auth("app", "s3cret");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		subscribe(this.client, "orders.created");
		this.client.publish("orders.created", "one");
		assertThat(this.client.nextMessage().data()).isEqualTo("one");
		assertThat(this.client.nextAnswer()).isEqualTo("ok");
		this.client.publish("audit", "not allowed");
		assertThat(this.client.nextAnswer()).startsWith("not_authorized");
	}

	@Test
	void aWrongPasswordIsAnErrorAboutAuthenticationAndTheEnd() {
		useBroker(secured());
		this.client.auth("app", "guessed");
		assertThat(this.client.nextAnswer()).contains("auth");
		this.client.awaitDisconnected();
	}

	@Test
	void theBrokersEndIsNoticed() {
		this.broker.stop();
		this.client.awaitDisconnected();
	}

	OfficialClient client() {
		return this.client;
	}

	JoltBroker broker() {
		return this.broker;
	}

	OfficialClient connected() {
		OfficialClient started = newClient();
		this.clients.add(started);
		return started.connect(this.broker.port());
	}

	static void subscribe(OfficialClient client, String topic) {
		client.subscribe(topic);
		assertThat(client.nextAnswer()).isEqualTo("ok");
	}

	private void useBroker(JoltBroker other) {
		this.client.close();
		this.broker.close();
		this.broker = other;
		this.client = connected();
	}

	private static JoltBroker secured() {
		return JoltBroker.builder().port(0).user("app", "s3cret", "publish:orders.>", "subscribe:orders.>").start();
	}

}
