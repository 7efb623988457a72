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
	 * @param registry what hears of each delivery
	 * @param convention names and tags, or {@code null} for those of
	 * {@link DefaultJoltListenerObservationConvention} or of the registry's
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
	 * Observes a listener: each of its calls is one observation, in whose scope it runs.
	 * @param handling handles a message to the end, the error handler's work included
	 * @return a listener that does the same, observed; the same one, if nobody hears
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
	 * Says on the thread that handles a message that the listener is called again.
	 */
	public void retried() {
		Observation current = current();
		if (current != null) {
			current.event(ListenerEvents.RETRY);
		}
	}

	/**
	 * Says on the thread that handles a message that it was published as a dead letter.
	 */
	public void deadLettered() {
		Observation current = current();
		if (current != null) {
			current.event(ListenerEvents.DEAD_LETTER);
		}
	}

	/**
	 * Says on the thread that handles a message that the listener has failed on it, and
	 * is not called again.
	 * @param error what it failed with last
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
