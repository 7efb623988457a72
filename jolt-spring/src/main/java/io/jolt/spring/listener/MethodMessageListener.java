package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltHeaderMapper;

import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Calls a listener method with arguments made of the message. What the method returns is
 * ignored.
 */
public class MethodMessageListener implements JoltMessageListener {

	private final InvocableHandlerMethod method;

	private final JoltHeaderMapper headerMapper;

	/**
	 * Creates a listener.
	 * @param method the method; it comes from a {@link JoltMessageHandlerMethodFactory}
	 * if it is to have {@link JoltMessage} parameters
	 * @param headerMapper makes the headers
	 */
	public MethodMessageListener(InvocableHandlerMethod method, JoltHeaderMapper headerMapper) {
		this.method = method;
		this.headerMapper = headerMapper;
	}

	@Override
	public void onMessage(JoltMessage message) throws Exception {
		this.method.invoke(DeliveredMessage.of(message, this.headerMapper));
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
