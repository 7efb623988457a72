package io.jolt.spring.listener;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.observation.ListenerObservation;
import org.jspecify.annotations.Nullable;

/**
 * A failed delivery in a run of a container. Confined to the thread that handles the
 * error.
 */
final class ListenerFailure implements FailedDelivery {

	private final JoltMessage message;

	private final JoltMessageListenerContainer container;

	private final JoltMessageListener retry;

	private final ListenerCounts counts;

	private final ListenerObservation observation;

	private final CountDownLatch stopping;

	// the failure of the last attempt, null if it succeeded
	private @Nullable Throwable remaining;

	ListenerFailure(JoltMessage message, Throwable error, JoltMessageListenerContainer container,
			JoltMessageListener retry, ListenerCounts counts, ListenerObservation observation,
			CountDownLatch stopping) {
		this.message = message;
		this.remaining = error;
		this.container = container;
		this.retry = retry;
		this.counts = counts;
		this.observation = observation;
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
		this.counts.retried();
		this.observation.retried();
		try {
			this.retry.onMessage(this.message);
			this.remaining = null;
		}
		catch (Throwable ex) {
			this.remaining = ex;
			throw ex;
		}
	}

	@Override
	public boolean await(Duration delay) throws InterruptedException {
		return !this.stopping.await(TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
	}

	@Override
	public void deadLettered() {
		this.counts.deadLettered();
		this.observation.deadLettered();
	}

	@Nullable Throwable remaining() {
		return this.remaining;
	}

}
