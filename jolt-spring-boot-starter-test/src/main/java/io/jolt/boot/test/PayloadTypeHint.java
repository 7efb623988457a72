package io.jolt.boot.test;

import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A generic type in the only form that Spring's converters accept: as the type of a
 * method parameter.
 */
final class PayloadTypeHint extends MethodParameter {

	// any method will do: its return value stands in for the parameter
	private static final Method METHOD = ClassUtils.getMethod(Object.class, "hashCode");

	private static final int RETURN_VALUE = -1;

	private final ResolvableType type;

	PayloadTypeHint(ResolvableType type) {
		super(METHOD, RETURN_VALUE);
		this.type = type;
	}

	@Override
	public Class<?> getParameterType() {
		return this.type.toClass();
	}

	@Override
	public Type getGenericParameterType() {
		return this.type.getType();
	}

	@Override
	public Type getNestedGenericParameterType() {
		return this.type.getType();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PayloadTypeHint hint && this.type.equals(hint.type);
	}

	@Override
	public int hashCode() {
		return this.type.hashCode();
	}

	@Override
	public String toString() {
		return this.type.toString();
	}

}
