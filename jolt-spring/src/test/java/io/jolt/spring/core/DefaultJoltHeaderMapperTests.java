package io.jolt.spring.core;

import java.util.Map;

import io.jolt.client.JoltMessage;
import org.junit.jupiter.api.Test;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;

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

}
