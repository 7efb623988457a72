package io.jolt.broker.internal.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GroupTurnTests {

	private final Groups<Integer> groups = new Groups<>();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 15, 16, 17, 100, 1000 })
	void eachMemberHasItsTurnBeforeAnyHasASecond(int size) {
		Object[] members = members(size);
		List<Integer> first = turns(members, 0, size, size, Set.of());
		assertThat(first).doesNotHaveDuplicates();
		for (int round = 0; round < 3; round++) {
			assertThat(turns(members, 0, size, size, Set.of())).isEqualTo(first);
		}
	}

	@Test
	void oneIsPassedOverWhileItIsSlowAndAnotherIsNot() {
		Object[] members = members(3);
		turns(members, 0, 3, 7, Set.of());
		assertThat(turns(members, 0, 3, 100, Set.of(1))).doesNotContain(1);
		for (int round = 0; round < 2; round++) {
			assertThat(turns(members, 0, 3, 3, Set.of())).as("in turn again, and not made up for")
				.startsWith(1)
				.containsExactlyInAnyOrder(0, 1, 2);
		}
	}

	@Test
	void theyHaveTheirTurnsWhereAllAreSlow() {
		Object[] members = members(3);
		assertThat(turns(members, 0, 3, 3, Set.of(0, 1, 2))).containsExactlyInAnyOrder(0, 1, 2);
		assertThat(turns(members, 0, 3, 3, Set.of(0, 1, 2))).containsExactlyInAnyOrder(0, 1, 2);
	}

	@Test
	void theOneWhoIsNotSlowIsFoundInALargeGroup() {
		Object[] members = members(1000);
		for (int i = 0; i < 50; i++) {
			int chosen = GroupTurn.choose(members, 0, 1000, (Integer subscriber) -> subscriber != 777);
			assertThat(chosen).isEqualTo(777);
		}
	}

	@Test
	void twoTopicsInTurnReachEachMemberAlike() {
		Object[] members = members(2);
		// the same members are subscribed to both
		assertThat(turns(members, 0, 2, 4, Set.of())).isEqualTo(List.of(1, 0, 1, 0));
		Object[] other = { members[1], members[0] };
		for (int i = 0; i < 10; i++) {
			assertThat(GroupTurn.choose(members, 0, 2, (Integer subscriber) -> false)).isEqualTo(1);
			assertThat(GroupTurn.choose(other, 0, 2, (Integer subscriber) -> false)).isEqualTo(1);
		}
	}

	@Test
	void oneWhoseSubscriptionsMatchMoreOftenHasNoMoreTurnsThanTheOthers() {
		Object[] members = members(3);
		int[] counts = new int[3];
		for (int i = 0; i < 300; i++) {
			// two topics: the first two are subscribed to one, the last two to the other
			counts[(i % 2 == 0) ? GroupTurn.choose(members, 0, 2, (Integer subscriber) -> false)
					: GroupTurn.choose(members, 1, 3, (Integer subscriber) -> false)]++;
		}
		assertThat(IntStream.of(counts)).allMatch((count) -> count >= 95 && count <= 105);
	}

	@Test
	void severalThreadsGiveEachMemberItsShare() throws Exception {
		Object[] members = members(3);
		AtomicIntegerArray counts = new AtomicIntegerArray(3);
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				running.add(threads.submit(() -> {
					for (int turn = 0; turn < 30_000; turn++) {
						counts.incrementAndGet(GroupTurn.choose(members, 0, 3, (Integer subscriber) -> false));
					}
				}));
			}
			for (Future<?> each : running) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		for (int i = 0; i < 3; i++) {
			assertThat(counts.get(i)).isBetween(36_000, 44_000);
		}
	}

	private Object[] members(int size) {
		GroupName name = Objects.requireNonNull(GroupName.of("g"));
		return IntStream.range(0, size).mapToObj((i) -> this.groups.enter(name, i)).toArray();
	}

	private static List<Integer> turns(Object[] members, int from, int to, int number, Set<Integer> slow) {
		List<Integer> turns = new ArrayList<>();
		for (int i = 0; i < number; i++) {
			turns.add(GroupTurn.choose(members, from, to, (Integer subscriber) -> slow.contains(subscriber)));
		}
		return turns;
	}

}
