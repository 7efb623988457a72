package io.jolt.spring;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Dead letters, from the listener's failure through a broker to who reads them.
 */
@Timeout(60)
class DeadLetterTests {

	private JoltBroker broker;

	private final BlockingQueue<JoltMessage> received = new LinkedBlockingQueue<>();

	@AfterEach
	void closeBroker() {
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
	}

	@Test
	void aDeadLetterIsWhatCameWithWhereItCameFromAndWhy() throws Exception {
		this.broker = JoltBroker.builder().port(0).start();
		// no valid Order, and headers that Spring would take for its own
		String text = "{ \"id\" : 1, caf\u00e9 \ud83d\ude00 \u0000";
		Map<String, String> headers = Map.of("id", "7", "contentType", "x/y", "timestamp", "t", "color", "red");
		try (TestApplication application = application(DeadLetterPublishingRecoverer::new, 0);
				JoltClient other = subscriber("orders.dlt")) {
			application.listener(new Orders());
			application.start();
			other.publish(JoltMessage.of("orders", text, headers)).join();
			JoltMessage deadLetter = take();
			assertThat(deadLetter.topic()).isEqualTo("orders.dlt");
			assertThat(deadLetter.data()).isEqualTo(text);
			assertThat(deadLetter.headers()).containsAllEntriesOf(headers)
				.containsEntry(JoltHeaders.DLT_ORIGINAL_TOPIC, "orders")
				.containsEntry(JoltHeaders.DLT_LISTENER_ID, "desk")
				.containsEntry(JoltHeaders.DLT_ATTEMPTS, "1")
				.containsEntry(JoltHeaders.DLT_EXCEPTION_CLASS,
						"org.springframework.messaging.converter.MessageConversionException")
				.containsKeys(JoltHeaders.DLT_EXCEPTION_MESSAGE, JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS,
						JoltHeaders.DLT_STACKTRACE, JoltHeaders.DLT_TIMESTAMP);
			assertThat(deadLetter.headers().values())
				.noneMatch((value) -> value.chars().anyMatch(Character::isISOControl));
			await().until(() -> container(application).statistics().deadLettered() == 1);
		}
	}

	@Test
	void onABrokerWithoutHeadersTheTextGoesAlone() throws Exception {
		this.broker = JoltBroker.builder().port(0).start();
		try (TestApplication application = application(DeadLetterPublishingRecoverer::new, 1);
				JoltClient other = subscriber("numbers.dlt")) {
			application.client.negotiation(NegotiationMode.OFF);
			application.listener(new Failing());
			application.start();
			other.publish(JoltMessage.of("numbers", "1", Map.of("color", "red"))).join();
			JoltMessage deadLetter = take();
			assertThat(deadLetter.data()).isEqualTo("1");
			assertThat(deadLetter.headers()).isEmpty();
			await().until(() -> container(application).statistics().deadLettered() == 1);
		}
	}

	@Test
	void aListenerOfEverythingFailsOnADeadLetterOnce() {
		this.broker = JoltBroker.builder().port(0).start();
		try (TestApplication application = application(DeadLetterPublishingRecoverer::new, 1);
				LogCapture log = LogCapture.of(DeadLetterPublishingRecoverer.class)) {
			Everything everything = application.listener(new Everything());
			application.start();
			application.template().convertAndSend("orders", "1");
			await().until(() -> !log.messages(Level.ERROR).isEmpty());
			application.template().convertAndSend("end", "2");
			await().until(() -> log.messages(Level.ERROR).size() == 2);
			assertThat(everything.topics).containsExactly("orders", "orders", "orders.dlt", "orders.dlt", "end", "end",
					"end.dlt", "end.dlt");
			assertThat(log.messages(Level.ERROR).get(0)).contains("'Everything.on'", "'orders.dlt'",
					"it came from a dead-letter topic", ": 1");
			assertThat(container(application).statistics().deadLettered()).isEqualTo(2);
		}
	}

	@Test
	void norDoesItLoopWithTopicsOfOnesOwn() {
		this.broker = JoltBroker.builder().port(0).start();
		try (TestApplication application = application((template) -> new DeadLetterPublishingRecoverer(template,
				(delivery, error) -> "dead." + delivery.topic()), 0);
				LogCapture log = LogCapture.of(DeadLetterPublishingRecoverer.class)) {
			Everything everything = application.listener(new Everything());
			application.start();
			application.template().convertAndSend("orders", "1");
			await().until(() -> !log.messages(Level.ERROR).isEmpty());
			assertThat(everything.topics).containsExactly("orders", "dead.orders");
		}
	}

	@Test
	void whatTheBrokerRefusesIsLoggedAndNotTriedAgain() throws Exception {
		this.broker = JoltBroker.builder().port(0).user("app", "secret", "publish:numbers", "subscribe:>").start();
		try (TestApplication application = application(DeadLetterPublishingRecoverer::new, 1);
				LogCapture log = LogCapture.of(DeadLetterPublishingRecoverer.class)) {
			application.client.credentials("app", "secret");
			Failing failing = application.listener(new Failing());
			application.start();
			application.template().convertAndSend("numbers", "lost\n1");
			application.template().convertAndSend("numbers", "lost 2");
			await().until(() -> log.messages(Level.ERROR).size() == 2);
			assertThat(log.messages(Level.ERROR).get(0)).contains("'Failing.on'", "'numbers'", "not_authorized",
					"after 2 attempts", "lost\\u000a1");
			assertThat(failing.calls).containsExactly("lost\n1", "lost\n1", "lost 2", "lost 2");
			assertThat(container(application).statistics().deadLettered()).isZero();
		}
	}

	@Test
	void whatHasNoRoomForHeadersGoesWithoutThem() throws Exception {
		this.broker = JoltBroker.builder().port(0).maxLineBytes(4096).start();
		try (TestApplication application = application(DeadLetterPublishingRecoverer::new, 0);
				JoltClient other = subscriber("numbers.dlt")) {
			application.listener(new Failing());
			application.start();
			String text = "x".repeat(3900);
			other.publish(JoltMessage.of("numbers", text, Map.of("color", "red"))).join();
			JoltMessage deadLetter = take();
			assertThat(deadLetter.data()).isEqualTo(text);
			assertThat(deadLetter.headers()).isEmpty();
		}
	}

	@Test
	void whatDoesNotFitAtAllIsLoggedWithItsBeginning() {
		this.broker = JoltBroker.builder().port(0).maxLineBytes(4096).start();
		try (TestApplication application = application(DeadLetterPublishingRecoverer::new, 0);
				LogCapture log = LogCapture.of(DeadLetterPublishingRecoverer.class)) {
			application.listener(new Failing());
			application.start();
			String text = "x".repeat(4096 - "{\"op\":\"pub\",\"topic\":\"numbers\",\"data\":\"\"}".length());
			application.template().convertAndSend("numbers", text);
			await().until(() -> !log.messages(Level.ERROR).isEmpty());
			assertThat(log.messages(Level.ERROR)).singleElement()
				.asString()
				.contains("JoltNotSentException", "4096", "xxx... (")
				.hasSizeLessThan(1200);
		}
	}

	private TestApplication application(Function<JoltTemplate, DeadLetterPublishingRecoverer> recoverer, int retries) {
		TestApplication application = TestApplication.with(this.broker);
		application.factory((factory) -> factory.getContainerProperties()
			.setErrorHandler(new DefaultJoltErrorHandler(recoverer.apply(application.template()),
					new FixedBackOff(0, retries))));
		return application;
	}

	private static JoltMessageListenerContainer container(TestApplication application) {
		Collection<JoltMessageListenerContainer> containers = application.registry().getListenerContainers();
		assertThat(containers).hasSize(1);
		return containers.iterator().next();
	}

	private JoltClient subscriber(String topic) {
		JoltClient client = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();
		client.connect();
		client.subscribe(topic, this.received::add).ready().join();
		return client;
	}

	private JoltMessage take() throws InterruptedException {
		JoltMessage message = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	record Order(String id) {
	}

	static class Orders {

		@JoltListener(id = "desk", topics = "orders")
		void on(Order order) {
			throw new AssertionError("The text is no order");
		}

	}

	static class Failing {

		final List<String> calls = new CopyOnWriteArrayList<>();

		@JoltListener(topics = "numbers")
		void on(String data) {
			this.calls.add(data);
			throw new IllegalStateException("failing");
		}

	}

	static class Everything {

		final List<String> topics = new CopyOnWriteArrayList<>();

		@JoltListener(topicPatterns = ">")
		void on(JoltMessage message) {
			this.topics.add(message.topic());
			throw new IllegalStateException("failing");
		}

	}

}
