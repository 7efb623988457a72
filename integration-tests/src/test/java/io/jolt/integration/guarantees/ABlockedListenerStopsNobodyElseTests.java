package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A blocked listener stops neither answers nor other listeners, and a listener may
 * publish and wait for the answer.
 */
class ABlockedListenerStopsNobodyElseTests {

	private static final Duration PING_INTERVAL = Duration.ofMillis(100);

	private static final String TEXT = "x".repeat(1000);

	private FaultyNetwork network;

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork();
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	@ParameterizedTest
	@EnumSource
	void forThreePingIntervals(OverflowPolicy overflow) {
		CountDownLatch release = new CountDownLatch(1);
		Queue<String> others = new ConcurrentLinkedQueue<>();
		AtomicInteger lost = new AtomicInteger();
		try (JoltClient client = this.network.client().pingInterval(PING_INTERVAL).maxOutstandingPings(2).build()) {
			client.addConnectionListener(new ConnectionListener() {

				@Override
				public void onLost(JoltException cause) {
					lost.incrementAndGet();
				}

			});
			client.connect();
			client
				.subscribe(SubscriptionOptions.forTopic("blocked").overflow(overflow).queueCapacity(1).build(),
						(message) -> release.await())
				.ready()
				.join();
			client.subscribe("others", (message) -> others.add(message.data())).ready().join();
			AtomicInteger published = new AtomicInteger();
			await().atMost(FaultyNetwork.LIMIT).during(PING_INTERVAL.multipliedBy(4)).until(() -> {
				for (int i = 0; i < 10; i++) {
					assertThat(Outcome.of(client.publish("blocked", TEXT))).isEqualTo(Outcome.ACCEPTED);
				}
				int number = published.incrementAndGet();
				assertThat(Outcome.of(client.publish("others", "text"))).isEqualTo(Outcome.ACCEPTED);
				await().pollInterval(Duration.ofMillis(1)).until(() -> others.size() == number);
				return client.state() == ConnectionState.OPEN;
			});
			assertThat(lost).as("connections lost").hasValue(0);
			release.countDown();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aListenerMayPublishAndWait(OverflowPolicy overflow) {
		Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
		try (JoltClient client = this.network.client().build()) {
			client.connect();
			client
				.subscribe(SubscriptionOptions.forTopic("questions").overflow(overflow).build(),
						(message) -> outcomes.add(Outcome.of(client.publish("answers", message.data()))))
				.ready()
				.join();
			for (int i = 0; i < 100; i++) {
				assertThat(Outcome.of(client.publish("questions", "number " + i))).isEqualTo(Outcome.ACCEPTED);
			}
			await().atMost(FaultyNetwork.LIMIT).until(() -> outcomes.size() == 100);
			assertThat(outcomes).containsOnly(Outcome.ACCEPTED);
		}
	}

	@Test
	void everyListenerButOneIsHeld() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch received = new CountDownLatch(20);
		try (JoltClient client = this.network.client().build()) {
			client.connect();
			for (int i = 0; i < 20; i++) {
				client.subscribe("topic", (message) -> {
					received.countDown();
					release.await();
				}).ready().join();
			}
			assertThat(Outcome.of(client.publish("topic", "text"))).isEqualTo(Outcome.ACCEPTED);
			assertThat(received.await(20, TimeUnit.SECONDS)).as("each of twenty has a thread").isTrue();
			release.countDown();
		}
	}

}
