package io.jolt.client.internal.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.jolt.client.internal.protocol.RequestEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The queue of requests that wait for their answers, held against a plain list: a request
 * leaves it only with its own answer or with the connection, whatever becomes of its
 * future, so that no answer is ever taken for another's.
 */
class PendingAnswersTests {

	private final RequestEncoder encoder = new RequestEncoder(true);

	@Test
	void theQueueIsAList() {
		long first = System.nanoTime();
		for (long seed = first; seed < first + 200; seed++) {
			Random random = new Random(seed);
			PendingAnswers queue = new PendingAnswers();
			List<Request<?>> model = new ArrayList<>();
			for (int step = 0; step < 500; step++) {
				step(random, queue, model, "seed " + seed + ", step " + step);
			}
			assertThat(queue.close()).as("seed %d", seed).isEqualTo(model);
			assertThat(queue.poll()).isNull();
			assertThat(queue.addAll(List.of(ping()))).isFalse();
			assertThat(queue.putBack(ping())).isFalse();
			assertThat(queue.close()).isEmpty();
		}
	}

	private void step(Random random, PendingAnswers queue, List<Request<?>> model, String description) {
		switch (random.nextInt(5)) {
			case 0, 1 -> {
				List<Request<?>> batch = new ArrayList<>();
				for (int i = random.nextInt(4); i > 0; i--) {
					batch.add(ping());
				}
				assertThat(queue.addAll(batch)).isTrue();
				model.addAll(batch);
			}
			case 2 -> assertThat(queue.poll()).as(description).isSameAs(model.isEmpty() ? null : model.remove(0));
			case 3 -> {
				// not the last answer of its request
				@Nullable Request<?> request = queue.poll();
				assertThat(request).as(description).isSameAs(model.isEmpty() ? null : model.get(0));
				if (request != null) {
					assertThat(queue.putBack(request)).isTrue();
				}
			}
			default -> {
				// what times out or is cancelled keeps its place
				if (!model.isEmpty()) {
					model.get(random.nextInt(model.size())).cancel(false);
				}
				List<Request<?>> seen = new ArrayList<>();
				queue.forEach(seen::add);
				assertThat(seen).as(description).isEqualTo(model);
			}
		}
	}

	private ControlRequest ping() {
		return ControlRequest.ping(this.encoder.ping());
	}

}
