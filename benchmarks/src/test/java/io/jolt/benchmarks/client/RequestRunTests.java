package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link RequestRun}.
 */
class RequestRunTests {

	private static final int VARIANTS = 7;

	private static final Duration SHORT = Duration.ofMillis(5);

	private final Queue<Reply> open = new ArrayDeque<>();

	private int mostOpen;

	@Test
	void asManyRequestsAreInFlightAsTheWindowHas() {
		RequestRun<Integer> run = new RequestRun<>(asker(0), VARIANTS, 4);
		run.ask(SHORT, true);
		assertThat(this.mostOpen).isEqualTo(4);
		run.finish();
		assertThat(this.open).isEmpty();
		assertThat(run.answered()).isGreaterThan(VARIANTS);
	}

	@Test
	void oneAtATimeIsOneInFlight() {
		RequestRun<Integer> run = new RequestRun<>(asker(0), VARIANTS, 1);
		run.ask(SHORT, true);
		assertThat(this.mostOpen).isEqualTo(1);
		assertThat(run.latencies().micros(50)).isPositive();
	}

	@Test
	void anotherRequestsReplyFailsTheRun() {
		RequestRun<Integer> run = new RequestRun<>(asker(1), VARIANTS, 4);
		assertThatIllegalStateException().isThrownBy(() -> run.ask(SHORT, true));
	}

	// replies when somebody waits, which is the latest that it can
	private Asker<Integer> asker(int wrongBy) {
		return new Asker<>() {

			@Override
			public CompletableFuture<Integer> ask(int number) {
				Reply reply = new Reply(number + wrongBy);
				RequestRunTests.this.open.add(reply);
				RequestRunTests.this.mostOpen = Math.max(RequestRunTests.this.mostOpen,
						RequestRunTests.this.open.size());
				return reply;
			}

			@Override
			public int numberIn(Integer reply) {
				return reply;
			}

		};
	}

	private final class Reply extends CompletableFuture<Integer> {

		private final int number;

		private Reply(int number) {
			this.number = number;
		}

		@Override
		public Integer join() {
			RequestRunTests.this.open.remove(this);
			return this.number;
		}

	}

}
