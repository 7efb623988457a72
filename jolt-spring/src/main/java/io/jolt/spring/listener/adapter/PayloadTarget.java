package io.jolt.spring.listener.adapter;

import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.Optional;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.ClassUtils;

/**
 * What a parameter wants the payload to be, and what is put around it. Type variables
 * have the values that the listener's class gives them. Immutable.
 *
 * @param type the class to convert the payload to, never a primitive one
 * @param declaredType the type with its generics
 * @param hint tells a converter the type with its generics
 * @param optional whether the parameter is an {@link Optional}
 * @param message whether a {@link Message} is around the payload
 * @param optionalInMessage whether the message's payload is an {@link Optional}
 * @param required whether a payload must be there
 */
record PayloadTarget(Class<?> type, Type declaredType, MethodParameter hint, boolean optional, boolean message,
		boolean optionalInMessage, boolean required) {

	// a variable's bound may lead back to the variable
	private static final int MAX_DEPTH = 16;

	static PayloadTarget of(MethodParameter parameter) {
		ResolvableType type = ResolvableType.forMethodParameter(parameter);
		boolean optional = isOptional(type);
		if (optional) {
			type = type.getGeneric();
		}
		boolean message = Message.class.isAssignableFrom(type.toClass());
		if (message) {
			type = type.as(Message.class).getGeneric();
		}
		boolean optionalInMessage = message && isOptional(type);
		if (optionalInMessage) {
			type = type.getGeneric();
		}
		Type declaredType = resolve(type, 0);
		Class<?> targetClass = ClassUtils.resolvePrimitiveIfNecessary(type.toClass());
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		// annotated as nullable, or nullable, or with a default, in Kotlin
		boolean required = (annotation == null || annotation.required()) && !parameter.isOptional();
		return new PayloadTarget(targetClass, declaredType,
				new Hint(parameter, targetClass, (declaredType instanceof Class<?>) ? targetClass : declaredType),
				optional, message, optionalInMessage, required);
	}

	private static boolean isOptional(ResolvableType type) {
		return type.toClass() == Optional.class;
	}

	private static Type resolve(ResolvableType type, int depth) {
		Class<?> resolved = type.toClass();
		if (type.getType() instanceof Class<?> || depth == MAX_DEPTH) {
			return resolved;
		}
		if (type.isArray()) {
			Type component = resolve(type.getComponentType(), depth + 1);
			return (component instanceof Class<?>) ? resolved : new ArrayOf(component);
		}
		ResolvableType[] generics = type.getGenerics();
		if (generics.length == 0 || generics.length != resolved.getTypeParameters().length) {
			return resolved;
		}
		ResolvableType[] resolvedGenerics = new ResolvableType[generics.length];
		for (int i = 0; i < generics.length; i++) {
			resolvedGenerics[i] = ResolvableType.forType(resolve(generics[i], depth + 1));
		}
		return ResolvableType.forClassWithGenerics(resolved, resolvedGenerics).getType();
	}

	/**
	 * Whether the parameter says nothing about the payload: a message of anything.
	 * @return {@code true} if so
	 */
	boolean isAnything() {
		return this.message && this.declaredType == Object.class;
	}

	/**
	 * Whether the payload's text is what the parameter wants.
	 * @return {@code true} if so
	 */
	boolean isText() {
		return this.type == byte[].class || this.type.isAssignableFrom(String.class);
	}

	/**
	 * An array whose elements' type has generics.
	 *
	 * @param getGenericComponentType the elements' type
	 */
	private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {

		@Override
		public String getTypeName() {
			return this.getGenericComponentType.getTypeName() + "[]";
		}

	}

	/**
	 * The parameter as it would be with nothing around the payload.
	 */
	private static final class Hint extends MethodParameter {

		private final MethodParameter original;

		private final Class<?> type;

		private final Type genericType;

		Hint(MethodParameter original, Class<?> type, Type genericType) {
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
			return new Hint(this.original, this.type, this.genericType);
		}

	}

}
