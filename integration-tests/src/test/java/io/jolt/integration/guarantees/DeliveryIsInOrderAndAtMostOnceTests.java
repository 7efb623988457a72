package io.jolt.integration.guarantees;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.jolt.client.JoltClient;
import io.jolt.client.PublishResult;
import io.jolt.testing.Ending;
import io.jolt.testing.Lane;
import io.jolt.testing.ProxiedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Delivery is at most once. Order for each connection and topic is kept, and nothing is
 * delivered twice, however often the connection breaks.
 */
class DeliveryIsInOrderAndAtMostOnceTests {

	private static final int CUTS = 60;

	private static final int BURST = 50;

	private static final int MESSAGES_LIMIT = 60_000;

	private final long seed = System.nanoTime();

	private FaultyNetwork network;

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork();
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	@Test
	void numbersThroughAConnectionThatBreaksAgainAndAgain() {
		Random random = new Random(this.seed);
		this.network.proxy().onConnection((connection) -> breakSometime(connection, random));
		List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
		Queue<Integer> toTheClient = new ConcurrentLinkedQueue<>();
		List<Integer> toTheWitness;
		try (Witness witness = this.network.witness("numbers"); JoltClient client = this.network.client().build()) {
			client.subscribe("numbers", (message) -> toTheClient.add(Integer.parseInt(message.data())));
			client.start();
			while (this.network.proxy().accepted() < CUTS && publishes.size() < MESSAGES_LIMIT) {
				for (int i = 0; i < BURST; i++) {
					publishes.add(client.publish("numbers", Integer.toString(publishes.size())));
				}
				Outcome.of(publishes.get(publishes.size() - 1));
			}
			List<Outcome> outcomes = publishes.stream().map(Outcome::of).toList();
			client.stop();
			this.network.awaitConnections(1);
			toTheWitness = witness.routed().stream().map(Integer::valueOf).toList();
			assertThat(this.network.proxy().accepted()).as("connections, %s", this).isGreaterThanOrEqualTo(CUTS);
			assertThat(outcomes).as("some were lost, or nothing was tried").contains(Outcome.UNKNOWN);
			assertInOrderAndOnce(toTheWitness, outcomes);
			assertEachAcceptedOneWasRouted(toTheWitness, outcomes);
			assertInOrderAndOnce(List.copyOf(toTheClient), outcomes);
		}
	}

	// what is unknown was written to a connection that ended: the broker may read it
	// after
	// what the next connection brings, and only then out of order
	private void assertInOrderAndOnce(List<Integer> received, List<Outcome> outcomes) {
		assertThat(received).as("%s", this).isNotEmpty().doesNotHaveDuplicates();
		assertThat(received.stream().filter((number) -> outcomes.get(number) == Outcome.ACCEPTED)).as("%s", this)
			.isSorted();
		int run = 0;
		Set<Integer> ended = new HashSet<>();
		for (int i = 1; i < received.size(); i++) {
			if (received.get(i) < received.get(i - 1)) {
				run++;
				assertThat(outcomes.subList(received.get(i), received.get(i - 1))).as("%s", this)
					.contains(Outcome.UNKNOWN);
				assertThat(ended.add(received.get(i))).isTrue();
			}
		}
		assertThat(run).as("out of order once for a connection at most, %s", this)
			.isLessThanOrEqualTo(this.network.proxy().accepted());
	}

	private void assertEachAcceptedOneWasRouted(List<Integer> received, List<Outcome> outcomes) {
		Set<Integer> routed = new HashSet<>(received);
		for (int number = 0; number < outcomes.size(); number++) {
			Outcome outcome = outcomes.get(number);
			if (outcome != Outcome.UNKNOWN) {
				assertThat(routed.contains(number)).as("number %d is %s, %s", number, outcome, this)
					.isEqualTo(outcome == Outcome.ACCEPTED);
			}
		}
	}

	private static void breakSometime(ProxiedConnection connection, Random random) {
		Ending[] endings = Ending.values();
		Lane lane = random.nextBoolean() ? connection.requests() : connection.answers();
		lane.endAfter(random.nextInt(20_000), endings[random.nextInt(endings.length)]);
	}

	@Override
	public String toString() {
		return "seed " + this.seed;
	}

}
