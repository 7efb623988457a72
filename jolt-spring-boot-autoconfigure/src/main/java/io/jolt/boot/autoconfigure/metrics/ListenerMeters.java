package io.jolt.boot.autoconfigure.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.jolt.spring.config.ContainerRegistrationListener;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.spring.listener.ListenerStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Keeps the meters of one registry in step with the registered listeners.
 */
final class ListenerMeters implements ContainerRegistrationListener {

	private final MeterRegistry registry;

	// guarded by the lock of the listeners' registry
	private final Map<JoltMessageListenerContainer, List<Meter>> meters = new HashMap<>();

	ListenerMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void registered(JoltMessageListenerContainer container) {
		this.meters.put(container, List.of(
				counter(container, "deliveries", "deliveries", ListenerStatistics::received,
						"Messages that were taken out of the listener's queue"),
				counter(container, "failed", BaseUnits.MESSAGES, ListenerStatistics::failed,
						"Messages that the listener failed on for good"),
				counter(container, "retries", "retries", ListenerStatistics::retried,
						"How often the listener was called again for a message"),
				counter(container, "dead.letters", "letters", ListenerStatistics::deadLettered,
						"Messages that were published as dead letters"),
				counter(container, "filtered", BaseUnits.MESSAGES, ListenerStatistics::filtered,
						"Messages that the listener's filter skipped"),
				counter(container, "dropped", BaseUnits.MESSAGES, ListenerStatistics::dropped,
						"Messages that never reached the listener, because its queue was full or it was stopped"),
				counter(container, "interruptions", "interruptions", ListenerStatistics::interruptions,
						"How often the listener lost its own socket"),
				state(container),
				gauge(container, "queue.messages", BaseUnits.MESSAGES, ListenerStatistics::queuedMessages,
						"Messages that wait for the listener"),
				gauge(container, "queue.bytes", BaseUnits.BYTES, ListenerStatistics::queuedBytes,
						"Size of the messages that wait for the listener")));
	}

	@Override
	public void unregistered(JoltMessageListenerContainer container) {
		List<Meter> removed = this.meters.remove(container);
		if (removed != null) {
			removed.forEach(this.registry::remove);
		}
	}

	private Meter counter(JoltMessageListenerContainer container, String name, String unit,
			ToDoubleFunction<ListenerStatistics> figure, String description) {
		return FunctionCounter
			.builder("jolt.listener." + name, container, (current) -> figure.applyAsDouble(current.statistics()))
			.description(description)
			.baseUnit(unit)
			.tags(tags(container))
			.register(this.registry);
	}

	private Meter gauge(JoltMessageListenerContainer container, String name, String unit,
			ToDoubleFunction<ListenerStatistics> figure, String description) {
		return Gauge
			.builder("jolt.listener." + name, container, (current) -> figure.applyAsDouble(current.statistics()))
			.description(description)
			.baseUnit(unit)
			.tags(tags(container))
			.register(this.registry);
	}

	private Meter state(JoltMessageListenerContainer container) {
		return Gauge.builder("jolt.listener.state", container, (current) -> current.state().isSubscribed() ? 1 : 0)
			.description("Whether the listener is subscribed: 1 if it is, also while it is paused, 0 if it is not")
			.tags(tags(container))
			.register(this.registry);
	}

	private static Tags tags(JoltMessageListenerContainer container) {
		return Tags.of("listener", container.getListenerId(), "connection", container.getConnectionName());
	}

}
