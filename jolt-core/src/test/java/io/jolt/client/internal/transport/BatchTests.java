package io.jolt.client.internal.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchTests {

	private static final int LIMIT = 10_000;

	@Test
	void whatIsTakenOutLeavesTheRestInItsOrder() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		Batch<String> batch = new Batch<>(LIMIT, false);
		for (int round = 0; round < 300; round++) {
			List<String> model = new ArrayList<>();
			for (int step = random.nextInt(60); step > 0; step--) {
				if (random.nextInt(10) > 0) {
					String line = step + "x".repeat(random.nextInt((random.nextInt(20) == 0) ? 2_000 : 50)) + "\n";
					if (batch.hasRoom(line.length())) {
						// more stands behind the line in what it is copied from
						byte[] bytes = (line + "more").getBytes(StandardCharsets.UTF_8);
						batch.add(line, bytes, 0, line.length());
						Arrays.fill(bytes, (byte) '?');
						model.add(line);
					}
				}
				else {
					int rest = random.nextInt(4);
					Predicate<String> condition = (line) -> rest == 3 || line.length() % 3 == rest;
					List<String> removed = new ArrayList<>();
					batch.removeIf(condition, removed::add);
					assertThat(removed).as("seed %d, round %d", seed, round)
						.isEqualTo(model.stream().filter(condition).toList());
					model.removeIf(condition);
				}
				assertThat(text(batch)).as("seed %d, round %d", seed, round).isEqualTo(String.join("", model));
				assertThat(batch.items()).isEqualTo(model);
				assertThat(batch.size()).isLessThanOrEqualTo(LIMIT);
			}
			assertThat(batch.clear()).isTrue();
			assertThat(batch.size()).isZero();
		}
	}

	@Test
	void aLineLongerThanABatchGoesAloneAndItsRoomIsGivenBack() {
		Batch<String> batch = new Batch<>(LIMIT, false);
		assertThat(batch.hasRoom(LIMIT + 1)).isTrue();
		batch.add("long", new byte[LIMIT + 1], 0, LIMIT + 1);
		assertThat(batch.hasRoom(0)).isFalse();
		assertThat(batch.size()).isEqualTo(LIMIT + 1);
		assertThat(batch.clear()).as("whether to keep it").isFalse();
	}

	@Test
	void itMayHaveExactlyItsLimit() {
		Batch<String> batch = new Batch<>(LIMIT, false);
		batch.add("half", new byte[LIMIT / 2], 0, LIMIT / 2);
		assertThat(batch.hasRoom(LIMIT / 2)).isTrue();
		assertThat(batch.hasRoom(LIMIT / 2 + 1)).isFalse();
		batch.add("half", new byte[LIMIT / 2], 0, LIMIT / 2);
		assertThat(batch.bytes()).hasSize(LIMIT);
		assertThat(batch.clear()).isTrue();
	}

	private static String text(Batch<?> batch) {
		return new String(batch.bytes(), 0, batch.size(), StandardCharsets.UTF_8);
	}

}
