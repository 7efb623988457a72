package io.jolt.integration.benchmark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;

/**
 * One publisher, one subscriber, and the broker between them, all in this process and on
 * real sockets: how many messages of 128 bytes of JSON go through in a second, each
 * publish answered, and what processor time each of them takes. Run it by hand; it is no
 * test.
 */
public final class ThroughputBenchmark {

	private static final String TOPIC = "benchmark";

	private static final String DATA = """
			{"id":"7d3f9c1e-5b1a-4a68-9d36-1f0c2f5a9b7e","customer":"Ada Lovelace","item":"Espresso machine","quantity":1,"note":"a gift"}
			"""
		.strip();

	private static final int WINDOW = 16_384;

	// a subscriber that lags by more than the broker's outbound limit is cut off
	private static final int LAG = 65_536;

	private static final int ROUNDS = 8;

	private final JoltClient publisher;

	private final AtomicLong received;

	private ThroughputBenchmark(JoltClient publisher, AtomicLong received) {
		this.publisher = publisher;
		this.received = received;
	}

	/**
	 * Runs the benchmark.
	 * @param args how many messages a round has, 2,000,000 if nothing is given
	 */
	public static void main(String[] args) {
		int messages = (args.length > 0) ? Integer.parseInt(args[0]) : 2_000_000;
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				JoltClient subscriber = JoltClient.builder().address("127.0.0.1", broker.port()).build();
				JoltClient publisher = JoltClient.builder().address("127.0.0.1", broker.port()).build()) {
			AtomicLong received = new AtomicLong();
			subscriber.connect();
			subscriber
				.subscribe(SubscriptionOptions.forTopic(TOPIC).overflow(OverflowPolicy.BLOCK).build(),
						(message) -> received.lazySet(received.get() + 1))
				.ready()
				.join();
			publisher.connect();
			ThroughputBenchmark benchmark = new ThroughputBenchmark(publisher, received);
			for (int round = 1; round <= ROUNDS; round++) {
				System.out.printf("round %d: %s%n", round, benchmark.round(messages));
			}
		}
	}

	private String round(int messages) {
		long expected = this.received.get() + messages;
		long cpuNanos = cpuNanos();
		long startNanos = System.nanoTime();
		publish(messages, expected - messages);
		awaitReceived(expected);
		double seconds = (System.nanoTime() - startNanos) / 1e9;
		double cpuMicros = (cpuNanos() - cpuNanos) / 1e3 / messages;
		return "%,.0f messages/s, %.2f µs of processor time a message".formatted(messages / seconds, cpuMicros);
	}

	/**
	 * Publishes with a bounded number of unanswered messages, and of those that the
	 * subscriber has not yet received.
	 */
	private void publish(int messages, long receivedBefore) {
		List<CompletableFuture<PublishResult>> window = new ArrayList<>(WINDOW);
		for (int i = 0; i < messages; i++) {
			if (i % 1024 == 0) {
				awaitReceived(receivedBefore + i - LAG);
			}
			CompletableFuture<PublishResult> future = this.publisher.publish(TOPIC, DATA);
			if (i < WINDOW) {
				window.add(future);
			}
			else {
				window.set(i % WINDOW, future).join();
			}
		}
		window.forEach(CompletableFuture::join);
	}

	private void awaitReceived(long count) {
		while (this.received.get() < count) {
			LockSupport.parkNanos(50_000);
		}
	}

	private static long cpuNanos() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

}
