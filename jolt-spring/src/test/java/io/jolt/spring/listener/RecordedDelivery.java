package io.jolt.spring.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.jolt.client.JoltMessage;

/**
 * A failed delivery without a container, which keeps what is done with it.
 */
final class RecordedDelivery implements FailedDelivery {

	final List<Duration> waits = new ArrayList<>();

	final Deque<Throwable> failures = new ArrayDeque<>();

	int redeliveries;

	int deadLetters;

	// whether waiting ends because the container stops
	boolean stopping;

	boolean interrupted;

	private final JoltMessage message;

	RecordedDelivery(JoltMessage message, Throwable... failures) {
		this.message = message;
		this.failures.addAll(List.of(failures));
	}

	@Override
	public JoltMessage message() {
		return this.message;
	}

	@Override
	public JoltMessageListenerContainer container() {
		throw new UnsupportedOperationException();
	}

	@Override
	public String listenerId() {
		return "desk";
	}

	@Override
	public void redeliver() throws Exception {
		this.redeliveries++;
		Throwable failure = this.failures.poll();
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure != null) {
			throw (Exception) failure;
		}
	}

	@Override
	public boolean await(Duration delay) throws InterruptedException {
		this.waits.add(delay);
		if (this.interrupted) {
			throw new InterruptedException();
		}
		return !this.stopping;
	}

	@Override
	public void deadLettered() {
		this.deadLetters++;
	}

}
