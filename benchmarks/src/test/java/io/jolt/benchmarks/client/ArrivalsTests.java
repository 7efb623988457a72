package io.jolt.benchmarks.client;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests of {@link Arrivals}.
 */
class ArrivalsTests {

	private final Arrivals arrivals = new Arrivals(2, 3);

	@Test
	void acceptEachTopicsNumbersInOrderAndOverAgain() {
		for (int number : new int[] { 0, 1, 2, 0, 1 }) {
			this.arrivals.arrived(0, number);
			this.arrivals.arrived(1, number);
		}
		assertThat(this.arrivals.count()).isEqualTo(10);
		assertThatNoException().isThrownBy(this.arrivals::check);
	}

	@Test
	void noticeWhatIsLost() {
		this.arrivals.arrived(0, 0);
		this.arrivals.arrived(0, 2);
		assertThatIllegalStateException().isThrownBy(this.arrivals::check)
			.withMessageContaining("topic 0 expected number 1 and got 2");
	}

	@Test
	void noticeWhatComesTwice() {
		this.arrivals.arrived(1, 0);
		this.arrivals.arrived(1, 0);
		assertThatIllegalStateException().isThrownBy(this.arrivals::check)
			.withMessageContaining("topic 1 expected number 1 and got 0");
	}

}
