package io.jolt.spring.listener.adapter;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.internal.DeliveredMessage;
import io.jolt.spring.internal.OpenCalls;
import org.jspecify.annotations.Nullable;

/**
 * Calls a listener method with arguments from the message; of several methods, the one
 * for the message's type. Exceptions go to its exception handlers first. Those of an
 * accepted call end it, and no attempt follows: its items are gone.
 */
final class MethodMessageListener implements JoltMessageListener, OpenCalls.Holder {

	private final MethodChoice choice;

	private final JoltMessageMapper messageMapper;

	private final @Nullable MessageExceptionHandlers exceptionHandlers;

	private final Answers answers;

	MethodMessageListener(MethodChoice choice, JoltMessageMapper messageMapper,
			@Nullable MessageExceptionHandlers exceptionHandlers, Answers answers) {
		this.choice = choice;
		this.messageMapper = messageMapper;
		this.exceptionHandlers = exceptionHandlers;
		this.answers = answers;
	}

	@Override
	public OpenCalls openCalls() {
		return this.answers.openCalls();
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		DeliveredMessage<?> delivered = DeliveredMessage.of(message, this.messageMapper.fromJolt(message));
		Exchange exchange = this.answers.exchange(message);
		if (exchange == null) {
			invoke(delivered, null);
			return;
		}
		try {
			invoke(delivered.in(exchange), exchange);
		}
		catch (Throwable ex) {
			if (!exchange.isAccepted()) {
				throw ex;
			}
			exchange.fail(ex);
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void invoke(DeliveredMessage<?> message, @Nullable Exchange exchange) throws Exception {
		try {
			this.choice.choose(message).invoke(message);
		}
		catch (Throwable ex) {
			ReplyingHandlerMethod handler = (this.exceptionHandlers != null)
					? this.exceptionHandlers.handle(ex, message) : null;
			if (handler == null) {
				throw ex;
			}
			if (exchange != null && !handler.isAnswering()) {
				exchange.handledWithoutAnswer(ex);
			}
		}
	}

	@Override
	public String toString() {
		return this.choice.toString();
	}

}
