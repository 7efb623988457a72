package io.jolt.client.internal.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.protocol.Delivery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionQueueRejectionTests {

	private final List<Throwable> errors = new ArrayList<>();

	private final SubscriptionQueue queue = new SubscriptionQueue(SubscriptionOptions.forTopic("t").build(),
			(message) -> {
			}, (task) -> {
				throw new RejectedExecutionException("on purpose");
			}, this.errors::add);

	@Test
	void anExecutorThatTakesNoWorkIsReported() {
		offer();
		this.queue.start();
		assertThat(this.errors).hasOnlyElementsOfType(RejectedExecutionException.class).hasSize(1);
		assertThat(this.queue.messages()).isOne();
	}

	@Test
	void anExecutorThatEndedAfterTheQueueWasClosedIsNoFailure() {
		offer();
		this.queue.close();
		this.queue.start();
		assertThat(this.errors).isEmpty();
		assertThat(this.queue.dropped()).isOne();
	}

	private void offer() {
		assertThat(this.queue.offer(new Delivery("t", "d", Map.of(), 10))).isEqualTo(Admission.START);
	}

}
