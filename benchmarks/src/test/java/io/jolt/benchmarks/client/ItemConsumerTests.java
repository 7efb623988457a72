package io.jolt.benchmarks.client;

import java.util.concurrent.CompletionException;

import io.jolt.benchmarks.workload.Payload;
import io.jolt.client.JoltMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests of {@link ItemConsumer}.
 */
class ItemConsumerTests {

	private final Payload payload = Payload.json(128);

	private final ItemConsumer consumer = new ItemConsumer(this.payload, 3, 0);

	@Test
	void acceptsACompleteStream() {
		items(0, 1, 2);
		assertThatCode(this.consumer::check).doesNotThrowAnyException();
		this.consumer.onComplete();
		assertThatCode(() -> this.consumer.checkComplete(3)).doesNotThrowAnyException();
	}

	@Test
	void noticesAnItemThatIsMissing() {
		items(0, 2);
		assertThatIllegalStateException().isThrownBy(this.consumer::check);
	}

	@Test
	void noticesAnEndThatComesEarly() {
		items(0, 1);
		this.consumer.onComplete();
		assertThatIllegalStateException().isThrownBy(() -> this.consumer.checkComplete(3));
		assertThatIllegalStateException().isThrownBy(this.consumer::check);
	}

	@Test
	void failsAsTheStreamDoes() {
		this.consumer.onError(new IllegalArgumentException());
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this.consumer::check)
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	private void items(int... numbers) {
		for (int number : numbers) {
			this.consumer.onNext(JoltMessage.of("topic", this.payload.text(number)));
		}
	}

}
