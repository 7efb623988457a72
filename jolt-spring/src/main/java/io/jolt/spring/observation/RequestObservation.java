package io.jolt.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes the requests on one connection, as {@link PublishObservation} does publishes.
 * Safe for use by several threads.
 */
public final class RequestObservation {

	private static final JoltRequestObservationConvention DEFAULT_CONVENTION = new DefaultJoltRequestObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable JoltRequestObservationConvention convention;

	private final String connectionName;

	/**
	 * Creates the observation of a connection's requests.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for the registry's or else
	 * {@link DefaultJoltRequestObservationConvention}
	 * @param connectionName the name of the connection
	 */
	public RequestObservation(ObservationRegistry registry, @Nullable JoltRequestObservationConvention convention,
			String connectionName) {
		this.registry = registry;
		this.convention = convention;
		this.connectionName = connectionName;
	}

	/**
	 * Sends a request and observes it until the answer. What the propagator adds is sent
	 * as optional headers, as far as the protocol's limits allow.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of a few
	 * @param source makes the message
	 * @param options the options of the request
	 * @param sender sends it; the options say which trace headers may be left out
	 * @param <T> the type of the answer
	 * @return a future that completes when the observation has ended, with the outcome of
	 * the sender's future; cancelling it cancels that future
	 * @throws RuntimeException what the source or the sender throws
	 */
	public <T> CompletableFuture<T> request(String topic, boolean topicConfigured, Supplier<JoltMessage> source,
			PublishOptions options, BiFunction<JoltMessage, PublishOptions, CompletableFuture<T>> sender) {
		if (this.registry.isNoop() || HandlerCalls.areUnderWay()) {
			return sender.apply(source.get(), options);
		}
		JoltRequestContext context = new JoltRequestContext(topic, topicConfigured, this.connectionName);
		Observation observation = HandlerCalls.get(() -> JoltObservation.REQUEST
			.observation(this.convention, DEFAULT_CONVENTION, () -> context, this.registry)
			.start());
		return ObservedSending.send(observation, context, source, options, sender,
				(result, failure) -> context.setOutcome(JoltRequestOutcome.of(failure)),
				() -> context.setOutcome(JoltRequestOutcome.INVALID));
	}

}
