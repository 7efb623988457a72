package io.jolt.spring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltPayloadException;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltMessageSpec;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Groups, types and compressed texts, through a broker.
 */
@Timeout(60)
class MessagePropertyTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@AfterEach
	void closeBroker() {
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
	}

	@Test
	void ofAGroupsListenersOneGetsEachMessageAndTheOthersGetAll() throws Exception {
		try (TestApplication one = TestApplication.with(this.broker);
				TestApplication two = TestApplication.with(this.broker)) {
			one.factory((factory) -> factory.getContainerProperties().setGroup("desk"));
			one.listener(new Sharing());
			one.listener(new Alone());
			two.listener(new Annotated());
			one.start();
			two.start();
			List<String> expected = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				one.template().message("orders").type("created").id("" + i).send("order");
				expected.add("shared " + i);
				expected.add("alone " + i + " created");
			}
			List<String> all = new ArrayList<>();
			while (all.size() < expected.size()) {
				all.add(this.received.poll(10, TimeUnit.SECONDS));
			}
			assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
			assertThat(this.received).isEmpty();
			assertThat(one.registry().getListenerContainers()).hasSize(2)
				.allSatisfy((container) -> assertThat(container.statistics().received()).isPositive());
			assertThat(two.registry().getListenerContainers()).hasSize(1)
				.allSatisfy((container) -> assertThat(container.statistics().received()).isPositive());
		}
	}

	@Test
	void aCompressedTextIsOneForTheListener() throws Exception {
		String text = "a long text ".repeat(1000);
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.listener(new Texts());
			application.start();
			application.template().message("texts").compress().send(text);
			assertThat(this.received.poll(10, TimeUnit.SECONDS)).isEqualTo(text);
		}
	}

	@Test
	void aCompressedTextThatCannotBeReadIsNotRetriedAndIsADeadLetterAsItArrived() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker);
				JoltClient reader = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build()) {
			application.factory((factory) -> factory.getContainerProperties()
				.setErrorHandler(new DefaultJoltErrorHandler(
						new DeadLetterPublishingRecoverer(new JoltTemplate(factory.getClient())))));
			application.listener(new Texts());
			application.start();
			BlockingQueue<JoltMessage> deadLetters = new LinkedBlockingQueue<>();
			reader.connect();
			reader.subscribe(SubscriptionOptions.forTopic("texts.dlt").build(), deadLetters::add).ready().join();
			publishRaw("{\"op\":\"pub\",\"topic\":\"texts\",\"data\":\"no gzip\",\"headers\":"
					+ "{\"jolt-encoding\":\"gzip\",\"jolt-type\":\"created\",\"jolt-reply-to\":\"inbox\"}}\n");
			JoltMessage deadLetter = deadLetters.poll(10, TimeUnit.SECONDS);
			assertThat(deadLetter).isNotNull();
			assertThat(deadLetter.data()).isEqualTo("no gzip");
			assertThat(deadLetter.type()).isEqualTo("created");
			assertThat(deadLetter.headers()).doesNotContainKeys(JoltMessageHeaders.ENCODING, JoltHeaders.REPLY_TO)
				.containsEntry(JoltHeaders.DLT_ATTEMPTS, "1")
				.containsEntry(JoltHeaders.DLT_EXCEPTION_CAUSE_CLASS, IllegalArgumentException.class.getName())
				.hasEntrySatisfying(JoltHeaders.DLT_STACKTRACE,
						(trace) -> assertThat(trace).contains(JoltPayloadException.class.getName()));
			assertThat(this.received).isEmpty();
		}
	}

	private void publishRaw(String line) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.broker.port())) {
			socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
			assertThat(socket.getInputStream().read()).isEqualTo('{');
		}
	}

	@Test
	void theTimeLimitOfOneMessageEndsTheWaitForAnAnswer() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				JoltClient client = JoltClientBuilder.create()
					.address("127.0.0.1", silent.getLocalPort())
					.negotiation(NegotiationMode.OFF)
					.build()) {
			client.connect();
			JoltMessageSpec message = new JoltTemplate(client).message("orders").timeout(Duration.ofMillis(100));
			assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> message.send("x"))
				.withCauseInstanceOf(JoltOutcomeUnknownException.class);
		}
	}

	@Test
	void theTimeLimitOfOneMessageEndsTheWaitForAConnection() {
		try (JoltClient client = JoltClientBuilder.create().address("127.0.0.1", 1).build()) {
			client.start();
			JoltMessageSpec message = new JoltTemplate(client).message("orders").timeout(Duration.ofMillis(100));
			assertThatExceptionOfType(MessageDeliveryException.class).isThrownBy(() -> message.send("x"))
				.withCauseInstanceOf(JoltNotSentException.class);
		}
	}

	class Sharing {

		@JoltListener(id = "one", topics = "orders")
		void on(JoltMessage message) {
			MessagePropertyTests.this.received.add("shared " + message.id());
		}

	}

	class Annotated {

		@JoltListener(id = "two", topics = "orders", group = "desk")
		void on(JoltMessage message) {
			MessagePropertyTests.this.received.add("shared " + message.id());
		}

	}

	class Alone {

		@JoltListener(id = "alone", topics = "orders", group = "")
		void on(@Header(JoltHeaders.MESSAGE_ID) String id, @Header(JoltHeaders.MESSAGE_TYPE) String type) {
			MessagePropertyTests.this.received.add("alone " + id + " " + type);
		}

	}

	class Texts {

		@JoltListener("texts")
		void on(String text) {
			MessagePropertyTests.this.received.add(text);
		}

	}

}
