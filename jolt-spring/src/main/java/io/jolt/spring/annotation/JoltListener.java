package io.jolt.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.ValueConstants;

/**
 * Marks a method as a listener of topics, or a class whose {@link JoltHandler} methods
 * listen, each for its types of messages. The method is called once for each message,
 * however many of its topics and patterns match, by one thread at a time and in the order
 * of delivery, also across topics, unless its {@link #concurrency()} is more than 1. A
 * slow listener does not hold up others. It may block, and it may publish and wait.
 * <p>
 * It may have any of these parameters, in any order: the payload, with or without
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
 * To a message that is a request, its return value is the reply, with the status in the
 * header {@link io.jolt.spring.core.JoltHeaders#STATUS} of a returned
 * {@link org.springframework.messaging.Message}. A
 * {@link io.jolt.client.JoltReplyException} that it throws is the answer that it failed.
 * With a parameter {@link io.jolt.spring.core.ReplySender} it answers later. A
 * {@code Flux} or {@link java.util.concurrent.Flow.Publisher} as a parameter takes the
 * items of a call, as a return value it answers a call with a stream: the next message is
 * then taken at once.
 * <p>
 * For any other message, its return value is published if
 * {@link org.springframework.messaging.handler.annotation.SendTo @SendTo} on the method
 * or the class names a topic, a collection as one JSON array. In a returned
 * {@link org.springframework.messaging.Message} the header
 * {@link io.jolt.spring.core.JoltHeaders#TOPIC} takes precedence. The topic may depend on
 * the message: <code>!{source.headers['reply-to']}</code>, where {@code request} is the
 * message as it arrived, {@code source} the Spring message and {@code result} the return
 * value. A {@link java.util.concurrent.CompletionStage}, and any type that Spring's
 * {@link org.springframework.core.ReactiveAdapterRegistry} supports, such as
 * {@code Mono}, is awaited before the next message is taken.
 * <p>
 * An exception that it throws, or that its future completes with, goes to the error
 * handler, as does a message that cannot be converted or is not valid, and a reply that
 * cannot be sent. The listener keeps running.
 * <p>
 * All attributes may contain placeholders ({@code ${...}}) and SpEL ({@code #{...}}), in
 * which {@code __listener} is the annotated bean. The method must not be final, private
 * or static. The bean must be a singleton, or a scoped bean with a proxy, through which
 * it then listens; when it is destroyed, its listeners are stopped. Annotations of this
 * type on an overriding method, a subclass or an implementation replace those that it
 * would inherit. The annotation may be used as a meta-annotation, with
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
	 * The topics, taken literally. A SpEL expression may yield several, as an array or a
	 * collection, and so may a placeholder, separated by commas or as a list in a YAML
	 * file.
	 * @return the topics
	 */
	@AliasFor("value")
	String[] topics() default {};

	/**
	 * Topic patterns: tokens separated by {@code .}, where {@code *} matches exactly one
	 * token and a trailing {@code >} matches one or more. The broker must support
	 * patterns. An expression or a placeholder may yield several, as for
	 * {@link #topics()}.
	 * @return the patterns
	 */
	String[] topicPatterns() default {};

	/**
	 * The types of the messages that the listener is called for: see
	 * {@link io.jolt.spring.core.JoltHeaders#MESSAGE_TYPE}. One may be a pattern, with
	 * the wildcards of {@link #topicPatterns()}; without a wildcard it matches only
	 * itself. A message of another type, or without a type, is skipped and counted as
	 * filtered. An expression or a placeholder may yield several, as for
	 * {@link #topics()}.
	 * @return the types; by default the listener is called for all messages
	 */
	String[] types() default {};

	/**
	 * The group in which the listener shares the messages with others: of all
	 * subscriptions of one group that match a message, in this application and in others,
	 * exactly one gets it. The broker must support groups. An explicit empty text means
	 * no group, even if the container factory has a default.
	 * @return the group's name; by default the container factory decides
	 */
	String group() default ValueConstants.DEFAULT_NONE;

	/**
	 * The listener's id, which must be unique in the application context. It identifies
	 * the listener in logs and in the
	 * {@link io.jolt.spring.config.JoltListenerEndpointRegistry}.
	 * @return the id; by default the bean's name and the method's name
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
	 * Maximum number of messages that wait for the listener.
	 * @return a number; by default the container factory decides
	 */
	String queueCapacity() default "";

	/**
	 * Maximum number of messages that the listener handles at the same time. Their order
	 * is kept only if it is 1.
	 * @return a number; by default the container factory decides, which uses 1 unless
	 * configured otherwise
	 */
	String concurrency() default "";

	/**
	 * The filter that decides which messages the listener is called for: the name of a
	 * {@link io.jolt.spring.listener.JoltMessageFilter} bean, or a SpEL expression for
	 * one.
	 * @return the bean's name; by default the listener is called for all messages
	 */
	String filter() default "";

	/**
	 * The error handler of the listener: the name of a
	 * {@link io.jolt.spring.listener.JoltErrorHandler} bean, or a SpEL expression for
	 * one.
	 * @return the bean's name; by default the container factory decides
	 */
	String errorHandler() default "";

	/**
	 * Further settings of the container, each as {@code name=value}, with the names of
	 * the properties {@code jolt.listener.*}: {@code auto-startup}, {@code group},
	 * {@code overflow}, {@code queue-capacity}, {@code queue-size}, {@code concurrency},
	 * {@code shutdown-timeout}. The annotation's own attributes take precedence.
	 * @return the settings
	 */
	String[] properties() default {};

	/**
	 * The name of the connection to listen on, if there are several:
	 * {@code jolt.connections.<name>}. The bean
	 * {@code <name>JoltListenerContainerFactory} then creates the container. Cannot be
	 * combined with {@link #containerFactory()}.
	 * @return the name; by default the only or primary connection
	 */
	String connection() default "";

	/**
	 * The name of the {@link io.jolt.spring.config.JoltListenerContainerFactory} bean
	 * that creates the listener's container and so determines its client.
	 * @return the bean's name, {@code joltListenerContainerFactory} by default
	 */
	String containerFactory() default "";

}
