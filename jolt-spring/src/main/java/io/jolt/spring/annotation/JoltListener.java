package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Makes a method a listener of topics; or a class, whose {@link JoltHandler} methods then
 * listen, each for its type of payload. The method is called once for each message,
 * however many of its topics and patterns match it, by one thread at a time and in the
 * order in which the broker delivered, across topics too, unless its
 * {@link #concurrency()} is more than 1; a slow one holds up no other. It may block, and
 * it may publish and wait.
 * <p>
 * Its parameters, in any order and number: the payload, with or without
 * {@link org.springframework.messaging.handler.annotation.Payload @Payload}
 * ({@code String} for the text, {@code byte[]} for its UTF-8 encoding, anything else is
 * read as JSON, and validated if it is annotated with {@code @Valid} or
 * {@code @Validated}); {@link org.springframework.messaging.Message};
 * {@link io.jolt.client.JoltMessage};
 * {@link org.springframework.messaging.handler.annotation.Header @Header}, for example
 * {@code @Header(JoltHeaders.RECEIVED_TOPIC) String topic};
 * {@link org.springframework.messaging.handler.annotation.Headers @Headers}
 * {@code Map<String, Object>}.
 * <p>
 * What it returns is published, if
 * {@link org.springframework.messaging.handler.annotation.SendTo @SendTo} on the method
 * or the class names a topic, a collection as one JSON array;
 * {@link org.springframework.messaging.Message} goes to the topic in its own header
 * {@link io.jolt.spring.core.JoltHeaders#TOPIC} before that. The topic may depend on the
 * message: <code>!{source.headers['reply-to']}</code>, where {@code request} is the
 * message as it came, {@code source} the Spring message and {@code result} what was
 * returned. A {@link java.util.concurrent.CompletionStage} and what Spring's
 * {@link org.springframework.core.ReactiveAdapterRegistry} knows, a {@code Mono} for
 * example, are awaited before the next message is taken.
 * <p>
 * What it throws, or its future ends with, goes to the error handler, as does a message
 * that cannot be converted or is not valid, and a reply that cannot be sent; the listener
 * lives on.
 * <p>
 * All attributes may hold placeholders ({@code ${...}}) and SpEL ({@code #{...}}), in
 * which {@code __listener} is the annotated bean. The method must not be final, private
 * or static, and the bean must be a singleton or a scoped bean with a proxy, through
 * which it then listens; when it is destroyed, its listeners are stopped. What an
 * overriding method, a subclass or an implementation has of these annotations replaces
 * those that it would inherit. The annotation may be used as a meta-annotation, with
 * {@link org.springframework.core.annotation.AliasFor @AliasFor} for its attributes.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(JoltListeners.class)
public @interface JoltListener {

	/**
	 * Alias for {@link #topics()}.
	 * @return the topics
	 */
	@AliasFor("topics")
	String[] value() default {};

	/**
	 * The topics, taken literally. A SpEL expression may give several, as an array or a
	 * collection; a placeholder may, separated by commas or as a list in a YAML file.
	 * @return the topics
	 */
	@AliasFor("value")
	String[] topics() default {};

	/**
	 * Patterns of topics: tokens separated by {@code .}, where {@code *} is exactly one
	 * token and a last {@code >} is one or more. The broker must know patterns. Several
	 * as for {@link #topics()}.
	 * @return the patterns
	 */
	String[] topicPatterns() default {};

	/**
	 * The listener's id, unique in the application context: in logs, and in
	 * {@link io.jolt.spring.config.JoltListenerEndpointRegistry}.
	 * @return the id; by default the bean's name and the method's
	 */
	String id() default "";

	/**
	 * Whether the listener starts with the application context.
	 * @return {@code true} or {@code false}; by default the container factory decides
	 */
	String autoStartup() default "";

	/**
	 * What happens to a delivery when the listener's queue is full: {@code BLOCK},
	 * {@code DROP_OLDEST} or {@code DROP_NEWEST}; see
	 * {@link io.jolt.client.OverflowPolicy}.
	 * @return the policy; by default the container factory decides
	 */
	String overflow() default "";

	/**
	 * How many messages may wait for the listener.
	 * @return a number; by default the container factory decides
	 */
	String queueCapacity() default "";

	/**
	 * How many messages the listener may handle at the same time. With 1 their order is
	 * kept; with more it is not.
	 * @return a number; by default the container factory decides, which is 1 unless told
	 * otherwise
	 */
	String concurrency() default "";

	/**
	 * Which messages the listener is called for: the name of a
	 * {@link io.jolt.spring.listener.JoltMessageFilter} bean, or a SpEL expression for
	 * one.
	 * @return the bean's name; by default it is called for all
	 */
	String filter() default "";

	/**
	 * What handles the listener's failures: the name of a
	 * {@link io.jolt.spring.listener.JoltErrorHandler} bean, or a SpEL expression for
	 * one.
	 * @return the bean's name; by default the container factory decides
	 */
	String errorHandler() default "";

	/**
	 * Further settings of the container, each as {@code name=value}, with the names that
	 * the properties {@code jolt.listener.*} have: {@code auto-startup},
	 * {@code overflow}, {@code queue-capacity}, {@code queue-size}, {@code concurrency},
	 * {@code shutdown-timeout}. The attributes of their own take precedence.
	 * @return the settings
	 */
	String[] properties() default {};

	/**
	 * The name of the connection to listen on, where there are several:
	 * {@code jolt.connections.<name>}. The bean
	 * {@code <name>JoltListenerContainerFactory} then makes the container. Not together
	 * with {@link #containerFactory()}.
	 * @return the name; by default the only or primary connection
	 */
	String connection() default "";

	/**
	 * The name of the {@link io.jolt.spring.config.JoltListenerContainerFactory} bean
	 * that makes the listener's container, and thereby says which client it uses.
	 * @return the bean's name, {@code joltListenerContainerFactory} by default
	 */
	String containerFactory() default "";

}
