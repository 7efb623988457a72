package io.jolt.boot.test;

import io.jolt.broker.JoltBroker;

import org.springframework.core.env.PropertyResolver;

/**
 * The broker, the captor and the responder of a test class without an application
 * context.
 */
final class StandaloneBroker implements AutoCloseable {

	private final EmbeddedBroker broker;

	private final JoltMessageCaptor captor = new JoltMessageCaptor();

	private final JoltMessageCaptorLifecycle lifecycle;

	private final ResponderConnection responderConnection;

	private final JoltResponderStub responder;

	/**
	 * Starts them.
	 * @param settings the broker's settings
	 * @param properties resolves placeholders
	 */
	StandaloneBroker(EmbeddedJolt settings, PropertyResolver properties) {
		this.broker = EmbeddedBroker.start(settings, properties);
		this.lifecycle = new JoltMessageCaptorLifecycle(this.captor, this.broker);
		this.lifecycle.start();
		this.responderConnection = new ResponderConnection(this.broker);
		this.responder = new JoltResponderStub(this.responderConnection, new PayloadReader(() -> null, () -> null),
				new PayloadWriter(() -> null));
	}

	JoltBroker broker() {
		return this.broker.broker();
	}

	JoltMessageCaptor captor() {
		return this.captor;
	}

	JoltResponderStub responder() {
		return this.responder;
	}

	@Override
	public void close() {
		this.responderConnection.destroy();
		this.lifecycle.destroy();
		this.broker.destroy();
	}

}
