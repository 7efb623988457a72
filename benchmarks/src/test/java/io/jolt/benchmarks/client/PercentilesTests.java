package io.jolt.benchmarks.client;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Percentiles}.
 */
class PercentilesTests {

	private final Percentiles latencies = new Percentiles();

	@Test
	void areTheLeastLatencyThatSoManyDoNotExceed() {
		for (int micros = 100; micros >= 1; micros--) {
			this.latencies.add(micros * 1000L);
		}
		assertThat(this.latencies.micros(50)).isEqualTo(50);
		assertThat(this.latencies.micros(99)).isEqualTo(99);
		assertThat(this.latencies.micros(100)).isEqualTo(100);
	}

	@Test
	void haveRoomForMoreThanExpected() {
		for (int i = 0; i < 200_000; i++) {
			this.latencies.add(i);
		}
		assertThat(this.latencies.micros(100)).isEqualTo(199.999);
	}

	@Test
	void areNoNumberWhereNothingWasMeasured() {
		assertThat(this.latencies.micros(99)).isNaN();
	}

}
