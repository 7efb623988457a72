package io.jolt.boot.test;

import io.jolt.broker.JoltBroker;

import org.springframework.core.env.PropertyResolver;

/**
 * The broker and the captor of a test class without an application context.
 */
final class StandaloneBroker implements AutoCloseable {

	private final EmbeddedBroker broker;

	private final JoltMessageCaptor captor = new JoltMessageCaptor();

	private final JoltMessageCaptorLifecycle lifecycle;

	/**
	 * Starts both.
	 * @param settings the broker's settings
	 * @param properties resolves placeholders
	 */
	StandaloneBroker(EmbeddedJolt settings, PropertyResolver properties) {
		this.broker = EmbeddedBroker.start(settings, properties);
		this.lifecycle = new JoltMessageCaptorLifecycle(this.captor, this.broker);
		this.lifecycle.start();
	}

	JoltBroker broker() {
		return this.broker.broker();
	}

	JoltMessageCaptor captor() {
		return this.captor;
	}

	@Override
	public void close() {
		this.lifecycle.destroy();
		this.broker.destroy();
	}

}
