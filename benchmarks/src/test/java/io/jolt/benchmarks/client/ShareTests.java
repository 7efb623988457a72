package io.jolt.benchmarks.client;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link Share}.
 */
class ShareTests {

	private final Share one = new Share(3);

	private final Share other = new Share(3);

	@Test
	void acceptsWhateverSubscriberAMessageReaches() {
		arrive(this.one, 0, 2, 0);
		arrive(this.other, 1);
		assertThatCode(() -> Share.check(List.of(this.one, this.other), 4)).doesNotThrowAnyException();
		assertThat(this.one.count()).isEqualTo(3);
	}

	@Test
	void noticesLoss() {
		arrive(this.one, 0, 2);
		assertThatIllegalStateException().isThrownBy(() -> Share.check(List.of(this.one, this.other), 3));
	}

	@Test
	void noticesThatOneMessageReachedTwoSubscribersAndAnotherNone() {
		arrive(this.one, 0, 1);
		arrive(this.other, 1);
		assertThatIllegalStateException().isThrownBy(() -> Share.check(List.of(this.one, this.other), 3));
	}

	private static void arrive(Share share, int... numbers) {
		for (int number : numbers) {
			share.arrived(0, number);
		}
	}

}
