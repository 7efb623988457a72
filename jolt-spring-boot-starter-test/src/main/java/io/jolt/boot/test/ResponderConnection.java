package io.jolt.boot.test;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltResponder;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The client of a test's responder. It connects when the first topic is stubbed, and
 * disconnects while its context is paused.
 */
class ResponderConnection implements SmartLifecycle, DisposableBean {

	private final JoltClient client;

	// owned by the thread that starts and stops the context, read by others
	private volatile boolean running;

	ResponderConnection(EmbeddedBroker broker) {
		this.client = broker.client("jolt-responder").build();
	}

	JoltSubscription subscribe(String topic, JoltResponder responder) {
		this.client.connect();
		return this.client.respond(SubscriptionOptions.forTopic(topic)
			.queueCapacity(Integer.MAX_VALUE)
			.queueSizeBytes(Long.MAX_VALUE)
			.build(), responder);
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.client.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return JoltMessageCaptorLifecycle.PHASE;
	}

	@Override
	public void destroy() {
		this.client.close();
	}

}
