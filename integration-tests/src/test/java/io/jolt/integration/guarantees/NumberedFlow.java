package io.jolt.integration.guarantees;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.PublishResult;

/**
 * Numbered messages from one publisher to several receivers, no faster than the slowest
 * of them receives. Safe for use by several threads.
 */
final class NumberedFlow {

	private static final int BATCH = 100;

	private static final int BATCHES_AHEAD = 4;

	private final int messages;

	private final String padding;

	private final Queue<String> mistakes = new ConcurrentLinkedQueue<>();

	// one for each receiver, with a permit for each batch that it has received; grows
	// before anything is published
	private final List<Semaphore> received = new ArrayList<>();

	NumberedFlow(int messages, int messageBytes) {
		this.messages = messages;
		this.padding = "x".repeat(messageBytes);
	}

	/**
	 * Adds a receiver, which is to get every number in order.
	 * @return its listener
	 */
	JoltMessageListener newReceiver() {
		Semaphore batches = new Semaphore(0);
		this.received.add(batches);
		int receiver = this.received.size();
		// the only thread of the listener's owns it
		int[] next = new int[1];
		return (message) -> {
			int number = Integer.parseInt(message.data().substring(0, message.data().indexOf(' ')));
			if (number != next[0]++) {
				this.mistakes.add("receiver " + receiver + " got " + number + " instead of " + (next[0] - 1));
			}
			if (next[0] % BATCH == 0) {
				batches.release();
			}
		};
	}

	/**
	 * Publishes everything, and waits until each receiver has all of it.
	 * @param client publishes
	 * @param topic where
	 */
	void publish(JoltClient client, String topic) {
		List<CompletableFuture<PublishResult>> batch = new ArrayList<>();
		for (int number = 0; number < this.messages; number++) {
			batch.add(client.publish(topic, number + " " + this.padding));
			if (batch.size() == BATCH) {
				for (CompletableFuture<PublishResult> publish : batch) {
					if (Outcome.of(publish) != Outcome.ACCEPTED) {
						this.mistakes.add("a publish before number " + number + " was not accepted: " + publish);
					}
				}
				batch.clear();
				if (number >= BATCHES_AHEAD * BATCH) {
					awaitBatches(1);
				}
			}
		}
		awaitBatches(BATCHES_AHEAD);
	}

	List<String> mistakes() {
		return List.copyOf(this.mistakes);
	}

	private void awaitBatches(int batches) {
		for (Semaphore one : this.received) {
			try {
				if (!one.tryAcquire(batches, FaultyNetwork.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
					throw new AssertionError("A healthy receiver waits in vain: " + this.mistakes);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new AssertionError("Interrupted while receivers receive", ex);
			}
		}
	}

}
