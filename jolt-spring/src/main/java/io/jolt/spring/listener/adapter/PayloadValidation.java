package io.jolt.spring.listener.adapter;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.jolt.client.spi.LogText;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.util.ReflectionUtils;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Validates payloads if the parameter, or an element type in it, demands that, including
 * the elements of collections, maps and arrays, which a validator would skip. Safe for
 * use by several threads.
 */
final class PayloadValidation {

	private final @Nullable Validator validator;

	// the demand by parameter, as reflection is slow
	private final Map<MethodParameter, Optional<Object[]>> hints = new ConcurrentHashMap<>();

	PayloadValidation(@Nullable Validator validator) {
		this.validator = validator;
	}

	/**
	 * Finds the annotation that demands to validate.
	 * @param parameter a method's parameter
	 * @return the annotation, or {@code null} if there is nothing to validate
	 */
	static @Nullable Annotation demand(MethodParameter parameter) {
		return find(parameter, (annotation) -> ValidationAnnotationUtils.determineValidationHints(annotation) != null);
	}

	/**
	 * Finds a Bean Validation constraint.
	 * @param parameter a method's parameter
	 * @return the annotation, or {@code null} if there is none
	 */
	static @Nullable Annotation constraint(MethodParameter parameter) {
		return find(parameter, PayloadValidation::isConstraint);
	}

	private static boolean isConstraint(Annotation annotation) {
		Class<?> type = annotation.annotationType();
		if (isConstraint(type)) {
			return true;
		}
		// if there are several of a kind
		Method value = ReflectionUtils.findMethod(type, "value");
		Class<?> element = (value != null) ? value.getReturnType().getComponentType() : null;
		return element != null && element.isAnnotation() && isConstraint(element);
	}

	// by its name, because the class may be absent
	private static boolean isConstraint(Class<?> type) {
		for (Annotation annotation : type.getAnnotations()) {
			if (annotation.annotationType().getName().equals("jakarta.validation.Constraint")) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Annotation find(MethodParameter parameter, Predicate<Annotation> predicate) {
		Annotation onParameter = find(parameter.getParameterAnnotations(), predicate);
		return (onParameter != null) ? onParameter : findWithin(
				parameter.getExecutable().getAnnotatedParameterTypes()[parameter.getParameterIndex()], predicate);
	}

	private static @Nullable Annotation find(Annotation[] annotations, Predicate<Annotation> predicate) {
		for (Annotation annotation : annotations) {
			if (predicate.test(annotation)) {
				return annotation;
			}
		}
		return null;
	}

	private static @Nullable Annotation findWithin(AnnotatedType type, Predicate<Annotation> predicate) {
		Annotation found = find(type.getAnnotations(), predicate);
		if (found != null) {
			return found;
		}
		if (type instanceof AnnotatedArrayType array) {
			return findWithin(array.getAnnotatedGenericComponentType(), predicate);
		}
		if (type instanceof AnnotatedParameterizedType parameterized) {
			for (AnnotatedType argument : parameterized.getAnnotatedActualTypeArguments()) {
				Annotation inArgument = findWithin(argument, predicate);
				if (inArgument != null) {
					return inArgument;
				}
			}
		}
		return null;
	}

	/**
	 * Validates a payload if the parameter demands it.
	 * @param message the message it comes from
	 * @param parameter the parameter it is for
	 * @param payload the payload
	 * @throws MethodArgumentNotValidException if it, or an element, is not valid
	 */
	void validate(Message<?> message, MethodParameter parameter, Object payload) {
		if (this.validator != null) {
			Optional<Object[]> demanded = this.hints.computeIfAbsent(parameter, PayloadValidation::hints);
			if (demanded.isPresent()) {
				new Validation(this.validator, message, parameter, demanded.get()).validate(payload, name(parameter));
			}
		}
	}

	static String name(MethodParameter parameter) {
		String name = parameter.getParameterName();
		return (name != null) ? name : "payload";
	}

	private static Optional<Object[]> hints(MethodParameter parameter) {
		Annotation demand = demand(parameter);
		return Optional
			.ofNullable((demand != null) ? ValidationAnnotationUtils.determineValidationHints(demand) : null);
	}

	/**
	 * For one payload.
	 */
	private static final class Validation {

		private final Validator validator;

		private final Message<?> message;

		private final MethodParameter parameter;

		private final Object[] hints;

		Validation(Validator validator, Message<?> message, MethodParameter parameter, Object[] hints) {
			this.validator = validator;
			this.message = message;
			this.parameter = parameter;
			this.hints = hints;
		}

		void validate(Object target, String name) {
			if (target instanceof Map<?, ?> map) {
				map.forEach((key, value) -> validateElement(value, name + "[" + LogText.of(String.valueOf(key)) + "]"));
			}
			else if (target instanceof Collection<?> collection) {
				validateAll(collection, name);
			}
			else if (target instanceof Object[] array) {
				validateAll(Arrays.asList(array), name);
			}
			else {
				validateOne(target, name);
			}
		}

		private void validateAll(Collection<?> elements, String name) {
			int index = 0;
			for (Object element : elements) {
				validateElement(element, name + "[" + index + "]");
				index++;
			}
		}

		private void validateElement(@Nullable Object element, String name) {
			if (element != null) {
				validate(element, name);
			}
		}

		private void validateOne(Object target, String name) {
			BeanPropertyBindingResult result = new BeanPropertyBindingResult(target, name);
			if (this.hints.length > 0 && this.validator instanceof SmartValidator smartValidator) {
				smartValidator.validate(target, result, this.hints);
			}
			else {
				this.validator.validate(target, result);
			}
			if (result.hasErrors()) {
				throw new InvalidPayloadException(this.message, this.parameter, result);
			}
		}

	}

}
