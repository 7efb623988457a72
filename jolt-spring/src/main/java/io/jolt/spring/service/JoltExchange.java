package io.jolt.spring.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a method of an interface publish to a topic, or ask whoever listens to it: see
 * {@link JoltServiceProxyFactory}, which makes a client of the interface. On the
 * interface itself it holds what its methods have in common.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface JoltExchange {

	/**
	 * The topic. If both the interface and the method have one, they are joined by a dot:
	 * {@code orders} and {@code quote} are {@code orders.quote}. May contain
	 * placeholders, but no wildcards.
	 * @return the topic, or the part of it that is given here
	 */
	String value() default "";

	/**
	 * The type of the messages, by which listeners choose. May contain placeholders.
	 * @return the type; by default that of the interface, or none
	 */
	String type() default "";

	/**
	 * How long the method waits for its reply, such as {@code 2s} or {@code 500ms}. If
	 * there is a stream in either direction, it limits how long it takes until somebody
	 * has accepted the call, and not how long the streams last. If the method only
	 * publishes, it limits how long that takes. May contain placeholders.
	 * @return the limit; by default that of the interface, or else the factory's for
	 * replies and calls, and the client's request time-out for publishing
	 */
	String timeout() default "";

}
