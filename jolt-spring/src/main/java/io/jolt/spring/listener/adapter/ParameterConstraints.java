package io.jolt.spring.listener.adapter;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.executable.ExecutableValidator;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.util.ClassUtils;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.ObjectError;
import org.springframework.validation.SmartValidator;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.ValidationAnnotationUtils;

/**
 * Checks Bean Validation constraints on the parameters of a method, such as {@code @Size}
 * on a text or {@code @Max} on a header. Not in {@link PayloadValidation}, because it
 * needs Jakarta Validation. Safe for use by several threads.
 */
final class ParameterConstraints {

	private final ExecutableValidator validator;

	private final Object target;

	private final Method method;

	private final List<MethodParameter> parameters;

	private final Class<?>[] groups;

	private ParameterConstraints(ExecutableValidator validator, Object target, Method method,
			List<MethodParameter> parameters) {
		this.validator = validator;
		this.target = target;
		this.method = method;
		this.parameters = parameters;
		this.groups = groups(parameters);
	}

	/**
	 * Prepares the check of a method.
	 * @param method the method
	 * @param parameters its parameters that have constraints
	 * @param validator checks the parameters
	 * @return the constraints
	 * @throws IllegalStateException if the validator cannot check them
	 */
	static ParameterConstraints of(HandlerMethod method, List<MethodParameter> parameters, Validator validator) {
		Object target = target(method.getBean());
		try {
			jakarta.validation.Validator beanValidator = unwrap(validator);
			// reports wrong constraints before a message arrives
			beanValidator.getConstraintsForClass(target.getClass());
			return new ParameterConstraints(beanValidator.forExecutables(), target,
					(Method) parameters.get(0).getExecutable(), parameters);
		}
		catch (ValidationException | IllegalArgumentException | IllegalStateException ex) {
			throw new IllegalStateException("Cannot check the constraints on the parameters of "
					+ method.getMethod().toGenericString() + ": " + ex.getMessage(), ex);
		}
	}

	private static jakarta.validation.Validator unwrap(Validator validator) {
		if (validator instanceof jakarta.validation.Validator beanValidator) {
			return beanValidator;
		}
		if (validator instanceof SmartValidator smartValidator) {
			return Objects.requireNonNull(smartValidator.unwrap(jakarta.validation.Validator.class));
		}
		throw new IllegalArgumentException("the validator is a " + validator.getClass().getName()
				+ ", which does not support Bean Validation: use a LocalValidatorFactoryBean");
	}

	// whose class has the method and its annotations; an interface proxy has not
	private static Object target(Object bean) {
		Object target = bean;
		while (AopUtils.isAopProxy(target)) {
			Object next = AopProxyUtils.getSingletonTarget(target);
			if (next == null) {
				return target;
			}
			target = next;
		}
		return target;
	}

	private static Class<?>[] groups(List<MethodParameter> parameters) {
		List<Class<?>> groups = parameters.stream()
			.flatMap((parameter) -> Arrays.stream(parameter.getParameterAnnotations()))
			.map(ValidationAnnotationUtils::determineValidationHints)
			.filter((hints) -> hints != null && hints.length > 0)
			.flatMap(Arrays::stream)
			.<Class<?>>mapMulti((hint, result) -> {
				if (hint instanceof Class<?> group) {
					result.accept(group);
				}
			})
			.toList();
		return ClassUtils.toClassArray(groups);
	}

	/**
	 * Checks arguments.
	 * @param message the message they come from
	 * @param arguments all the method's arguments
	 * @throws org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException
	 * if one breaks a constraint
	 */
	void check(Message<?> message, @Nullable Object[] arguments) {
		Collection<ConstraintViolation<Object>> violations = this.validator.validateParameters(this.target, this.method,
				arguments, this.groups);
		if (violations.isEmpty()) {
			return;
		}
		for (MethodParameter parameter : this.parameters) {
			int index = parameter.getParameterIndex();
			String name = PayloadValidation.name(parameter);
			BeanPropertyBindingResult result = new BeanPropertyBindingResult(arguments[index], name);
			for (ConstraintViolation<Object> violation : violations) {
				if (isOf(index, violation.getPropertyPath())) {
					String code = violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
					result.addError(
							new ObjectError(name, result.resolveMessageCodes(code), null, violation.getMessage()));
				}
			}
			if (result.hasErrors()) {
				throw new InvalidPayloadException(message, parameter, result);
			}
		}
	}

	// not of a bean in it, which is validated elsewhere
	private static boolean isOf(int index, Path path) {
		boolean found = false;
		for (Iterator<Path.Node> nodes = path.iterator(); nodes.hasNext();) {
			Path.Node node = nodes.next();
			if (node.getKind() == ElementKind.PARAMETER) {
				found = node.as(Path.ParameterNode.class).getParameterIndex() == index;
			}
			else if (node.getKind() == ElementKind.PROPERTY || node.getKind() == ElementKind.BEAN) {
				return false;
			}
		}
		return found;
	}

}
