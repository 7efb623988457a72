package io.jolt.integration.soak;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.PublishResult;
import io.jolt.integration.guarantees.Outcome;

/**
 * The life of one restless client: what it published to its topic, and what each steady
 * subscriber got of it. Safe for use by several threads.
 */
final class Run {

	private final int number;

	private final String topic;

	// owned by the thread of the restless client until the run is judged
	private final List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();

	// one list for each steady subscriber, guarded by itself
	private final List<List<Integer>> received = new ArrayList<>();

	Run(int number, String topic, int subscribers) {
		this.number = number;
		this.topic = topic;
		for (int i = 0; i < subscribers; i++) {
			this.received.add(new ArrayList<>());
		}
	}

	int number() {
		return this.number;
	}

	void publish(JoltClient client, String padding) {
		this.publishes.add(client.publish(this.topic, this.number + " " + this.publishes.size() + " " + padding));
	}

	Outcome lastOutcome() {
		return Outcome.of(this.publishes.get(this.publishes.size() - 1));
	}

	void received(int subscriber, int sequence) {
		List<Integer> list = this.received.get(subscriber);
		synchronized (list) {
			list.add(sequence);
		}
	}

	List<Outcome> outcomes() {
		return this.publishes.stream().map(Outcome::of).toList();
	}

	/**
	 * Whether every subscriber has everything that was accepted.
	 * @param outcomes how the publishes ended
	 * @return {@code true} if nothing is missing
	 */
	boolean isComplete(List<Outcome> outcomes) {
		for (List<Integer> list : this.received) {
			BitSet got = new BitSet();
			snapshot(list).forEach(got::set);
			for (int sequence = 0; sequence < outcomes.size(); sequence++) {
				if (outcomes.get(sequence) == Outcome.ACCEPTED && !got.get(sequence)) {
					return false;
				}
			}
		}
		return true;
	}

	/**
	 * What is wrong with what the subscribers got, besides what is missing.
	 * @param outcomes how the publishes ended
	 * @return the mistakes
	 */
	List<String> mistakes(List<Outcome> outcomes) {
		List<String> mistakes = new ArrayList<>();
		for (int subscriber = 0; subscriber < this.received.size(); subscriber++) {
			String who = "run " + this.number + ", subscriber " + subscriber + ": ";
			BitSet got = new BitSet();
			int lastAccepted = -1;
			for (int sequence : snapshot(this.received.get(subscriber))) {
				Outcome outcome = outcomes.get(sequence);
				if (got.get(sequence)) {
					mistakes.add(who + sequence + " came twice");
				}
				got.set(sequence);
				if (outcome == Outcome.ACCEPTED && sequence < lastAccepted) {
					mistakes.add(who + sequence + " came after " + lastAccepted);
				}
				if (outcome == Outcome.ACCEPTED) {
					lastAccepted = sequence;
				}
				else if (outcome != Outcome.UNKNOWN) {
					mistakes.add(who + sequence + " came though it is " + outcome);
				}
			}
		}
		return mistakes;
	}

	private static List<Integer> snapshot(List<Integer> list) {
		synchronized (list) {
			return List.copyOf(list);
		}
	}

}
