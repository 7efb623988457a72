package io.jolt.spring.config;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link DefaultJoltListenerContainerFactory}.
 */
class ContainerFactoryTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(this.client);

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	@Test
	void aContainerNeedsNoEndpoint() throws Exception {
		this.factory.getContainerProperties().setOverflow(OverflowPolicy.DROP_OLDEST);
		DefaultJoltMessageListenerContainer container = this.factory.createContainer("a", "b");
		assertThatIllegalStateException().isThrownBy(container::start);
		container.setupMessageListener((message) -> this.received.add(message.data()));
		container.start();
		assertThat(this.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.topics()).containsExactly("a", "b");
			assertThat(subscription.options.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
		});
		this.client.deliver(JoltMessage.of("b", "hi"));
		assertThat(this.received.poll(10, TimeUnit.SECONDS)).isEqualTo("hi");
		container.stop();
	}

	@Test
	void aContainerWithoutATopicSaysThatItHasNone() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createContainer())
			.withMessageContaining("neither a topic nor a pattern");
	}

	@Test
	void aContainerWithoutAnEndpointMayDifferFromOthers() {
		DefaultJoltMessageListenerContainer container = this.factory
			.createContainer((properties) -> properties.setConcurrency(3), "a");
		container.setupMessageListener((message) -> this.received.add(message.data()));
		container.getContainerProperties().setQueueCapacity(17);
		container.start();
		assertThat(this.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.options.concurrency()).isEqualTo(3);
			assertThat(subscription.options.queueCapacity()).isEqualTo(17);
		});
		assertThat(this.factory.getContainerProperties().getConcurrency()).isEqualTo(1);
		container.stop();
	}

	@Test
	void aContainerIsMadeOfAnEndpointWithoutChangingIt() throws Exception {
		MethodJoltListenerEndpoint endpoint = new MethodJoltListenerEndpoint("id", new Handler(),
				Handler.class.getDeclaredMethod("on", String.class));
		endpoint.setTopics(List.of("a"));
		DefaultJoltListenerContainerFactory other = new DefaultJoltListenerContainerFactory(new FakeJoltClient());
		other.createListenerContainer(endpoint);
		DefaultJoltMessageListenerContainer container = this.factory.createListenerContainer(endpoint);
		container.start();
		this.client.deliver(JoltMessage.of("a", "hi"));
		// replies with the client of its own factory, not with that of the first one
		await().until(() -> !this.client.published.isEmpty());
		assertThat(this.client.published).containsExactly(JoltMessage.of("replies", "re: hi"));
		container.stop();
	}

	@Test
	void settingsThatCannotBeUsedNameTheEndpoint() {
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint("desk", (message) -> {
		});
		endpoint.setTopics(List.of("a"));
		endpoint.setContainerSettings((container) -> container.set("queue-capacity", "many"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createListenerContainer(endpoint))
			.withMessageContaining("desk")
			.withMessageContaining("queue-capacity");
		endpoint.setContainerSettings((container) -> container.set("colour", "red"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.factory.createListenerContainer(endpoint))
			.withMessageContaining("colour");
	}

	@Test
	void anotherMapperMakesWhatListenersSee() throws Exception {
		this.factory.setMessageMapper(new DefaultJoltMessageMapper() {
			@Override
			public Message<String> fromJolt(JoltMessage message) {
				return MessageBuilder.withPayload(message.data().toUpperCase(Locale.ROOT))
					.setHeader(JoltHeaders.RECEIVED_TOPIC, "mapped." + message.topic())
					.build();
			}
		});
		MethodJoltListenerEndpoint endpoint = new MethodJoltListenerEndpoint("id", this,
				getClass().getDeclaredMethod("receive", String.class, String.class, JoltMessage.class));
		endpoint.setTopics(List.of("a"));
		DefaultJoltMessageListenerContainer container = this.factory.createListenerContainer(endpoint);
		container.start();
		this.client.deliver(JoltMessage.of("a", "hi"));
		assertThat(this.received.poll(10, TimeUnit.SECONDS)).isEqualTo("HI from mapped.a, which was hi from a");
		container.stop();
	}

	void receive(String text, @Header(JoltHeaders.RECEIVED_TOPIC) String topic, JoltMessage raw) {
		this.received.add(text + " from " + topic + ", which was " + raw.data() + " from " + raw.topic());
	}

	static class Handler {

		@JoltListener("a")
		@SendTo("replies")
		String on(String text) {
			return "re: " + text;
		}

	}

}
