package io.jolt.spring.listener;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;

/**
 * A failed delivery in a run of a container. Owned by the thread that handles the error.
 */
final class ListenerFailure implements FailedDelivery {

	private final JoltMessage message;

	private final JoltMessageListenerContainer container;

	private final JoltMessageListener retry;

	private final ListenerCounts counts;

	private final CountDownLatch stopping;

	// whether the last try went well
	private boolean handled;

	ListenerFailure(JoltMessage message, JoltMessageListenerContainer container, JoltMessageListener retry,
			ListenerCounts counts, CountDownLatch stopping) {
		this.message = message;
		this.container = container;
		this.retry = retry;
		this.counts = counts;
		this.stopping = stopping;
	}

	@Override
	public JoltMessage message() {
		return this.message;
	}

	@Override
	public JoltMessageListenerContainer container() {
		return this.container;
	}

	@Override
	public void redeliver() throws Exception {
		this.handled = false;
		this.counts.retried();
		this.retry.onMessage(this.message);
		this.handled = true;
	}

	@Override
	public boolean await(Duration delay) throws InterruptedException {
		return !this.stopping.await(TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
	}

	@Override
	public void deadLettered() {
		this.counts.deadLettered();
	}

	boolean isHandled() {
		return this.handled;
	}

}
