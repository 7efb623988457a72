package io.jolt.boot.test;

import java.util.function.Supplier;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.DefaultJoltMessageMapper;
import io.jolt.spring.core.JoltMessageMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;

/**
 * Writes payloads as the application's listeners do when they answer. Safe for use by
 * several threads.
 */
final class PayloadWriter {

	private static final JoltMessageMapper DEFAULT_MAPPER = new DefaultJoltMessageMapper();

	private final Supplier<@Nullable JoltMessageMapper> messageMapper;

	/**
	 * Creates a writer.
	 * @param messageMapper finds the application's mapper, if it has one
	 */
	PayloadWriter(Supplier<@Nullable JoltMessageMapper> messageMapper) {
		this.messageMapper = messageMapper;
	}

	/**
	 * Writes a payload.
	 * @param payload the payload, or a message
	 * @return a message without a topic
	 */
	JoltMessage write(Object payload) {
		JoltMessageMapper own = this.messageMapper.get();
		JoltMessageMapper mapper = (own != null) ? own : DEFAULT_MAPPER;
		return (payload instanceof Message<?> message) ? mapper.toJolt("", message)
				: mapper.payloadToJolt("", payload, null);
	}

}
