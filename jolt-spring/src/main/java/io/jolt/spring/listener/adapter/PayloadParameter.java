package io.jolt.spring.listener.adapter;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import io.jolt.client.JoltMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.messaging.support.MessageHeaderAccessor;
import org.springframework.util.Assert;

/**
 * Finds the type that a method wants the payload to have.
 */
final class PayloadParameter {

	private PayloadParameter() {
	}

	/**
	 * The type of a method's payload.
	 * @param method the method
	 * @return the type, or {@code null} if the method does not ask for the payload
	 * @throws IllegalArgumentException if several parameters qualify
	 */
	static @Nullable Type type(InvocableHandlerMethod method) {
		MethodParameter parameter = find(method);
		return (parameter != null) ? type(parameter) : null;
	}

	/**
	 * Whether a method can be called without a payload.
	 * @param method the method
	 * @return {@code true} if its payload is an {@link java.util.Optional}, nullable or
	 * not required
	 * @throws IllegalArgumentException if several parameters qualify
	 */
	static boolean mayBeMissing(InvocableHandlerMethod method) {
		MethodParameter parameter = find(method);
		return parameter != null && PayloadTarget.of(parameter).mayBeMissing();
	}

	private static @Nullable MethodParameter find(InvocableHandlerMethod method) {
		List<MethodParameter> annotated = new ArrayList<>();
		List<MethodParameter> plain = new ArrayList<>();
		List<MethodParameter> messages = new ArrayList<>();
		for (MethodParameter parameter : method.getMethodParameters()) {
			Class<?> type = parameter.getParameterType();
			if (parameter.hasParameterAnnotation(Payload.class)) {
				annotated.add(parameter);
			}
			else if (Message.class.isAssignableFrom(type)) {
				messages.add(parameter);
			}
			else if (!isOther(parameter, type)) {
				plain.add(parameter);
			}
		}
		List<MethodParameter> candidates = !annotated.isEmpty() ? annotated : !plain.isEmpty() ? plain : messages;
		Assert.isTrue(candidates.size() <= 1, () -> method.getMethod().toGenericString()
				+ " has several parameters that may be the payload: annotate one with @Payload");
		return candidates.isEmpty() ? null : candidates.get(0);
	}

	private static boolean isOther(MethodParameter parameter, Class<?> type) {
		return parameter.hasParameterAnnotation(Header.class) || parameter.hasParameterAnnotation(Headers.class)
				|| ContinuationArgumentResolver.isContinuation(parameter) || type == JoltMessage.class
				|| MessageHeaders.class.isAssignableFrom(type) || MessageHeaderAccessor.class.isAssignableFrom(type);
	}

	private static @Nullable Type type(MethodParameter parameter) {
		PayloadTarget target = PayloadTarget.of(parameter);
		return target.isAnything() ? null : target.declaredType();
	}

}
