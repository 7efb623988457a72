package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltHeaderMapper;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Calls a listener method with arguments made of the message. What the method returns is
 * ignored.
 */
public class MethodMessageListener implements JoltMessageListener {

	private final InvocableHandlerMethod method;

	private final JoltHeaderMapper headerMapper;

	private final @Nullable MessageExceptionHandlers exceptionHandlers;

	/**
	 * Creates a listener.
	 * @param method the method; it comes from a {@link JoltMessageHandlerMethodFactory}
	 * if it is to have {@link JoltMessage} parameters
	 * @param headerMapper makes the headers
	 */
	public MethodMessageListener(InvocableHandlerMethod method, JoltHeaderMapper headerMapper) {
		this(method, headerMapper, null);
	}

	/**
	 * Creates a listener whose exceptions are handled by methods.
	 * @param method the method
	 * @param headerMapper makes the headers
	 * @param exceptionHandlers handle what the method throws, and why it cannot be called
	 */
	public MethodMessageListener(InvocableHandlerMethod method, JoltHeaderMapper headerMapper,
			@Nullable MessageExceptionHandlers exceptionHandlers) {
		this.method = method;
		this.headerMapper = headerMapper;
		this.exceptionHandlers = exceptionHandlers;
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		DeliveredMessage delivered = DeliveredMessage.of(message, this.headerMapper);
		try {
			this.method.invoke(delivered);
		}
		catch (Throwable ex) {
			if (this.exceptionHandlers == null || !this.exceptionHandlers.handle(ex, delivered, (method, returned) -> {
			})) {
				throw ex;
			}
		}
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
