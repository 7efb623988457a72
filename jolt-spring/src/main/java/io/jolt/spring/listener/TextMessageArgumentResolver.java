package io.jolt.spring.listener;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.annotation.support.MessageMethodArgumentResolver;

/**
 * Resolves whole messages. A blank text is a payload like any other: what it cannot be
 * converted to, the converter says.
 */
class TextMessageArgumentResolver extends MessageMethodArgumentResolver {

	TextMessageArgumentResolver(MessageConverter converter) {
		super(converter);
	}

	@Override
	protected boolean isEmptyPayload(@Nullable Object payload) {
		return payload == null;
	}

}
