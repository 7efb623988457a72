package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a class annotated with {@link JoltListener} as one of those that
 * handle its messages. The payload alone decides which method is called: messages carry
 * no class name, and the order of the methods does not matter:
 * <ul>
 * <li>A JSON object goes to the method whose type has exactly its properties; else to the
 * one whose type has all of them and the fewest others; else to the one with the most
 * properties, if the object has all of these and more. Properties that a constructor
 * requires must be present. A type id ({@code @JsonTypeInfo}, for example of sealed
 * interfaces) takes precedence over all of these; maps and trees take what no other
 * method matches. The property names are those that the application's {@code JsonMapper}
 * reads.</li>
 * <li>A JSON array goes to the method with an array or a collection whose element type
 * fits its first element.</li>
 * <li>Numbers, booleans and quoted strings go to the methods with such types.</li>
 * <li>Any other text, and any of the above that no method takes, goes to the method with
 * a {@code String} or {@code byte[]}, or without one to the default method; for an object
 * or an array the default method comes first.</li>
 * <li>A single method is called for every message.</li>
 * </ul>
 * A message that no method takes, or that two take equally well, goes to the error
 * handler as a {@link io.jolt.spring.listener.adapter.NoMatchingJoltHandlerException},
 * which is never retried. Two methods that no payload can distinguish are an error at
 * start-up.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface JoltHandler {

	/**
	 * Whether the method is called for messages that no other method takes.
	 * @return {@code true} for at most one method of a class
	 */
	boolean isDefault() default false;

}
