package io.jolt.spring.listener.adapter;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import org.springframework.core.MethodParameter;

/**
 * A parameter that is described to a converter or a resolver with another type: the
 * payload without what wraps it, or a wrapper in place of a primitive type.
 */
final class RetypedParameter extends MethodParameter {

	private final MethodParameter original;

	private final Class<?> type;

	private final Type genericType;

	RetypedParameter(MethodParameter original, Class<?> type, Type genericType) {
		super(original);
		this.original = original;
		this.type = type;
		this.genericType = genericType;
	}

	@Override
	public Class<?> getParameterType() {
		return this.type;
	}

	@Override
	public Type getGenericParameterType() {
		return this.genericType;
	}

	@Override
	public Class<?> getContainingClass() {
		return this.original.getContainingClass();
	}

	@Override
	public Annotation[] getParameterAnnotations() {
		return this.original.getParameterAnnotations();
	}

	@Override
	public MethodParameter clone() {
		return new RetypedParameter(this.original, this.type, this.genericType);
	}

}
