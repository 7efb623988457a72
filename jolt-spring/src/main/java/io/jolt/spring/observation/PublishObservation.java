package io.jolt.spring.observation;

import java.util.Map;
import java.util.Objects;
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
 * Observes what is published on one connection. Safe for use by several threads.
 *
 * <p>
 * What observation handlers, filters, predicates and conventions publish on the thread on
 * which they are told of a publish is not observed, or each would lead to the next. What
 * they publish while they are told of anything else is. What they publish on other
 * threads cannot be told from what the application publishes: that needs a template
 * without a registry.
 */
public final class PublishObservation {

	private static final JoltPublishObservationConvention DEFAULT_CONVENTION = new DefaultJoltPublishObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable JoltPublishObservationConvention convention;

	private final String connectionName;

	/**
	 * Creates the observation of a connection's publishes.
	 * @param registry what hears of each publish
	 * @param convention names and tags, or {@code null} for those of
	 * {@link DefaultJoltPublishObservationConvention} or of the registry's
	 * @param connectionName the name of the connection
	 */
	public PublishObservation(ObservationRegistry registry, @Nullable JoltPublishObservationConvention convention,
			String connectionName) {
		this.registry = registry;
		this.convention = convention;
		this.connectionName = connectionName;
	}

	/**
	 * Whether a publish on the current thread is to be observed.
	 * @return {@code false} if nobody hears, or if the thread is telling handlers of
	 * another publish
	 */
	public boolean isActive() {
		return !this.registry.isNoop() && !HandlerCalls.areUnderWay();
	}

	/**
	 * Publishes, and observes it until the broker's answer. What the propagator wants to
	 * travel goes along as optional headers, as far as the protocol's limits let it.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of few
	 * @param source makes the message
	 * @param options of the publish
	 * @param publisher publishes the message, and is told which headers of the trace may
	 * be left out
	 * @return completes when the observation has ended, with what the publisher's future
	 * completed with; cancelling it cancels that one
	 * @throws RuntimeException what the source or the publisher throws
	 */
	public CompletableFuture<PublishResult> publish(String topic, boolean topicConfigured, Supplier<JoltMessage> source,
			PublishOptions options,
			BiFunction<JoltMessage, PublishOptions, CompletableFuture<PublishResult>> publisher) {
		JoltPublishContext context = new JoltPublishContext(topic, topicConfigured, this.connectionName);
		Observation observation = begin(context);
		try {
			Observation.Scope scope = HandlerCalls.get(observation::openScope);
			try {
				JoltMessage message = source.get();
				Map<String, String> trace = Objects.requireNonNull(context.getCarrier());
				return end(observation, context, publisher.apply(TraceHeaders.add(message, trace),
						TraceHeaders.optional(options, trace.keySet())));
			}
			finally {
				HandlerCalls.run(scope::close);
			}
		}
		catch (RuntimeException | Error ex) {
			context.setOutcome(JoltPublishOutcome.INVALID);
			HandlerCalls.run(() -> observation.error(ex).stop());
			throw ex;
		}
	}

	/**
	 * Makes what is to be published. If that fails, it is observed as a publish.
	 * @param topic the topic
	 * @param topicConfigured whether the topic is one of few
	 * @param conversion makes it
	 * @param <T> what it makes
	 * @return what it made
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

	private static CompletableFuture<PublishResult> end(Observation observation, JoltPublishContext context,
			CompletableFuture<PublishResult> published) {
		return new ObservedPublish(published, (result, failure) -> {
			context.setOutcome((result != null) ? JoltPublishOutcome.of(result) : JoltPublishOutcome.of(failure));
			HandlerCalls.run(() -> {
				if (failure != null) {
					observation.error(failure);
				}
				observation.stop();
			});
		});
	}

}
