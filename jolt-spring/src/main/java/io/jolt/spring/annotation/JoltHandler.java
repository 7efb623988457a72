package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a class annotated with {@link JoltListener} as one of those that
 * handle its messages. The message's type, which its sender sets
 * ({@link io.jolt.spring.core.JoltHeaders#MESSAGE_TYPE}), decides which method is called:
 * the one that names that type; else the one with the most specific pattern that matches
 * it, token by token a literal before {@code *}, and {@code *} before {@code >}; else the
 * one without a type, which there may be once, and which also handles messages without a
 * type. The order of the methods does not matter.
 * <p>
 * A message that no method handles goes to the error handler as a
 * {@link io.jolt.spring.listener.adapter.NoMatchingJoltHandlerException}, which is never
 * retried. Two methods with the same type, or without one, are an error at start-up.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface JoltHandler {

	/**
	 * Alias for {@link #type()}.
	 * @return the types
	 */
	@AliasFor("type")
	String[] value() default {};

	/**
	 * The types of the messages that the method handles. One may be a pattern: tokens
	 * separated by {@code .}, where {@code *} matches exactly one token and a trailing
	 * {@code >} matches one or more. May contain placeholders and SpEL, which may yield
	 * several, as in {@link JoltListener#topics()}.
	 * @return the types; none for the method that handles what no other does
	 */
	@AliasFor("value")
	String[] type() default {};

}
