package io.jolt.spring.core;

import java.util.Map;

import io.jolt.spring.internal.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;
import org.springframework.util.Assert;

/**
 * Checks the headers that an application sets.
 */
final class SentHeaders {

	private SentHeaders() {
	}

	/**
	 * Ensures that an application may set headers.
	 * @param headers the headers, or {@code null} for none; those of a delivery, as
	 * {@link MessageHeaders}, may be passed on as they are, because the header mapper
	 * leaves out what is about the delivery alone
	 * @throws IllegalArgumentException if it may not set one of them
	 */
	static void requireSettable(@Nullable Map<String, ?> headers) {
		if (headers == null || (headers instanceof MessageHeaders && headers.containsKey(JoltHeaders.RECEIVED_TOPIC))) {
			return;
		}
		Assert.isTrue(!headers.containsKey(JoltHeaders.RECEIVED_TOPIC),
				() -> "The header '" + JoltHeaders.RECEIVED_TOPIC
						+ "' names the topic that a message came from and cannot be sent; the topic to send to is '"
						+ JoltHeaders.TOPIC + "'");
		headers.keySet().forEach(ProtocolHeaders::requireSettable);
	}

}
