package io.jolt.spring.listener.adapter;

import org.springframework.messaging.Message;

/**
 * Chooses the method for a message.
 */
@FunctionalInterface
interface MethodChoice {

	ReplyingHandlerMethod choose(Message<?> message);

	static MethodChoice always(ReplyingHandlerMethod method) {
		return new MethodChoice() {

			@Override
			public ReplyingHandlerMethod choose(Message<?> message) {
				return method;
			}

			@Override
			public String toString() {
				return method.toString();
			}

		};
	}

}
