package io.jolt.spring.core;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;

/**
 * Lets strings, numbers, booleans and UUIDs travel, as strings. What Spring Messaging
 * adds to each message by itself does not travel, nor does {@code contentType}, which a
 * message converter adds: a message whose sender set no header needs a broker that knows
 * none. Names that begin with {@value JoltHeaders#PREFIX} neither leave nor enter.
 */
public class DefaultJoltHeaderMapper implements JoltHeaderMapper {

	// a delivery that sets these could choose where a reply or an error goes, or is of
	// the wrong type for Spring's own accessors
	private static final Set<String> SPRING_HEADERS = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL, NativeMessageHeaderAccessor.NATIVE_HEADERS,
			AbstractMessageSendingTemplate.CONVERSION_HINT_HEADER);

	@Override
	public Map<String, String> fromHeaders(MessageHeaders headers) {
		Map<String, String> result = new LinkedHashMap<>();
		headers.forEach((name, value) -> {
			if (!isOwn(name) && !MessageHeaders.CONTENT_TYPE.equals(name) && travels(value)) {
				result.put(name, value.toString());
			}
		});
		return result;
	}

	@Override
	public Map<String, Object> toHeaders(JoltMessage message) {
		Map<String, Object> result = new LinkedHashMap<>();
		message.headers().forEach((name, value) -> {
			if (!isOwn(name)) {
				result.put(name, value);
			}
		});
		return result;
	}

	private static boolean isOwn(String name) {
		return name.startsWith(JoltHeaders.PREFIX) || SPRING_HEADERS.contains(name);
	}

	private static boolean travels(@Nullable Object value) {
		return value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof UUID;
	}

}
