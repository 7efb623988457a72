package io.jolt.broker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody has thousands of patterns that nearly match, and publishes to ever new topics
 * as fast as they can. The others on the same event loop do not wait for all of that.
 */
class CostlyPublishTests {

	private static final String OK = "{\"ok\":true}";

	private static final String PING = "{\"op\":\"ping\"}";

	// as many patterns as their first tokens can be written with a wildcard or without
	private static final int TOKENS = 13;

	private static final int PUBLISHES = 4000;

	private static final int PINGS = 5;

	private final AtomicInteger answered = new AtomicInteger();

	@Test
	void othersAreServedBetweenTheRequestsOfOneAndNoAnswerIsLost() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(1).start();
				RawClient attacker = new RawClient(broker.port());
				RawClient other = new RawClient(broker.port())) {
			assertThat(other.ask(PING)).isEqualTo(OK);
			subscribe(attacker);
			Thread reader = attack(attacker);
			for (int i = 0; i < PINGS; i++) {
				assertThat(other.ask(PING)).isEqualTo(OK);
			}
			assertThat(this.answered).as("answers to the attacker, while another pings")
				.hasValueLessThan(PUBLISHES / 2);
			reader.join(TimeUnit.SECONDS.toMillis(60));
			assertThat(this.answered).hasValue(PUBLISHES);
		}
	}

	@Test
	void stoppingDoesNotWaitForRequestsThatAwaitTheirTurn() throws Exception {
		JoltBroker broker = JoltBroker.builder().port(0).eventLoopThreads(1).start();
		try (broker; RawClient attacker = new RawClient(broker.port())) {
			subscribe(attacker);
			Thread reader = attack(attacker);
			broker.stop();
			reader.join(TimeUnit.SECONDS.toMillis(60));
			assertThat(this.answered).hasValueLessThan(PUBLISHES);
		}
	}

	private static void subscribe(RawClient attacker) {
		StringBuilder requests = new StringBuilder();
		for (int i = 0; i < 1 << TOKENS; i++) {
			requests.append("{\"op\":\"sub\",\"topic\":\"");
			for (int bit = 0; bit < TOKENS; bit++) {
				requests.append(((i >> bit & 1) == 0) ? "a." : "*.");
			}
			requests.append("z\",\"pattern\":true}\n");
		}
		attacker.send(requests.toString());
		for (int i = 0; i < 1 << TOKENS; i++) {
			assertThat(attacker.readLine()).isEqualTo(OK);
		}
	}

	// sends all of it, and no more after it. Returns what reads the answers, when the
	// first has come.
	private Thread attack(RawClient attacker) {
		StringBuilder requests = new StringBuilder();
		for (int i = 0; i < PUBLISHES; i++) {
			requests.append("{\"op\":\"pub\",\"topic\":\"")
				.append("a.".repeat(TOKENS))
				.append(i)
				.append("\",\"data\":\"\"}\n");
		}
		attacker.send(requests.toString());
		attacker.shutdownOutput();
		Thread reader = new Thread(() -> {
			while (OK.equals(attacker.readLine())) {
				this.answered.incrementAndGet();
			}
		});
		reader.start();
		Awaitility.await().until(() -> this.answered.get() > 0);
		return reader;
	}

}
