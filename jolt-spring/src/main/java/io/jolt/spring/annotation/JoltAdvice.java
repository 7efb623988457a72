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
 * Makes a bean's
 * {@link org.springframework.messaging.handler.annotation.MessageExceptionHandler @MessageExceptionHandler}
 * methods handle the exceptions of listeners in other beans: those that the listener's
 * own bean has no such method for. Several such beans are asked in their order
 * ({@link org.springframework.core.annotation.Order @Order},
 * {@link org.springframework.core.Ordered}).
 * <p>
 * Without selectors it is for all listeners; with some, for those of beans that at least
 * one of them selects.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface JoltAdvice {

	/**
	 * The bean's name.
	 * @return the name, or an empty text for one made of the class's
	 */
	@AliasFor(annotation = Component.class, attribute = "value")
	String name() default "";

	/**
	 * Packages of listener beans. As {@link #basePackages()}.
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
	 * Selects listener beans by package, in a way that survives renaming.
	 * @return a class of each package
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
