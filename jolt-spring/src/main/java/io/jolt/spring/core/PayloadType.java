package io.jolt.spring.core;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * A type that a reply's payload is converted to. Immutable.
 *
 * @param <T> the type
 */
final class PayloadType<T> {

	private final Class<?> rawClass;

	private final Type type;

	// tells a converter the type with its generics, null if it has none
	private final @Nullable MethodParameter hint;

	private PayloadType(Class<?> rawClass, Type type, @Nullable MethodParameter hint) {
		this.rawClass = ClassUtils.resolvePrimitiveIfNecessary(rawClass);
		this.type = type;
		this.hint = hint;
	}

	static <T> PayloadType<T> of(Class<T> type) {
		Assert.notNull(type, "type must not be null");
		return new PayloadType<>(type, type, null);
	}

	static <T> PayloadType<T> of(ParameterizedTypeReference<T> reference) {
		Assert.notNull(reference, "type must not be null");
		Type type = reference.getType();
		Class<?> rawClass = ResolvableType.forType(type).toClass();
		return new PayloadType<>(rawClass, type, new Hint(rawClass, type));
	}

	/**
	 * Reads a payload.
	 * @param message the message
	 * @param converter converts it
	 * @return the payload, or {@code null} if the type is {@code Void} or, unless it is
	 * text, the payload is blank or JSON's {@code null}
	 * @throws MessageConversionException if it cannot be converted
	 */
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	@Nullable T read(Message<?> message, MessageConverter converter) {
		if (this.rawClass == Void.class) {
			return null;
		}
		boolean text = this.rawClass == byte[].class || this.rawClass.isAssignableFrom(String.class);
		if (!text && message.getPayload() instanceof String payload && !StringUtils.hasText(payload)) {
			return null;
		}
		Object converted = (converter instanceof SmartMessageConverter smart)
				? smart.fromMessage(message, this.rawClass, this.hint) : converter.fromMessage(message, this.rawClass);
		if (converted == null && !(message.getPayload() instanceof String payload && payload.strip().equals("null"))) {
			throw new MessageConversionException(message, "Nothing converts a "
					+ message.getPayload().getClass().getName() + " to " + this.type.getTypeName());
		}
		return (T) converted;
	}

	@Override
	public String toString() {
		return this.type.getTypeName();
	}

	/**
	 * Describes a type as converters know it: as that of a parameter.
	 */
	private static final class Hint extends MethodParameter {

		private static final Method METHOD = Objects
			.requireNonNull(ReflectionUtils.findMethod(Object.class, "equals", Object.class));

		private final Class<?> rawClass;

		private final Type type;

		Hint(Class<?> rawClass, Type type) {
			super(METHOD, 0);
			this.rawClass = rawClass;
			this.type = type;
		}

		@Override
		public Class<?> getParameterType() {
			return this.rawClass;
		}

		@Override
		public Type getGenericParameterType() {
			return this.type;
		}

		@Override
		public MethodParameter clone() {
			return new Hint(this.rawClass, this.type);
		}

	}

}
