package io.jolt.benchmarks;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link Spread}.
 */
class SpreadTests {

	@Test
	void theMedianOfAnOddNumberIsTheMiddleOne() {
		assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
	}

	@Test
	void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
		assertThat(Spread.of(List.of(9.0, 1.0, 4.0, 2.0))).isEqualTo(new Spread(3, 1, 9));
	}

	@Test
	void theRangeIsShownWhereThereIsOne() {
		assertThat(new Spread(1234.56, 1000, 2000).format(1)).isEqualTo("1,234.6 (1,000.0–2,000.0)");
		assertThat(new Spread(5, 5, 5).format(0)).isEqualTo("5");
	}

}
