package io.jolt.client.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.jolt.client.internal.request.PingRequest;
import io.jolt.client.testing.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Deadlines}.
 */
class DeadlinesTests {

	private final ManualTime time = new ManualTime();

	private final Deadlines deadlines = new Deadlines(this.time, this.time);

	private final List<PingRequest> held = new ArrayList<>();

	private final List<PingRequest> expired = new ArrayList<>();

	DeadlinesTests() {
		this.deadlines.add((now) -> {
			Expiry expiry = new Expiry(now);
			this.held.removeIf((request) -> expiry.isLate(request.deadlineNanos()) && this.expired.add(request));
			return expiry.nextNanos();
		});
	}

	@Test
	void manyRequestsSetOneTimer() {
		for (int i = 0; i < 1000; i++) {
			hold(Duration.ofSeconds(10));
			this.time.advance(Duration.ofMillis(1));
		}
		assertThat(this.time.scheduled()).hasSize(1);
		this.time.advance(Duration.ofSeconds(10));
		assertThat(this.expired).hasSize(1000);
		assertThat(this.time.scheduled()).as("nothing ticks while it is idle").isEmpty();
	}

	@Test
	void eachIsFailedAtItsMomentWhateverTheirOrder() {
		hold(Duration.ofSeconds(10));
		PingRequest later = this.held.get(0);
		hold(Duration.ofSeconds(1));
		PingRequest sooner = this.held.get(1);
		this.time.advance(Duration.ofSeconds(1).minusNanos(1));
		assertThat(this.expired).isEmpty();
		this.time.advance(Duration.ofNanos(1));
		assertThat(this.expired).containsExactly(sooner);
		this.time.advance(Duration.ofSeconds(9));
		assertThat(this.expired).containsExactly(sooner, later);
	}

	@Test
	void oneThatIsLateWhenItIsWatchedIsFailedAtOnce() {
		hold(Duration.ofSeconds(-1));
		this.time.advance(Duration.ZERO);
		assertThat(this.expired).hasSize(1);
	}

	private void hold(Duration patience) {
		PingRequest request = new PingRequest(new byte[0], this.time.nanoTime() + patience.toNanos(), "a limit");
		this.held.add(request);
		this.deadlines.watch(request.deadlineNanos());
	}

}
