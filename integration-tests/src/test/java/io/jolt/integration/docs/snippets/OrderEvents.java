package io.jolt.integration.docs.snippets;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.jolt.spring.annotation.JoltListener;

import org.springframework.core.annotation.AliasFor;

/**
 * An annotation of the application's own.
 */
// tag::meta[]
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@JoltListener(topicPatterns = "orders.>", concurrency = "4", overflow = "drop-oldest")
@interface OrderEvents {

	@AliasFor(annotation = JoltListener.class, attribute = "id")
	String value();

}
// end::meta[]
