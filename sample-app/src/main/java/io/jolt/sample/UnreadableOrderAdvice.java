package io.jolt.sample;

import java.util.stream.Collectors;

import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltAdvice;
import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BindingResult;

/**
 * Rejects messages that are not orders: any client may publish anything. All other
 * exceptions of listeners lead to further attempts.
 */
@JoltAdvice(assignableTypes = OrderDesk.class)
class UnreadableOrderAdvice {

	private static final int SHOWN = 200;

	private final JoltOperations jolt;

	private final JsonMapper jsonMapper;

	UnreadableOrderAdvice(JoltOperations jolt, JsonMapper jsonMapper) {
		this.jolt = jolt;
		this.jsonMapper = jsonMapper;
	}

	@MessageExceptionHandler
	void invalid(MethodArgumentNotValidException error, JoltMessage message) {
		reject(message, explain(error.getBindingResult()));
	}

	@MessageExceptionHandler
	void unreadable(MessageConversionException error, JoltMessage message) {
		reject(message, "This cannot be read as an order");
	}

	private void reject(JoltMessage message, String reason) {
		String data = message.data();
		String received = data.substring(0, Math.min(data.length(), SHOWN));
		this.jolt.convertAndSend(OrderTopics.REJECTED, new RejectedOrder(readId(data), reason, received));
	}

	private @Nullable String readId(String data) {
		try {
			JsonNode id = this.jsonMapper.readTree(data).path("id");
			return id.isString() ? id.stringValue() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static String explain(@Nullable BindingResult result) {
		if (result == null) {
			return "The order is not valid";
		}
		return result.getFieldErrors()
			.stream()
			.map((error) -> error.getField() + " " + error.getDefaultMessage())
			.sorted()
			.collect(Collectors.joining(", "));
	}

}
