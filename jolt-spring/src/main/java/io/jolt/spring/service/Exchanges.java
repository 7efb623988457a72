package io.jolt.spring.service;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * The ways to send what a method was called with. None of them throws or waits.
 */
interface Exchanges {

	/**
	 * Publishes.
	 * @param request the payload and headers
	 * @param timeout the limit, or {@code null} for the client's
	 * @return completes with the broker's answer
	 */
	CompletableFuture<PublishResult> publish(JoltServiceRequest request, @Nullable Duration timeout);

	/**
	 * Requests a reply.
	 * @param request the payload and headers
	 * @param timeout the limit, or {@code null} for the client's
	 * @param type what the reply's payload is converted to
	 * @return completes with the payload
	 */
	CompletableFuture<@Nullable Object> request(JoltServiceRequest request, @Nullable Duration timeout,
			ResolvableType type);

	/**
	 * Requests a reply.
	 * @param request the payload and headers
	 * @param timeout the limit, or {@code null} for the client's
	 * @return completes with the reply
	 */
	CompletableFuture<JoltReply> reply(JoltServiceRequest request, @Nullable Duration timeout);

	/**
	 * Calls, with one item or, if the payload is a {@link Flow.Publisher}, with a stream
	 * of them. Nothing is sent before there is a subscriber.
	 * @param request the payload and headers
	 * @param timeout the limit for opening the call, or {@code null} for the client's
	 * @param type what the items are converted to
	 * @return the items
	 */
	Flow.Publisher<?> call(JoltServiceRequest request, @Nullable Duration timeout, ResolvableType type);

}
