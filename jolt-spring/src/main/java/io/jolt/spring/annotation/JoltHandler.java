package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a class that is annotated with {@link JoltListener} one of those that
 * handle its messages. The first whose payload's type the message can be converted to is
 * called; the default one is called if there is none.
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
