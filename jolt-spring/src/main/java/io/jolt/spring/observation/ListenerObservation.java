package io.jolt.spring.observation;

import java.util.List;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.observation.JoltObservation.ListenerEvents;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes the deliveries of one listener container. Safe for use by several threads.
 */
public final class ListenerObservation {

	private static final JoltListenerObservationConvention DEFAULT_CONVENTION = new DefaultJoltListenerObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable JoltListenerObservationConvention convention;

	private final String listenerId;

	private final String connectionName;

	private final ListenedTopics topics;

	/**
	 * Creates the observation of a listener.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for the registry's or else
	 * {@link DefaultJoltListenerObservationConvention}
	 * @param listenerId the listener's id
	 * @param connectionName the name of its connection
	 * @param topics its literal topics
	 * @param topicPatterns its patterns
	 */
	public ListenerObservation(ObservationRegistry registry, @Nullable JoltListenerObservationConvention convention,
			String listenerId, String connectionName, List<String> topics, List<String> topicPatterns) {
		this.registry = registry;
		this.convention = convention;
		this.listenerId = listenerId;
		this.connectionName = connectionName;
		this.topics = new ListenedTopics(topics, topicPatterns);
	}

	/**
	 * Observes a listener: each call is one observation, in whose scope the listener
	 * runs.
	 * @param handling handles a message completely, including the error handler's work
	 * @return an observed listener that does the same; the given one if the registry is a
	 * no-op
	 */
	public JoltMessageListener observe(JoltMessageListener handling) {
		return this.registry.isNoop() ? handling : (message) -> handle(message, handling);
	}

	private void handle(JoltMessage message, JoltMessageListener handling) throws Exception {
		JoltObservation.LISTENER.observation(this.convention, DEFAULT_CONVENTION, () -> context(message), this.registry)
			.observeChecked(() -> handling.onMessage(message));
	}

	private JoltDeliveryContext context(JoltMessage message) {
		return new JoltDeliveryContext(message, this.listenerId, this.connectionName,
				this.topics.pattern(message.topic()));
	}

	/**
	 * Records that the listener is called again. To be called on the thread that handles
	 * the message.
	 */
	public void retried() {
		Observation current = current();
		if (current != null) {
			current.event(ListenerEvents.RETRY);
		}
	}

	/**
	 * Records that the message was published as a dead letter. To be called on the thread
	 * that handles the message.
	 */
	public void deadLettered() {
		Observation current = current();
		if (current != null) {
			current.event(ListenerEvents.DEAD_LETTER);
		}
	}

	/**
	 * Records that the listener failed and is not called again. To be called on the
	 * thread that handles the message.
	 * @param error the last failure
	 */
	public void failed(Throwable error) {
		Observation current = current();
		if (current != null) {
			current.error(error);
		}
	}

	private @Nullable Observation current() {
		Observation current = this.registry.isNoop() ? null : this.registry.getCurrentObservation();
		return (current != null && current.getContext() instanceof JoltDeliveryContext) ? current : null;
	}

}
