package io.jolt.spring.core;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DefaultJoltHeaderMapperTests {

	private final DefaultJoltHeaderMapper mapper = new DefaultJoltHeaderMapper();

	@Test
	void whatSpringMessagingAddsDoesNotTravel() {
		MessageHeaders headers = MessageBuilder.withPayload("x")
			.setReplyChannelName("replies")
			.setErrorChannelName("errors")
			.setHeader(MessageHeaders.CONTENT_TYPE, "application/json")
			.setHeader("conversionHint", "hint")
			.setHeader(JoltHeaders.RECEIVED_TOPIC, "origin")
			.setHeader("mine", "yes")
			.build()
			.getHeaders();
		assertThat(this.mapper.fromHeaders(headers)).isEqualTo(Map.of("mine", "yes"));
	}

	@Test
	void aDeliverysHeadersBecomeSpringHeaders() {
		JoltMessage message = JoltMessage.of("t", "d", Map.of("a", "1", "contentType", "text/x"));
		assertThat(this.mapper.toHeaders(message)).isEqualTo(Map.of("a", "1", "contentType", "text/x"));
	}

	@Test
	void aDeliveryCanNeitherPretendATopicNorChooseWhereRepliesGo() {
		JoltMessage message = JoltMessage.of("t", "d", Map.of("jolt_topic", "other", "jolt_targetTopic", "other",
				"replyChannel", "r", "errorChannel", "e", "id", "1", "timestamp", "2"));
		assertThat(this.mapper.toHeaders(message)).isEmpty();
	}

	@Test
	void theProtocolsHeadersOfADeliveryAreVisible() {
		Map<String, String> protocol = Map.of(JoltHeaders.MESSAGE_ID, "1", JoltHeaders.MESSAGE_TYPE, "created",
				JoltHeaders.REPLY_TO, "inbox", JoltHeaders.CORRELATION_ID, "7", JoltHeaders.STATUS, "ok");
		assertThat(this.mapper.toHeaders(JoltMessage.of("t", "d", protocol))).isEqualTo(protocol);
	}

	@ParameterizedTest
	@MethodSource("reserved")
	void aHeaderThatOnlyTheClientSetsIsLeftOutOfACopyOfADelivery(String name) {
		MessageHeaders copied = new MessageHeaders(Map.of(JoltHeaders.RECEIVED_TOPIC, "origin", name, "x", "mine",
				"yes", JoltHeaders.MESSAGE_ID, "1", JoltHeaders.MESSAGE_TYPE, "created"));
		assertThat(this.mapper.fromHeaders(copied)).containsExactlyInAnyOrderEntriesOf(
				Map.of("mine", "yes", JoltHeaders.MESSAGE_ID, "1", JoltHeaders.MESSAGE_TYPE, "created"));
	}

	@ParameterizedTest
	@MethodSource("reserved")
	void aHeaderThatOnlyTheClientSetsIsRefusedOtherwise(String name) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.mapper.fromHeaders(new MessageHeaders(Map.of(name, "x"))))
			.withMessageContainingAll("'" + name + "'", JoltHeaders.MESSAGE_ID, JoltHeaders.MESSAGE_TYPE);
	}

	static Stream<String> reserved() {
		return Stream.of(JoltMessageHeaders.ENCODING, JoltHeaders.REPLY_TO, JoltHeaders.CORRELATION_ID,
				JoltHeaders.STATUS, JoltMessageHeaders.ERROR, JoltMessageHeaders.CALL, JoltMessageHeaders.FRAME,
				JoltMessageHeaders.SEQUENCE, JoltMessageHeaders.CREDIT, JoltMessageHeaders.MORE, "jolt-", "jolt-new");
	}

	@Test
	void anIdAndATypeAreSentAsText() {
		UUID id = UUID.randomUUID();
		MessageHeaders headers = new MessageHeaders(
				Map.of(JoltHeaders.MESSAGE_ID, id, JoltHeaders.MESSAGE_TYPE, TimeUnit.DAYS));
		assertThat(this.mapper.fromHeaders(headers))
			.isEqualTo(Map.of(JoltHeaders.MESSAGE_ID, id.toString(), JoltHeaders.MESSAGE_TYPE, "DAYS"));
	}

	@ParameterizedTest
	@CsvSource({ "jolt-id, \u00fc", "jolt-type, 'a\tb'" })
	void anIdOrATypeThatIsNoneIsRefusedButDoesNotStopACopyOfADelivery(String name, String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.mapper.fromHeaders(new MessageHeaders(Map.of(name, value))));
		assertThat(
				this.mapper.fromHeaders(new MessageHeaders(Map.of(name, value, JoltHeaders.RECEIVED_TOPIC, "origin"))))
			.isEmpty();
	}

}
