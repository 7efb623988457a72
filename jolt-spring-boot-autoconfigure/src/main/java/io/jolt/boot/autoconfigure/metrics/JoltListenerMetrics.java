package io.jolt.boot.autoconfigure.metrics;

import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The meters of listeners, including those that are registered and removed at run time,
 * each with the tags {@code listener}, the listener's id, and {@code connection}, its
 * connection's name. Counted since the listener's container was created:
 * {@code jolt.listener.deliveries}, {@code .failed}, {@code .retries},
 * {@code .dead.letters}, {@code .filtered}, {@code .dropped} and {@code .interruptions};
 * current values: {@code jolt.listener.state}, {@code .queue.messages} and
 * {@code .queue.bytes}.
 */
public final class JoltListenerMetrics implements MeterBinder {

	private final JoltListenerEndpointRegistry listeners;

	/**
	 * Creates the meters.
	 * @param listeners the listeners
	 */
	public JoltListenerMetrics(JoltListenerEndpointRegistry listeners) {
		this.listeners = listeners;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.listeners.addRegistrationListener(new ListenerMeters(registry));
	}

}
