package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.testing.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A request that timed out or was cancelled never shifts later answers onto the wrong
 * request. Answers are told apart by the broker's permission: one topic is always
 * accepted, the other one always refused.
 */
class AnAnswerReachesItsOwnRequestTests {

	private static final int REQUESTS = 60;

	private static final int ROUNDS = 12;

	// of those whose answers are late
	private static final Duration IMPATIENT = Duration.ofMillis(150);

	private static final Duration PATIENT = FaultyNetwork.LIMIT;

	private final long seed = System.nanoTime();

	private final Random random = new Random(this.seed);

	private FaultyNetwork network;

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork((broker) -> broker.user("app", "secret", "publish:allowed"));
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	@Test
	void afterTimeOutsAndCancellationsInAnyMixture() {
		try (JoltClient client = client()) {
			Lane answers = this.network.proxy().connection(1).answers();
			int unknown = 0;
			int cancelled = 0;
			for (int round = 0; round < ROUNDS; round++) {
				answers.hold();
				List<Asked> late = ask(client, IMPATIENT);
				// some answers come in time, and one of them ends within a line
				answers.allow(this.random.nextInt(REQUESTS * 16));
				late.stream().filter((asked) -> this.random.nextInt(4) == 0).forEach(Asked::cancel);
				for (Asked asked : late) {
					Outcome outcome = Outcome.of(asked.publish);
					assertThat(outcome).as("%s, %s", asked, this)
						.isIn(asked.expected, Outcome.UNKNOWN, Outcome.CANCELLED);
					unknown += (outcome == Outcome.UNKNOWN) ? 1 : 0;
					cancelled += (outcome == Outcome.CANCELLED) ? 1 : 0;
				}
				// the late answers are on their way, and these requests behind them
				answers.pass();
				assertEachGetsItsOwn(ask(client, PATIENT));
			}
			assertThat(unknown).as("time-outs, %s", this).isPositive();
			assertThat(cancelled).as("cancellations, %s", this).isPositive();
			assertThat(this.network.proxy().accepted()).as("no connection was given up").isEqualTo(1);
		}
	}

	@Test
	void whenALateAnswerMeetsTheNextRequest() {
		try (JoltClient client = client()) {
			Lane answers = this.network.proxy().connection(1).answers();
			answers.hold();
			Asked late = Asked.of(client, false, IMPATIENT);
			assertThat(Outcome.of(late.publish)).isEqualTo(Outcome.UNKNOWN);
			await().until(() -> answers.received() > answers.forwarded());
			Asked next = Asked.of(client, true, PATIENT);
			answers.pass();
			assertThat(Outcome.of(next.publish)).isEqualTo(Outcome.ACCEPTED);
			assertThat(Outcome.of(late.publish)).as("it stays what it was").isEqualTo(Outcome.UNKNOWN);
		}
	}

	private void assertEachGetsItsOwn(List<Asked> asked) {
		for (Asked one : asked) {
			assertThat(Outcome.of(one.publish)).as("%s, %s", one, this).isEqualTo(one.expected);
		}
	}

	private List<Asked> ask(JoltClient client, Duration timeLimit) {
		List<Asked> asked = new ArrayList<>();
		for (int i = 0; i < REQUESTS; i++) {
			asked.add(Asked.of(client, this.random.nextBoolean(), timeLimit));
		}
		return asked;
	}

	private JoltClient client() {
		JoltClient client = this.network.client().credentials("app", "secret").build();
		client.connect();
		return client;
	}

	@Override
	public String toString() {
		return "seed " + this.seed;
	}

	private record Asked(CompletableFuture<PublishResult> publish, Outcome expected) {

		static Asked of(JoltClient client, boolean allowed, Duration timeLimit) {
			JoltMessage message = JoltMessage.of(allowed ? "allowed" : "denied", "text");
			return new Asked(client.publish(message, PublishOptions.DEFAULT.withTimeout(timeLimit)),
					allowed ? Outcome.ACCEPTED : Outcome.REJECTED);
		}

		void cancel() {
			this.publish.cancel(false);
		}

	}

}
