package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.internal.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.SynthesizingMethodParameter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.ValueConstants;
import org.springframework.util.Assert;

/**
 * Puts the arguments of a method into what is sent. Immutable, and safe for use by
 * several threads.
 */
final class ServiceArguments {

	private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private final List<JoltServiceArgumentResolver> custom;

	private final HeaderValues headerValues;

	private final UnaryOperator<@Nullable String> placeholders;

	private final List<Argument> arguments = new ArrayList<>();

	// guards against a second one, while the arguments are read
	private @Nullable MethodParameter payload;

	private boolean streaming;

	/**
	 * Reads the parameters of a method.
	 * @param method the method
	 * @param serviceType the interface, which may have inherited the method
	 * @param custom asked before what is built in
	 * @param headerValues makes header values
	 * @param placeholders replaces placeholders
	 * @throws IllegalArgumentException if it is not known what to do with a parameter
	 */
	ServiceArguments(Method method, Class<?> serviceType, List<JoltServiceArgumentResolver> custom,
			HeaderValues headerValues, UnaryOperator<@Nullable String> placeholders) {
		this.custom = custom;
		this.headerValues = headerValues;
		this.placeholders = placeholders;
		// the last one is the continuation
		int count = method.getParameterCount() - (KotlinDetector.isSuspendingFunction(method) ? 1 : 0);
		for (int i = 0; i < count; i++) {
			MethodParameter parameter = new SynthesizingMethodParameter(method, i).withContainingClass(serviceType);
			parameter.initParameterNameDiscovery(NAMES);
			this.arguments.add(argument(parameter));
		}
	}

	/**
	 * Whether the payload is a stream.
	 * @return {@code true} if it is
	 */
	boolean isStreaming() {
		return this.streaming;
	}

	/**
	 * Puts the arguments into what is sent.
	 * @param values the arguments
	 * @param request what is sent
	 */
	void apply(@Nullable Object[] values, JoltServiceRequest request) {
		for (int i = 0; i < this.arguments.size(); i++) {
			this.arguments.get(i).apply(values[i], request);
		}
	}

	private Argument argument(MethodParameter parameter) {
		for (JoltServiceArgumentResolver resolver : this.custom) {
			if (resolver.supportsParameter(parameter)) {
				return (value, request) -> resolver.resolve(value, parameter, request);
			}
		}
		Header header = parameter.getParameterAnnotation(Header.class);
		if (header != null) {
			return header(header, parameter);
		}
		if (parameter.hasParameterAnnotation(Headers.class)) {
			Assert.isTrue(Map.class.isAssignableFrom(parameter.getParameterType()),
					"has a parameter with @Headers that is no Map");
			return this::headers;
		}
		return payload(parameter);
	}

	private Argument header(Header header, MethodParameter parameter) {
		String name = header.name().isEmpty() ? parameter.getParameterName() : header.name();
		Assert.isTrue(name != null && !name.isBlank(), "has a parameter with @Header and without a name: give @Header "
				+ "one, or compile with '-parameters'");
		Assert.isTrue(!name.startsWith(JoltHeaders.PREFIX), () -> "has the header '" + name
				+ "', but headers that begin with '" + JoltHeaders.PREFIX + "' are never sent");
		ProtocolHeaders.requireSettable(name);
		String byDefault = ValueConstants.DEFAULT_NONE.equals(header.defaultValue()) ? null
				: this.placeholders.apply(header.defaultValue());
		return (value, request) -> {
			Object text = this.headerValues.of(name, value);
			request.setHeader(name, (text != null) ? text : byDefault);
		};
	}

	private void headers(@Nullable Object value, JoltServiceRequest request) {
		if (value != null) {
			((Map<?, ?>) value).forEach((key, element) -> {
				String name = String.valueOf(key);
				request.setHeader(name, this.headerValues.of(name, element));
			});
		}
	}

	private Argument payload(MethodParameter parameter) {
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		Assert.isTrue(this.payload == null,
				"has two payloads: annotate what is not the payload with @Header or @Headers");
		Assert.isTrue(annotation == null || annotation.expression().isEmpty(),
				"has a payload with an expression, which only listeners evaluate");
		this.payload = parameter;
		Class<?> type = parameter.getParameterType();
		if (Flow.Publisher.class.isAssignableFrom(type)) {
			this.streaming = true;
			return (value, request) -> request.setPayload(required(value));
		}
		ReactiveTypes.Kind kind = ServiceResult.reactiveKind(type);
		Assert.isTrue(kind == null || kind == ReactiveTypes.Kind.STREAM,
				() -> "has a payload that is neither there yet nor a stream: " + type.getName());
		if (kind != null) {
			this.streaming = true;
			return (value, request) -> request.setPayload(ReactiveTypes.items(required(value)));
		}
		boolean optional = type == Optional.class || (annotation != null && !annotation.required());
		return (value, request) -> {
			Object present = (value instanceof Optional<?> wrapped) ? wrapped.orElse(null) : value;
			request.setPayload(optional ? present : required(present));
		};
	}

	private static Object required(@Nullable Object value) {
		Assert.notNull(value, "the payload must not be null: annotate it with @Payload(required = false) to send an "
				+ "empty text then");
		return value;
	}

	private interface Argument {

		void apply(@Nullable Object value, JoltServiceRequest request);

	}

}
