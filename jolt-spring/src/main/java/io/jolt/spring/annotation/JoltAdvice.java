package io.jolt.spring.annotation;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Applies a bean's
 * {@link org.springframework.messaging.handler.annotation.MessageExceptionHandler @MessageExceptionHandler}
 * methods to listeners in other beans, for exceptions that the listener's own bean does
 * not handle. Several such beans are asked in their order
 * ({@link org.springframework.core.annotation.Order @Order},
 * {@link org.springframework.core.Ordered}).
 * <p>
 * Without selectors it applies to all listeners, otherwise to those of the beans that at
 * least one selector matches.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface JoltAdvice {

	/**
	 * The bean's name.
	 * @return the name; by default it is derived from the class name
	 */
	@AliasFor(annotation = Component.class, attribute = "value")
	String name() default "";

	/**
	 * Alias for {@link #basePackages()}.
	 * @return the packages' names
	 */
	@AliasFor("basePackages")
	String[] value() default {};

	/**
	 * Selects listener beans by package, subpackages included.
	 * @return the packages' names
	 */
	@AliasFor("value")
	String[] basePackages() default {};

	/**
	 * Type-safe alternative to {@link #basePackages()}.
	 * @return one class in each package
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * Selects listener beans by type.
	 * @return the types that they extend or implement
	 */
	Class<?>[] assignableTypes() default {};

	/**
	 * Selects listener beans by annotation.
	 * @return the annotations of their classes
	 */
	Class<? extends Annotation>[] annotations() default {};

}
