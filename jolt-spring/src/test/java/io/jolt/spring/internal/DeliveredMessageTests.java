package io.jolt.spring.internal;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.core.DefaultJoltHeaderMapper;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.core.serializer.DefaultDeserializer;
import org.springframework.core.serializer.DefaultSerializer;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DeliveredMessageTests {

	private static final JoltMessage SOURCE = JoltMessage.of("orders", "text",
			Map.of("tenant", "acme", "jolt_x", "not this"));

	private final List<Object> received = new ArrayList<>();

	@Test
	void itHasTheTopicAndTheMappedHeadersAndNeitherAnIdNorATimestamp() {
		Message<?> message = delivered(SOURCE);
		assertThat(message.getPayload()).isEqualTo("text");
		assertThat(message.getHeaders())
			.containsExactlyInAnyOrderEntriesOf(Map.of("tenant", "acme", JoltHeaders.RECEIVED_TOPIC, "orders"));
		assertThat(message.getHeaders()).isSameAs(message.getHeaders());
	}

	@Test
	void anOwnMapperIsAskedOnceForEachDeliveryWhetherOrNotAnyoneLooks() throws Exception {
		List<JoltMessage> mapped = new ArrayList<>();
		DefaultJoltHeaderMapper mapper = new DefaultJoltHeaderMapper() {
			@Override
			public Map<String, Object> toHeaders(JoltMessage message) {
				mapped.add(message);
				return super.toHeaders(message);
			}
		};
		listener(mapper, "onText", String.class).onMessage(SOURCE);
		assertThat(mapped).containsExactly(SOURCE);
		listener(mapper, "onHeaders", String.class, String.class).onMessage(SOURCE);
		assertThat(mapped).containsExactly(SOURCE, SOURCE);
		assertThat(this.received).containsExactly("text", "text of acme");
	}

	@Test
	void whatAnOwnMapperThrowsIsTheListenersFailureAlsoIfItWantsNoHeaders() throws Exception {
		JoltMessageListener listener = listener(new DefaultJoltHeaderMapper() {
			@Override
			public Map<String, Object> toHeaders(JoltMessage message) {
				throw new IllegalStateException("unmappable");
			}
		}, "onText", String.class);
		assertThatIllegalStateException().isThrownBy(() -> listener.onMessage(SOURCE)).withMessage("unmappable");
		assertThat(this.received).isEmpty();
	}

	@Test
	void itIsSerializedAsAMessageWithItsHeaders() throws Exception {
		Message<?> message = delivered(SOURCE);
		Object read = new DefaultDeserializer()
			.deserialize(new ByteArrayInputStream(new DefaultSerializer().serializeToByteArray(message)));
		assertThat(read).isInstanceOf(GenericMessage.class);
		Message<?> copy = (Message<?>) read;
		assertThat(copy.getPayload()).isEqualTo("text");
		assertThat(copy.getHeaders()).isEqualTo(message.getHeaders());
	}

	@Test
	void aTextOfItQuotesNoMoreThanTheBeginningOfThePayload() {
		String text = delivered(JoltMessage.of("orders\n", "x".repeat(100_000))).toString();
		assertThat(text).contains("orders").doesNotContain("\n").hasSizeLessThan(1000);
	}

	@Test
	void itEqualsAnotherOneOfTheSamePayloadAndHeaders() {
		assertThat(delivered(SOURCE)).isEqualTo(delivered(SOURCE))
			.hasSameHashCodeAs(delivered(SOURCE))
			.isNotEqualTo(delivered(JoltMessage.of("orders", "text")))
			.isNotEqualTo(delivered(JoltMessage.of("orders", "other", SOURCE.headers())));
	}

	@Test
	void theMappersMessageIsUsedAsItIsIfItHasTheDelivery() {
		Message<?> message = delivered(SOURCE);
		assertThat(DeliveredMessage.of(SOURCE, message)).isSameAs(message);
	}

	@Test
	void aMapperMayMapAnotherMessageThanTheDelivery() {
		Message<?> mapped = delivered(JoltMessage.of("orders", "decrypted"));
		DeliveredMessage<?> message = DeliveredMessage.of(SOURCE, mapped);
		assertThat(message.source()).isSameAs(SOURCE);
		assertThat(message.getPayload()).isEqualTo("decrypted");
		assertThat(message.getHeaders()).isSameAs(mapped.getHeaders());
	}

	private static Message<?> delivered(JoltMessage source) {
		return new DefaultJoltMessageMapper().fromJolt(source);
	}

	private JoltMessageListener listener(JoltHeaderMapper headerMapper, String method, Class<?>... types)
			throws NoSuchMethodException {
		JoltMessageHandlerMethodFactory factory = new JoltMessageHandlerMethodFactory();
		factory.afterPropertiesSet();
		return new MethodListenerFactory(factory,
				new DefaultJoltMessageMapper(JoltMessageConverters.create(), headerMapper),
				new JoltTemplate(new FakeJoltClient()), new FakeJoltClient())
			.create("id", new Listener(this.received), Listener.class.getDeclaredMethod(method, types), null);
	}

	record Listener(List<Object> received) {

		void onText(String text) {
			this.received.add(text);
		}

		void onHeaders(String text, @Header("tenant") String tenant) {
			this.received.add(text + " of " + tenant);
		}

	}

}
