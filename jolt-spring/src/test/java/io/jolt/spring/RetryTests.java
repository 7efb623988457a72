package io.jolt.spring;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a message that a listener fails on, in an application with a broker.
 */
@Timeout(60)
class RetryTests {

	private static final FixedBackOff AN_HOUR = new FixedBackOff(Duration.ofHours(1).toMillis(), 5);

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	@BeforeEach
	void startBroker() {
		this.broker.start();
	}

	@AfterEach
	void closeBroker() {
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
	}

	@Test
	void theNextMessageWaitsUntilTheRetriesAreOver() throws Exception {
		Numbers numbers = new Numbers(3);
		List<String> recovered = new CopyOnWriteArrayList<>();
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.listener(numbers);
			application
				.factory((factory) -> factory.getContainerProperties()
					.setErrorHandler(new DefaultJoltErrorHandler(
							(error, delivery, attempts) -> recovered.add(delivery.message().data()),
							new FixedBackOff(1, 4))))
				.start();
			for (String number : List.of("1", "poison", "2", "3")) {
				application.template().convertAndSend("numbers", number);
			}
			await().until(() -> Collections.frequency(numbers.calls, "3") == 3);
			assertThat(numbers.calls).containsExactly("1", "1", "1", "poison", "poison", "poison", "poison", "poison",
					"2", "2", "2", "3", "3", "3");
			assertThat(recovered).containsExactly("poison");
			assertThat(application.registry().getListenerContainers()).singleElement().satisfies((container) -> {
				await().until(() -> container.statistics().handled() == 3);
				assertThat(container.statistics().failed()).isEqualTo(1);
				assertThat(container.statistics().retried()).isEqualTo(10);
				assertThat(container.statistics().deadLettered()).isZero();
			});
		}
	}

	@Test
	void stoppingDoesNotWaitForABackOffAndTheMessageIsADeadLetter() throws Exception {
		Numbers numbers = new Numbers(Integer.MAX_VALUE);
		BlockingQueue<JoltMessage> deadLetters = new LinkedBlockingQueue<>();
		try (TestApplication application = TestApplication.with(this.broker);
				JoltClient other = subscriber("numbers.dlt", deadLetters)) {
			application.listener(numbers);
			application
				.factory((factory) -> factory.getContainerProperties()
					.setErrorHandler(new DefaultJoltErrorHandler(deadLetters(application), AN_HOUR)))
				.start();
			other.publish("numbers", "1").join();
			await().until(() -> !numbers.calls.isEmpty());
			JoltMessageListenerContainer container = application.registry().getListenerContainers().iterator().next();
			CompletableFuture.runAsync(application::close).get(10, TimeUnit.SECONDS);
			JoltMessage deadLetter = deadLetters.poll(10, TimeUnit.SECONDS);
			assertThat(deadLetter).isNotNull();
			assertThat(deadLetter.data()).isEqualTo("1");
			assertThat(deadLetter.headers()).containsEntry(JoltHeaders.DLT_ATTEMPTS, "1");
			assertThat(numbers.calls).containsExactly("1");
			assertThat(container.statistics().deadLettered()).isEqualTo(1);
		}
	}

	@Test
	void eachWorkerRetriesForItself() throws Exception {
		Numbers numbers = new Numbers(1);
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.listener(numbers);
			application.factory((factory) -> {
				factory.getContainerProperties().setConcurrency(2);
				factory.getContainerProperties()
					.setErrorHandler(new DefaultJoltErrorHandler((error, delivery, attempts) -> {
					}, AN_HOUR));
			}).start();
			application.template().convertAndSend("numbers", "poison");
			for (int i = 0; i < 10; i++) {
				application.template().convertAndSend("numbers", "n" + i);
			}
			await().until(() -> numbers.calls.containsAll(List.of("poison", "n9")));
			assertThat(numbers.calls).containsOnlyOnce("poison");
		}
	}

	@Test
	void aListenerThatIsInterruptedByAStopThatTakesTooLongGivesItsMessageAway() throws Exception {
		Stuck stuck = new Stuck();
		BlockingQueue<JoltMessage> deadLetters = new LinkedBlockingQueue<>();
		try (TestApplication application = TestApplication.with(this.broker);
				JoltClient other = subscriber("stuck.dlt", deadLetters)) {
			application.listener(stuck);
			application.factory((factory) -> {
				factory.getContainerProperties().setShutdownTimeout(Duration.ofMillis(50));
				factory.getContainerProperties()
					.setErrorHandler(new DefaultJoltErrorHandler(deadLetters(application), AN_HOUR));
			}).start();
			other.publish("stuck", "1").join();
			assertThat(stuck.called.await(10, TimeUnit.SECONDS)).isTrue();
			application.registry().getListenerContainers().iterator().next().stop();
			JoltMessage deadLetter = deadLetters.poll(10, TimeUnit.SECONDS);
			assertThat(deadLetter).isNotNull();
			assertThat(deadLetter.headers()).containsEntry(JoltHeaders.DLT_EXCEPTION_CLASS,
					InterruptedException.class.getName());
		}
	}

	private static DeadLetterPublishingRecoverer deadLetters(TestApplication application) {
		return new DeadLetterPublishingRecoverer(application.template());
	}

	private JoltClient subscriber(String topic, BlockingQueue<JoltMessage> received) {
		JoltClient client = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();
		client.connect();
		client.subscribe(topic, received::add).ready().join();
		return client;
	}

	static class Numbers {

		final List<String> calls = new CopyOnWriteArrayList<>();

		private final int succeedsAt;

		Numbers(int succeedsAt) {
			this.succeedsAt = succeedsAt;
		}

		@JoltListener(id = "numbers", topics = "numbers")
		void on(String number) {
			this.calls.add(number);
			long attempt = this.calls.stream().filter(number::equals).count();
			if (number.equals("poison") || attempt < this.succeedsAt) {
				throw new IllegalStateException("attempt " + attempt);
			}
		}

	}

	static class Stuck {

		final CountDownLatch called = new CountDownLatch(1);

		@JoltListener(topics = "stuck")
		void on(String data) throws InterruptedException {
			this.called.countDown();
			new CountDownLatch(1).await();
		}

	}

}
