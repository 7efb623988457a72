package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltHeaderMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Calls a listener method with arguments made of the message, or of several the one that
 * the message's payload is for.
 */
public class MethodMessageListener implements JoltMessageListener {

	private final MethodChoice choice;

	private final JoltHeaderMapper headerMapper;

	// set before the first message, if at all
	private @Nullable MessageExceptionHandlers exceptionHandlers;

	/**
	 * Creates a listener that ignores what the method returns.
	 * @param method the method; it comes from a {@link JoltMessageHandlerMethodFactory}
	 * if it is to have {@link JoltMessage} parameters
	 * @param headerMapper makes the headers
	 */
	public MethodMessageListener(InvocableHandlerMethod method, JoltHeaderMapper headerMapper) {
		this(new ReplyingHandlerMethod(method, null), headerMapper);
	}

	/**
	 * Creates a listener.
	 * @param method the method
	 * @param headerMapper makes the headers
	 */
	public MethodMessageListener(ReplyingHandlerMethod method, JoltHeaderMapper headerMapper) {
		this(MethodChoice.always(method), headerMapper);
	}

	/**
	 * Creates a listener that chooses among several methods.
	 * @param methods the methods
	 * @param headerMapper makes the headers
	 */
	public MethodMessageListener(PayloadTypeMethods methods, JoltHeaderMapper headerMapper) {
		this((MethodChoice) methods, headerMapper);
	}

	private MethodMessageListener(MethodChoice choice, JoltHeaderMapper headerMapper) {
		this.choice = choice;
		this.headerMapper = headerMapper;
	}

	/**
	 * Sets what handles the exceptions of its methods: why one could not be called, what
	 * it threw or its future ended with, and why its reply could not be sent. Belongs
	 * before its first use.
	 * @param exceptionHandlers the handlers, or {@code null} for none
	 */
	public void setExceptionHandlers(@Nullable MessageExceptionHandlers exceptionHandlers) {
		this.exceptionHandlers = exceptionHandlers;
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		invoke(DeliveredMessage.of(message, this.headerMapper));
	}

	private void invoke(Message<?> message) throws Exception {
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
