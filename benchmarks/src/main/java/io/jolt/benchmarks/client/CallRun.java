package io.jolt.benchmarks.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.jolt.benchmarks.workload.Figure;
import io.jolt.benchmarks.workload.Payload;
import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;

/**
 * Takes the items of a call from the client that answers.
 */
final class CallRun {

	/**
	 * How many times as long a slow consumer takes for an item.
	 */
	private static final int SLOWER = 10;

	private final JoltClient client;

	private final Payload payload;

	private final int variants;

	private final Duration warmUp;

	/**
	 * Creates a run.
	 * @param client opens the calls
	 * @param payload the items
	 * @param variants how many different items there are
	 * @param warmUp how long nothing is measured
	 */
	CallRun(JoltClient client, Payload payload, int variants, Duration warmUp) {
		this.client = client;
		this.payload = payload;
		this.variants = variants;
		this.warmUp = warmUp;
	}

	/**
	 * Takes items as fast as they come.
	 * @param duration how long it is measured
	 * @param meters measure
	 * @return the figures
	 * @throws InterruptedException if this thread is to end
	 */
	Figures run(Duration duration, Meters meters) throws InterruptedException {
		ItemConsumer consumer = consumer(0);
		try (JoltCall call = open(Long.MAX_VALUE, consumer)) {
			take(call, consumer, this.warmUp);
			Snapshot from = meters.look(consumer::count);
			take(call, consumer, duration);
			return new Figures().put(from, meters.look(consumer::count));
		}
	}

	/**
	 * Finds out how fast items could come, then takes each of the different ones once, at
	 * a tenth of that.
	 * @return the figures
	 * @throws Exception if the call fails
	 */
	Figures runSlowly() throws Exception {
		double freeRate = freeRate();
		ItemConsumer consumer = consumer((long) (SLOWER * 1e9 / freeRate));
		long startNanos = System.nanoTime();
		try (JoltCall call = open(this.variants, consumer)) {
			consumer.checkComplete(this.variants);
			double seconds = (System.nanoTime() - startNanos) / 1e9;
			call.ended().get(10, TimeUnit.SECONDS);
			return new Figures().put(Figure.RATE, this.variants / seconds).put(Figure.FREE_RATE, freeRate);
		}
	}

	private double freeRate() throws InterruptedException {
		Duration half = this.warmUp.dividedBy(2);
		ItemConsumer consumer = consumer(0);
		try (JoltCall call = open(Long.MAX_VALUE, consumer)) {
			take(call, consumer, half);
			long before = consumer.count();
			long startNanos = System.nanoTime();
			take(call, consumer, half);
			return (consumer.count() - before) * 1e9 / (System.nanoTime() - startNanos);
		}
	}

	private ItemConsumer consumer(long intervalNanos) {
		return new ItemConsumer(this.payload, this.variants, intervalNanos);
	}

	private JoltCall open(long items, ItemConsumer consumer) {
		JoltCall call = this.client.call(JoltMessage.of(Traffic.FIRST_TOPIC, Long.toString(items)), CallOptions.DEFAULT)
			.join();
		call.items().subscribe(consumer);
		return call;
	}

	private static void take(JoltCall call, ItemConsumer consumer, Duration duration) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(duration.toNanos());
		consumer.check();
		if (call.ended().isDone()) {
			throw new IllegalStateException("The call has ended");
		}
	}

}
