package io.jolt.boot.test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.autoconfigure.JoltBrokerLifecycle;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.config.JoltClientPrerequisite;

import org.springframework.beans.factory.DisposableBean;

/**
 * Connects a captor after the broker starts and before the application's own client does,
 * and blocks until it is subscribed, so that everything the application publishes is
 * captured. The client is the captor's own, which leaves the application free to use its
 * client as it likes.
 */
class JoltMessageCaptorLifecycle implements JoltClientPrerequisite, DisposableBean {

	static final int PHASE = JoltBrokerLifecycle.PHASE + 1;

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final JoltClient client;

	private final JoltSubscription subscription;

	// owned by the thread that starts and stops the context, read by others
	private volatile boolean running;

	JoltMessageCaptorLifecycle(JoltMessageCaptor captor, EmbeddedBroker broker) {
		// not a subscriber that could be taken for one that answers
		this.client = broker.client("jolt-captor").observer(true).build();
		// nothing is dropped: the captor keeps all messages anyway
		SubscriptionOptions everything = SubscriptionOptions.forPattern(">")
			.queueCapacity(Integer.MAX_VALUE)
			.queueSizeBytes(Long.MAX_VALUE)
			.build();
		this.subscription = this.client.subscribe(everything, captor::add);
	}

	@Override
	public void start() {
		this.client.connect();
		this.subscription.ready().orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
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
		return PHASE;
	}

	@Override
	public void destroy() {
		this.client.close();
	}

}
