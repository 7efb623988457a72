package io.jolt.boot.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class JoltMessageCaptorTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofSeconds(20);

	private final JoltMessageCaptor captor = new JoltMessageCaptor();

	@Test
	void whatCameBeforeCounts() {
		add("a", "1");
		add("b", "2");
		add("a", "3");
		assertThat(this.captor.await("a", 2, SHORT)).extracting(JoltMessage::data).containsExactly("1", "3");
	}

	@Test
	void itReturnsAsManyAsWereAskedFor() {
		add("a", "1");
		add("a", "2");
		assertThat(this.captor.await("a", 1, SHORT)).extracting(JoltMessage::data).containsExactly("1");
		assertThat(this.captor.messages("a")).hasSize(2);
	}

	@Test
	void itWaitsForWhatIsStillToCome() {
		CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> {
			add("a", "1");
			add("b", "other");
			add("a", "2");
		});
		assertThat(this.captor.await("a", 2, LONG)).extracting(JoltMessage::data).containsExactly("1", "2");
		publisher.join();
	}

	@Test
	void whatIsMissingIsSaidWithWhatCame() {
		add("orders.created", "book");
		add("orders.rejected", "pen");
		add("orders.rejected", "x".repeat(1000));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.captor.await("orders.created", 2, SHORT))
			.withMessageContaining("2 message(s)")
			.withMessageContaining("'orders.created'")
			.withMessageContaining("book")
			.withMessageContaining("orders.rejected=2");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.captor.await("orders.rejected", 3, Duration.ZERO))
			.withMessageContaining("(1000 characters)")
			.satisfies((error) -> assertThat(error.getMessage()).hasSizeLessThan(500));
		this.captor.clear();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.captor.await("orders.created", 1, SHORT))
			.withMessageContaining("0 came")
			.withMessageContaining("nothing");
	}

	@Test
	void anInterruptedWaitFailsAndStaysInterrupted() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.captor.await("a", 1, LONG))
			.withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void clearForgetsEverything() {
		add("a", "1");
		this.captor.clear();
		assertThat(this.captor.messages()).isEmpty();
	}

	private void add(String topic, String data) {
		this.captor.add(JoltMessage.of(topic, data));
	}

}
