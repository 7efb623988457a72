package io.jolt.spring.listener.adapter;

import java.lang.reflect.Type;
import java.util.Optional;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.ClassUtils;

/**
 * The payload type that a parameter requires, and its wrappers. Type variables have the
 * values from the listener's class. Immutable.
 *
 * @param type the class to convert the payload to, never a primitive one
 * @param declaredType the type with its generics
 * @param hint tells a converter the type with its generics
 * @param optional whether the parameter is an {@link Optional}
 * @param message whether a {@link Message} wraps the payload
 * @param optionalInMessage whether the message's payload is an {@link Optional}
 * @param required whether a payload must be there
 */
record PayloadTarget(Class<?> type, Type declaredType, MethodParameter hint, boolean optional, boolean message,
		boolean optionalInMessage, boolean required) {

	static PayloadTarget of(MethodParameter parameter) {
		ResolvableType payload = ResolvableType.forMethodParameter(parameter);
		boolean inOptional = isOptional(payload);
		if (inOptional) {
			payload = payload.getGeneric();
		}
		boolean inMessage = Message.class.isAssignableFrom(payload.toClass());
		if (inMessage) {
			payload = payload.as(Message.class).getGeneric();
		}
		boolean optionalThere = inMessage && isOptional(payload);
		if (optionalThere) {
			payload = payload.getGeneric();
		}
		Type declared = ResolvedType.of(payload);
		Class<?> target = ClassUtils.resolvePrimitiveIfNecessary(payload.toClass());
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		return new PayloadTarget(target, declared,
				new RetypedParameter(parameter, target, (declared instanceof Class<?>) ? target : declared), inOptional,
				inMessage, optionalThere,
				// annotated as nullable, or nullable, or with a default, in Kotlin
				(annotation == null || annotation.required()) && !parameter.isOptional());
	}

	private static boolean isOptional(ResolvableType type) {
		return type.toClass() == Optional.class;
	}

	/**
	 * Whether the payload may be missing: a blank text, or JSON's {@code null}.
	 * @return {@code true} if so
	 */
	boolean mayBeMissing() {
		return this.optional || this.optionalInMessage || !this.required;
	}

	/**
	 * Whether the parameter takes the payload's text.
	 * @return {@code true} if so
	 */
	boolean isText() {
		return this.type == byte[].class || this.type.isAssignableFrom(String.class);
	}

}
