package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a class that is annotated with {@link JoltListener} one of those that
 * handle its messages. Which one is called for a message, its payload decides; no class
 * name is on the wire, and nothing depends on the order of the methods:
 * <ul>
 * <li>A JSON object is for the method whose type has exactly its properties; else for
 * that whose type has all of them and the fewest besides; else for that with the most
 * properties, if the object has them all, and further ones. What a constructor cannot be
 * without must be there. A type id ({@code @JsonTypeInfo}, of sealed interfaces for
 * example) decides before any of these; maps and trees take what is for none. The names
 * are those that the application's {@code JsonMapper} reads.</li>
 * <li>A JSON array is for the method with an array or a collection whose elements its
 * first one fits.</li>
 * <li>Numbers, booleans and quoted strings are for the methods with such types.</li>
 * <li>Every other text, and what of the above no method takes, is for the method with a
 * {@code String} or {@code byte[]}, and without one for the default method; an object or
 * an array first for the default method.</li>
 * <li>A single method is called for everything.</li>
 * </ul>
 * What no method takes, or two take alike, goes to the error handler as a
 * {@link io.jolt.spring.listener.NoMatchingJoltHandlerException}, which is never retried.
 * Two methods that no payload can tell apart are an error at start.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface JoltHandler {

	/**
	 * Whether the method is called for what no other method can be called for.
	 * @return {@code true} for at most one method of a class
	 */
	boolean isDefault() default false;

}
