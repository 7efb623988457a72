package io.jolt.integration.guarantees;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.jolt.client.JoltClient;
import io.jolt.client.PublishResult;
import io.jolt.testing.Ending;
import io.jolt.testing.Lane;
import io.jolt.testing.ProxiedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A publish ends in exactly one of accepted, rejected, not sent and unknown, and that is
 * the truth, wherever the connection breaks. Unknown is never sent again. The judge is
 * what the broker routed.
 */
class APublishEndsInExactlyOneOutcomeTests {

	private FaultyNetwork network;

	private Witness witness;

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork(
				(broker) -> broker.user("app", "secret", "publish:allowed").user("witness", "secret", "admin"));
		this.witness = new Witness(this.network.broker().port()).authenticate("witness", "secret")
			.subscribe("allowed")
			.subscribe("denied");
	}

	@AfterEach
	void nothingIsLeft() {
		this.witness.close();
		this.network.close();
	}

	@Test
	void whereverTheRequestsAreCut() throws Exception {
		Exchange whole = measure();
		for (long offset = 0; offset <= whole.requestsEnd; offset++) {
			Round round = play(offset, Ending.CLOSE, ProxiedConnection::requests);
			if (offset < whole.requestsBefore) {
				assertThat(round.outcome).as(round.toString()).isEqualTo(Outcome.ACCEPTED);
			}
			else if (offset > whole.requestsBefore && offset < whole.requestsEnd) {
				assertThat(round.outcome).as(round.toString()).isEqualTo(Outcome.UNKNOWN);
				assertThat(round.timesRouted).as(round.toString()).isZero();
			}
			else if (offset == whole.requestsEnd) {
				assertThat(round.timesRouted).as(round.toString()).isEqualTo(1);
			}
		}
	}

	@Test
	void whereverTheAnswersAreCut() throws Exception {
		Exchange whole = measure();
		for (long offset = 0; offset <= whole.answersEnd; offset++) {
			Round round = play(offset, Ending.CLOSE, ProxiedConnection::answers);
			if (offset < whole.answersBefore || offset == whole.answersEnd) {
				assertThat(round.outcome).as(round.toString()).isEqualTo(Outcome.ACCEPTED);
			}
			else if (offset > whole.answersBefore) {
				assertThat(round.outcome).as(round.toString()).isEqualTo(Outcome.UNKNOWN);
				assertThat(round.timesRouted).as(round.toString()).isEqualTo(1);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "RESET", "HALF_CLOSE" })
	void howeverTheConnectionEnds(Ending ending) throws Exception {
		Exchange whole = measure();
		for (long offset = 0; offset <= whole.requestsEnd; offset += 5) {
			play(offset, ending, ProxiedConnection::requests);
		}
		for (long offset = 0; offset <= whole.answersEnd; offset += 5) {
			play(offset, ending, ProxiedConnection::answers);
		}
	}

	@Test
	void aRefusalIsTheBrokersAndNothingElseIs() throws Exception {
		long end = measure().answersEnd;
		for (long offset = end - 20; offset <= end + 80; offset += 3) {
			List<String> texts = new ArrayList<>();
			List<CompletableFuture<PublishResult>> publishes = new ArrayList<>();
			cutOnce(offset, Ending.CLOSE, ProxiedConnection::answers);
			try (JoltClient client = start("secret")) {
				for (int i = 0; i < 4; i++) {
					texts.add("mixed-" + offset + "-" + i);
					publishes.add(client.publish((i % 2 == 0) ? "denied" : "allowed", texts.get(i)));
				}
				for (int i = 0; i < 4; i++) {
					assertThat(Outcome.of(publishes.get(i))).as("publish %d, answers cut after %d bytes", i, offset)
						.isIn((i % 2 == 0) ? Outcome.REJECTED : Outcome.ACCEPTED, Outcome.UNKNOWN);
				}
			}
			this.network.awaitConnections(1);
			List<String> routed = this.witness.routed();
			for (int i = 0; i < 4; i++) {
				int times = Collections.frequency(routed, texts.get(i));
				assertTruth(texts.get(i), Outcome.of(publishes.get(i)), times);
			}
		}
	}

	@Test
	void whatNeverReachesABrokerIsNotSent() {
		this.network.proxy().refuse();
		CompletableFuture<PublishResult> publish;
		try (JoltClient client = start("secret")) {
			publish = client.publish("allowed", "nowhere");
		}
		assertThat(Outcome.of(publish)).isEqualTo(Outcome.NOT_SENT);
		assertThat(this.witness.routed()).doesNotContain("nowhere");
		this.network.proxy().listen();
	}

	private Round play(long offset, Ending ending, LaneOf lane) throws Exception {
		String text = text(this.network.proxy().accepted() + 1);
		cutOnce(offset, ending, lane);
		CompletableFuture<PublishResult> publish;
		Outcome outcome;
		try (JoltClient client = start("secret")) {
			publish = client.publish("allowed", text);
			outcome = Outcome.of(publish);
			if (outcome == Outcome.UNKNOWN) {
				// had it been sent again, it would have been before this
				client.ping().get(FaultyNetwork.LIMIT.toSeconds(), TimeUnit.SECONDS);
			}
		}
		// the broker has read everything once the others' ends have reached it
		this.network.awaitConnections(1);
		int times = Collections.frequency(this.witness.routed(), text);
		assertTruth("cut after " + offset + " bytes by " + ending, outcome, times);
		assertThat(Outcome.of(publish)).as("the outcome later").isEqualTo(outcome);
		return new Round(offset, outcome, times);
	}

	private void cutOnce(long offset, Ending ending, LaneOf lane) {
		int first = this.network.proxy().accepted() + 1;
		this.network.proxy().onConnection((connection) -> {
			if (connection.number() == first) {
				lane.of(connection).endAfter(offset, ending);
			}
		});
	}

	private static void assertTruth(String what, Outcome outcome, int timesRouted) {
		BiConsumer<Integer, Integer> routedBetween = (least, most) -> assertThat(timesRouted)
			.as("how often the broker routed what is %s: %s", outcome, what)
			.isBetween(least, most);
		switch (outcome) {
			case ACCEPTED -> routedBetween.accept(1, 1);
			case UNKNOWN -> routedBetween.accept(0, 1);
			default -> routedBetween.accept(0, 0);
		}
	}

	private JoltClient start(String password) {
		JoltClient client = this.network.client().credentials("app", password).build();
		client.start();
		return client;
	}

	/**
	 * Where the publish begins and ends in an exchange that nothing disturbs.
	 */
	private Exchange measure() throws Exception {
		int number = this.network.proxy().accepted() + 1;
		try (JoltClient client = this.network.client().credentials("app", "secret").build()) {
			client.connect();
			ProxiedConnection connection = this.network.proxy().connection(number);
			long requests = connection.requests().forwarded();
			long answers = connection.answers().forwarded();
			String text = text(0);
			client.publish("allowed", text).get(FaultyNetwork.LIMIT.toSeconds(), TimeUnit.SECONDS);
			return new Exchange(requests, requests + line(text), answers, connection.answers().received());
		}
	}

	// of one length, so that offsets mean the same in each round
	private static String text(int number) {
		return "text-%05d".formatted(number);
	}

	private static int line(String text) {
		return "{\"op\":\"pub\",\"topic\":\"allowed\",\"data\":\"\"}\n".length() + text.length();
	}

	private interface LaneOf {

		Lane of(ProxiedConnection connection);

	}

	private record Exchange(long requestsBefore, long requestsEnd, long answersBefore, long answersEnd) {
	}

	private record Round(long offset, Outcome outcome, int timesRouted) {
	}

}
