package io.jolt.client.spi.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WaitingRequests} and the ids by which they are found.
 */
@SuppressWarnings({ "NullAway", "FutureReturnValueIgnored" }) // a null fails the test;
																// nothing is asked
class WaitingRequestsTests {

	private final RandomIds ids = new RandomIds();

	private final WaitingRequests waiting = new WaitingRequests(3);

	private WaitingRequest add() {
		return this.waiting.add((place) -> new WaitingRequest(this.ids.next(place), "orders", 0, this.waiting::remove));
	}

	@Test
	void asManyWaitAsMayAndEachIsFoundOnce() {
		List<WaitingRequest> added = IntStream.range(0, 3).mapToObj((i) -> add()).toList();
		assertThat(add()).isNull();
		assertThat(this.waiting.size()).isEqualTo(3);
		List<WaitingRequest> visited = new ArrayList<>();
		this.waiting.forEach(visited::add);
		assertThat(visited).containsExactlyInAnyOrderElementsOf(added);
		for (WaitingRequest request : added) {
			assertThat(this.waiting.remove(request.id())).isSameAs(request);
			assertThat(this.waiting.remove(request.id())).isNull();
		}
		assertThat(this.waiting.size()).isZero();
	}

	@Test
	void aPlaceIsUsedAgainButNotForRepliesToTheEarlierRequest() {
		WaitingRequests one = new WaitingRequests(1);
		WaitingRequest earlier = one.add((place) -> new WaitingRequest(this.ids.next(place), "orders", 0, one::remove));
		one.remove(earlier);
		WaitingRequest later = one.add((place) -> new WaitingRequest(this.ids.next(place), "orders", 0, one::remove));
		one.remove(earlier);
		assertThat(one.remove(earlier.id())).isNull();
		assertThat(one.remove(later.id())).isSameAs(later);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "AAA", "AAAA", "AAAAxxxxxxxxxxxx", "____xxxxxxxxxxxx", "\u00e9AAAxxxxxxxxxxxx",
			"AA-Axxxxxxxxxxxx", "AAA xxxxxxxxxxxx" })
	void anInventedIdFindsNothing(String id) {
		assertThat(this.waiting.remove(id)).isNull();
		IntStream.range(0, 3).forEach((i) -> add());
		assertThat(this.waiting.remove(id)).isNull();
		assertThat(this.waiting.size()).isEqualTo(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 63, 64, 16_383, RandomIds.MAX_NUMBER })
	void anIdSaysItsNumberAndIsNeverTheSame(int number) {
		Set<String> made = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			String id = this.ids.next(number);
			assertThat(RandomIds.number(id)).isEqualTo(number);
			assertThat(id).matches("[A-Za-z0-9_-]{16}");
			made.add(id);
		}
		assertThat(made).hasSize(1000);
		assertThat(this.ids.next()).matches("[A-Za-z0-9_-]{22}");
	}

}
