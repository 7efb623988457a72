package io.jolt.spring.listener.adapter;

import io.jolt.client.JoltMessage;
import io.jolt.spring.internal.DeliveredMessage;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * Passes the client's delivery unchanged.
 */
class JoltMessageArgumentResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == JoltMessage.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) {
		if (message instanceof DeliveredMessage<?> delivered) {
			return delivered.source();
		}
		throw new MethodArgumentResolutionException(message, parameter, "Not a message from Jolt");
	}

}
