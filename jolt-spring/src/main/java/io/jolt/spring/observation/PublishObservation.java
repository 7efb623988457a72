package io.jolt.spring.observation;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes the publishes on one connection. Safe for use by several threads.
 *
 * <p>
 * What observation handlers, filters, predicates and conventions publish while they are
 * notified of a publish, on the same thread, is not observed: each would cause the next.
 * What they publish during any other notification is observed. What is published on
 * another thread is not observed either while that thread makes {@link HandlerCalls}, as
 * Spring Boot's export of spans does. Anything else published on other threads cannot be
 * distinguished from what the application publishes: use a template without a registry
 * for it.
 */
public final class PublishObservation {

	private static final JoltPublishObservationConvention DEFAULT_CONVENTION = new DefaultJoltPublishObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable JoltPublishObservationConvention convention;

	private final String connectionName;

	/**
	 * Creates the observation of a connection's publishes.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for the registry's or else
	 * {@link DefaultJoltPublishObservationConvention}
	 * @param connectionName the name of the connection
	 */
	public PublishObservation(ObservationRegistry registry, @Nullable JoltPublishObservationConvention convention,
			String connectionName) {
		this.registry = registry;
		this.convention = convention;
		this.connectionName = connectionName;
	}

	/**
	 * Whether to observe a publish on the current thread.
	 * @return {@code false} if the registry is a no-op, or if the thread is notifying
	 * handlers of another publish, or makes other {@link HandlerCalls}
	 */
	public boolean isActive() {
		return !this.registry.isNoop() && !HandlerCalls.areUnderWay();
	}

	/**
	 * Publishes a message and observes the publish until the broker's answer. What the
	 * propagator adds is sent as optional headers, as far as the protocol's limits allow.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of a few
	 * @param source makes the message
	 * @param options the options of the publish
	 * @param publisher publishes the message; the options say which trace headers may be
	 * left out
	 * @return a future that completes when the observation has ended, with the outcome of
	 * the publisher's future; cancelling it cancels that future
	 * @throws RuntimeException what the source or the publisher throws
	 */
	public CompletableFuture<PublishResult> publish(String topic, boolean topicConfigured, Supplier<JoltMessage> source,
			PublishOptions options,
			BiFunction<JoltMessage, PublishOptions, CompletableFuture<PublishResult>> publisher) {
		JoltPublishContext context = new JoltPublishContext(topic, topicConfigured, this.connectionName);
		return ObservedSending.send(begin(context), context, source, options, publisher,
				(result, failure) -> context
					.setOutcome((result != null) ? JoltPublishOutcome.of(result) : JoltPublishOutcome.of(failure)),
				() -> context.setOutcome(JoltPublishOutcome.INVALID));
	}

	/**
	 * Converts what is to be published. A failed conversion is observed as a publish.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of a few
	 * @param conversion the conversion
	 * @param <T> the type of its result
	 * @return its result
	 * @throws RuntimeException what the conversion throws
	 */
	public <T> T convert(String topic, boolean topicConfigured, Supplier<T> conversion) {
		try {
			return conversion.get();
		}
		catch (RuntimeException ex) {
			JoltPublishContext context = new JoltPublishContext(topic, topicConfigured, this.connectionName);
			context.setOutcome(JoltPublishOutcome.INVALID);
			Observation observation = begin(context);
			HandlerCalls.run(() -> observation.error(ex).stop());
			throw ex;
		}
	}

	private Observation begin(JoltPublishContext context) {
		return HandlerCalls.get(() -> JoltObservation.PUBLISH
			.observation(this.convention, DEFAULT_CONVENTION, () -> context, this.registry)
			.start());
	}

}
