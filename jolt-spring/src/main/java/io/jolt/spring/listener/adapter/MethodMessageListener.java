package io.jolt.spring.listener.adapter;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.internal.DeliveredMessage;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener method with arguments from the message; of several methods, the one
 * for the message's type. Exceptions go to its exception handlers first.
 */
final class MethodMessageListener implements JoltMessageListener {

	private final MethodChoice choice;

	private final JoltMessageMapper messageMapper;

	private final @Nullable MessageExceptionHandlers exceptionHandlers;

	MethodMessageListener(MethodChoice choice, JoltMessageMapper messageMapper,
			@Nullable MessageExceptionHandlers exceptionHandlers) {
		this.choice = choice;
		this.messageMapper = messageMapper;
		this.exceptionHandlers = exceptionHandlers;
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		invoke(DeliveredMessage.of(message, this.messageMapper.fromJolt(message)));
	}

	private void invoke(DeliveredMessage<?> message) throws Exception {
		try {
			this.choice.choose(message).invoke(message);
		}
		catch (Throwable ex) {
			if (this.exceptionHandlers == null || !this.exceptionHandlers.handle(ex, message)) {
				throw ex;
			}
		}
	}

	@Override
	public String toString() {
		return this.choice.toString();
	}

}
