package io.jolt.spring.core;

import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.spring.internal.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.core.AbstractMessageSendingTemplate;
import org.springframework.messaging.support.NativeMessageHeaderAccessor;

/**
 * Maps headers with single values to strings: text, numbers, booleans, UUIDs, enums by
 * their name, dates, times and durations in ISO 8601, URIs, locales and the like.
 * Collections, maps and other objects are not sent, nor are the headers that Spring
 * Messaging adds to each message or {@code contentType}, which a message converter adds:
 * a message whose sender set no headers does not need a broker that supports them.
 * Headers whose names begin with {@value JoltHeaders#PREFIX} are neither sent nor
 * received. Of those that begin with {@value JoltMessageHeaders#PREFIX}, which are the
 * protocol's, all are received, and {@link JoltHeaders#MESSAGE_ID} and
 * {@link JoltHeaders#MESSAGE_TYPE} are sent. The others are about one message alone, so
 * they are left out of headers that were copied from a delivery, which
 * {@link JoltHeaders#RECEIVED_TOPIC} shows; any other message with one of them is
 * refused.
 */
public class DefaultJoltHeaderMapper implements JoltHeaderMapper {

	// a delivery that sets these could choose where a reply or an error goes, or would
	// have the wrong type for Spring's own accessors
	private static final Set<String> SPRING_HEADERS = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL, NativeMessageHeaderAccessor.NATIVE_HEADERS,
			AbstractMessageSendingTemplate.CONVERSION_HINT_HEADER);

	@Override
	public Map<String, String> fromHeaders(MessageHeaders headers) {
		Map<String, String> result = new LinkedHashMap<>();
		boolean copied = headers.containsKey(JoltHeaders.RECEIVED_TOPIC);
		headers.forEach((name, value) -> {
			if (isOwn(name) || MessageHeaders.CONTENT_TYPE.equals(name)) {
				return;
			}
			if (!copied) {
				ProtocolHeaders.requireSettable(name);
			}
			String text = text(value);
			if (text != null && isSent(name, text, copied)) {
				result.put(name, text);
			}
		});
		return result;
	}

	private static boolean isSent(String name, String text, boolean copied) {
		if (copied) {
			return ProtocolHeaders.isPassedOn(name, text);
		}
		ProtocolHeaders.requireValid(name, text);
		return true;
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

	// single values only; a Class is left out, because class names are never sent
	private static @Nullable String text(@Nullable Object value) {
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof Date date) {
			return text(date);
		}
		if (value instanceof TimeZone zone) {
			return zone.getID();
		}
		if (value instanceof Locale locale && (!locale.getScript().isEmpty() || locale.hasExtensions())) {
			// nothing reads these parts of its toString()
			return locale.toLanguageTag();
		}
		boolean travels = value instanceof TemporalAmount || value instanceof TemporalAccessor
				|| (value != null && !(value instanceof Class<?>) && BeanUtils.isSimpleValueType(value.getClass()));
		return travels ? String.valueOf(value) : null;
	}

	private static String text(Date date) {
		try {
			return date.toInstant().toString();
		}
		catch (UnsupportedOperationException ex) {
			// of java.sql, only a date or only a time, which their texts are in ISO 8601
			return String.valueOf(date);
		}
	}

}
