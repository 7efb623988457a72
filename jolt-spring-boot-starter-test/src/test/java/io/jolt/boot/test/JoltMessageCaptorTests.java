package io.jolt.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jolt.client.JoltMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.core.ParameterizedTypeReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(30)
class JoltMessageCaptorTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofSeconds(20);

	private final JoltMessageCaptor captor = new JoltMessageCaptor();

	private final ExecutorService otherTest = Executors.newSingleThreadExecutor();

	@AfterEach
	void endOtherTest() {
		this.otherTest.shutdownNow();
	}

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
	void payloadsThatAreMapsAndCollectionsAreCompared() {
		add("a", "{\"id\":\"1\",\"cents\":6}");
		add("b", "[1,2]");
		assertThat(this.captor).hasMessage("a", Map.of("id", "1", "cents", 6))
			.hasMessagesExactly("a", Map.of("id", "1", "cents", 6))
			.hasMessage("b", List.of(1, 2))
			.hasMessage("b", Set.of(1, 2));
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

	@Test
	void clearForgetsWhatATestHasSeenAndNotWhatAnotherSees() throws Exception {
		add("a", "1");
		this.captor.beginTest();
		assertThat(this.captor.messages("a")).hasSize(1);
		add("a", "2");
		onAnotherThread(() -> {
			this.captor.beginTest();
			assertThat(this.captor.messages()).isEmpty();
			add("a", "3");
			this.captor.clear();
			add("a", "4");
			assertThat(this.captor.messages("a")).extracting(JoltMessage::data).containsExactly("4");
			this.captor.endTest();
		});
		assertThat(this.captor.messages("a")).extracting(JoltMessage::data).containsExactly("1", "2", "3", "4");
		onAnotherThread(() -> assertThat(this.captor.messages("a")).hasSize(4));
		this.captor.clear();
		assertThat(this.captor.messages()).isEmpty();
		add("a", "5");
		this.captor.endTest();
		assertThat(this.captor.messages()).isEmpty();
	}

	@Test
	void whatAnotherTestCausesWhileItRunsIsNotForgotten() throws Exception {
		onAnotherThread(this.captor::beginTest);
		this.captor.beginTest();
		add("a", "1");
		this.captor.endTest();
		onAnotherThread(() -> assertThat(this.captor.messages("a")).hasSize(1));
	}

	@Test
	void payloadsAreReadAsTheirType() {
		add("a", "{\"item\":\"book\",\"count\":2}");
		add("b", "[{\"item\":\"pen\",\"count\":1}]");
		assertThat(this.captor.await("a", Order.class, 1)).containsExactly(new Order("book", 2));
		assertThat(this.captor.payloads("a", Order.class)).containsExactly(new Order("book", 2));
		assertThat(this.captor.await("a", String.class, 1)).containsExactly("{\"item\":\"book\",\"count\":2}");
		ParameterizedTypeReference<List<Order>> orders = new ParameterizedTypeReference<>() {
		};
		assertThat(this.captor.await("b", orders, 1)).containsExactly(List.of(new Order("pen", 1)));
		assertThat(this.captor.payloads("b", orders)).containsExactly(List.of(new Order("pen", 1)));
	}

	@Test
	void whatCannotBeReadIsShown() {
		add("a", "no order\u0007");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.captor.await("a", Order.class, 1))
			.withMessageContaining("Order")
			.withMessageContaining("topic 'a': no order\\u0007");
	}

	@Test
	void assertionsHoldForWhatCame() {
		this.captor.add(JoltMessage.of("a", "text", Map.of("trace", "1")));
		add("b", "{\"item\":\"book\",\"count\":2}");
		assertThat(this.captor).hasMessage("a")
			.hasMessage("a", "text")
			.hasMessageWithHeader("a", "trace", "1")
			.hasMessages("a", 1)
			.hasMessage("b", new Order("book", 2))
			.hasMessagesExactly("b", new Order("book", 2))
			.hasMessageSatisfying("b", Order.class, (order) -> assertThat(order.count()).isEqualTo(2))
			.hasNoMessages("c")
			.hasNoMessagesFor("c", SHORT);
		assertThat(this.captor).messages("a").hasSize(1);
		assertThat(this.captor).payloads("b", Order.class).containsExactly(new Order("book", 2));
	}

	@Test
	void assertionsFailWithWhatCame() {
		assertThat(this.captor).hasNoMessages();
		add("a", "text");
		assertFails((captor) -> captor.hasNoMessages(), "no messages on any topic", "text");
		assertFails((captor) -> captor.hasNoMessages("a"), "no message(s) on topic 'a', but 1 came", "text");
		assertFails((captor) -> captor.hasNoMessagesFor("a", LONG), "but 1 came");
		assertFails((captor) -> captor.hasMessage("a", "other"), "payload other on topic 'a' within 20ms", "text");
		assertFails((captor) -> captor.hasMessage("a", new Order("book", 2)), "Order[item=book, count=2]", "text");
		assertFails((captor) -> captor.hasMessage("b"), "'b'", "{a=1}");
		assertFails((captor) -> captor.hasMessageWithHeader("a", "trace", "1"), "header 'trace' of value 1");
		assertFails((captor) -> captor.hasMessagesExactly("a", "other"), "message 0 on topic 'a'", "other", "text");
		assertFails(
				(captor) -> captor.hasMessageSatisfying("a", String.class,
						(text) -> assertThat(text).isEqualTo("other")),
				"satisfies the requirements on topic 'a'", "text");
		add("a", "second");
		assertThat(this.captor).hasMessageSatisfying("a", String.class, (text) -> assertThat(text).isEqualTo("second"));
		assertFails((captor) -> captor.hasMessages("a", 1), "Expected 1 message(s)", "but 2 came", "second");
		assertFails((captor) -> captor.hasMessagesExactly("a", "text"), "Expected 1 message(s)", "second");
	}

	private void assertFails(Consumer<JoltMessageCaptorAssert> assertion, String... texts) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertion.accept(assertThat(this.captor).within(SHORT)))
			.satisfies((error) -> assertThat(error.getMessage()).contains(texts));
	}

	private void onAnotherThread(Runnable action) throws Exception {
		this.otherTest.submit(action).get(20, TimeUnit.SECONDS);
	}

	private void add(String topic, String data) {
		this.captor.add(JoltMessage.of(topic, data));
	}

	private record Order(String item, int count) {

	}

}
