package io.jolt.client.internal.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.ManualTime;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backoff}.
 */
class BackoffTests {

	private static final ReconnectPolicy POLICY = new ReconnectPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 2);

	private final ManualTime time = new ManualTime();

	private final Backoff backoff = new Backoff(
			ClientContext.create(BuilderOptions.of(JoltClientBuilder.create().reconnectPolicy(POLICY)),
					this.time.environment(new Random(7))));

	@Test
	void theBoundDoublesUpToTheMaximumAndEachDelayIsAnyPartOfIt() {
		List<Double> parts = new ArrayList<>();
		for (int run = 0; run < 200; run++) {
			this.backoff.reset();
			for (int bound : new int[] { 1, 2, 4, 8, 16, 30, 30 }) {
				long delay = this.backoff.nextDelayNanos();
				assertThat(delay).isBetween(0L, Duration.ofSeconds(bound).toNanos());
				parts.add((double) delay / Duration.ofSeconds(bound).toNanos());
			}
		}
		assertThat(parts.stream().mapToDouble((part) -> part).average().orElseThrow()).isBetween(0.45, 0.55);
		assertThat(parts).anyMatch((part) -> part < 0.05).anyMatch((part) -> part > 0.95);
	}

	@Test
	void aConnectionThatComesAndGoesDoesNotBeginAnew() {
		long longest = 0;
		for (int i = 0; i < 100; i++) {
			longest = Math.max(longest, this.backoff.nextDelayNanos());
			this.backoff.opened();
			this.time.advance(POLICY.maxDelay().minusNanos(1));
		}
		assertThat(longest).isGreaterThan(Duration.ofSeconds(20).toNanos());
	}

	@Test
	void aConnectionThatLastedBeginsAnew() {
		for (int i = 0; i < 10; i++) {
			this.backoff.nextDelayNanos();
		}
		this.backoff.opened();
		this.time.advance(POLICY.maxDelay());
		assertThat(this.backoff.nextDelayNanos()).isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
	}

}
