package io.jolt.spring.listener.adapter;

import io.jolt.spring.internal.DeliveredMessage;

/**
 * Chooses the method for a message.
 */
@FunctionalInterface
interface MethodChoice {

	ReplyingHandlerMethod choose(DeliveredMessage<?> message);

	static MethodChoice always(ReplyingHandlerMethod method) {
		return new MethodChoice() {

			@Override
			public ReplyingHandlerMethod choose(DeliveredMessage<?> message) {
				return method;
			}

			@Override
			public String toString() {
				return method.toString();
			}

		};
	}

}
