package io.jolt.spring.core;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Requests and calls for users of Reactor. Nothing is sent before something subscribes,
 * and each subscriber sends a request, or opens a call, of its own. The errors are those
 * of {@link JoltOperations}' futures: the {@link io.jolt.client.JoltException} itself.
 * Cancelling gives the request up, or cancels the call. Safe for use by several threads.
 */
public interface JoltReactiveOperations {

	/**
	 * Asks for one value.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the reply to; {@code Void} for none
	 * @param <T> the type
	 * @return the reply's payload; empty if that is
	 */
	<T> Mono<T> request(String topic, Object request, Class<T> type);

	/**
	 * Asks for one value of a type with generics.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the reply to
	 * @param <T> the type
	 * @return the reply's payload; empty if that is
	 */
	<T> Mono<T> request(String topic, Object request, ParameterizedTypeReference<T> type);

	/**
	 * Asks for a stream, as {@link JoltOperations#requestStream(String, Object, Class)}
	 * does.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the items to
	 * @param <T> the type
	 * @return the items
	 */
	<T> Flux<T> requestStream(String topic, Object request, Class<T> type);

	/**
	 * Asks for a stream of a type with generics.
	 * @param topic the topic
	 * @param request the payload, or a message
	 * @param type the type to convert the items to
	 * @param <T> the type
	 * @return the items
	 */
	<T> Flux<T> requestStream(String topic, Object request, ParameterizedTypeReference<T> type);

	/**
	 * Sends a stream, and gets one, as
	 * {@link JoltOperations#requestChannel(String, java.util.concurrent.Flow.Publisher, Class)}
	 * does.
	 * @param topic the topic
	 * @param items the payloads, or messages, at least one
	 * @param type the type to convert the answered items to
	 * @param <T> the type
	 * @return the answered items
	 */
	<T> Flux<T> requestChannel(String topic, Publisher<?> items, Class<T> type);

	/**
	 * Sends a stream, and gets one of a type with generics.
	 * @param topic the topic
	 * @param items the payloads, or messages, at least one
	 * @param type the type to convert the answered items to
	 * @param <T> the type
	 * @return the answered items
	 */
	<T> Flux<T> requestChannel(String topic, Publisher<?> items, ParameterizedTypeReference<T> type);

}
