package io.jolt.integration.guarantees;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;

/**
 * A program whose listener takes nothing until it is told to go on, and then ends with
 * the first message on the last topic.
 */
public final class StalledListener {

	static final String TOPIC = "flow";

	static final String LAST = "last";

	private final CountDownLatch goOn = new CountDownLatch(1);

	private final CountDownLatch ended = new CountDownLatch(1);

	private final AtomicInteger outOfOrder = new AtomicInteger();

	// the listener's thread owns it
	private int previous = -1;

	private StalledListener() {
	}

	/**
	 * Runs the program.
	 * @param arguments the broker's port and what to do when the queue is full
	 * @throws Exception if anything fails
	 */
	public static void main(String[] arguments) throws Exception {
		new StalledListener().run(Integer.parseInt(arguments[0]), OverflowPolicy.valueOf(arguments[1]));
	}

	private void run(int port, OverflowPolicy overflow) throws Exception {
		try (JoltClient client = FaultyNetwork.clientOf(port).build()) {
			client.connect();
			client.subscribe(SubscriptionOptions.forTopic(TOPIC).overflow(overflow).build(), this::receive)
				.ready()
				.join();
			client.subscribe(LAST, (message) -> {
				if (this.goOn.getCount() == 0) {
					this.ended.countDown();
				}
			}).ready().join();
			say("ready");
			awaitLine();
			this.goOn.countDown();
			say("going on");
			this.ended.await();
			say((this.outOfOrder.get() == 0) ? "end" : "end, out of order " + this.outOfOrder.get() + " times");
		}
	}

	private void receive(JoltMessage message) throws InterruptedException {
		this.goOn.await();
		int number = Integer.parseInt(message.data().substring(0, message.data().indexOf(' ')));
		if (number <= this.previous) {
			this.outOfOrder.incrementAndGet();
		}
		this.previous = number;
	}

	@SuppressWarnings("SystemOut")
	private static void say(String line) {
		System.out.println(line);
	}

	private static void awaitLine() throws IOException {
		new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
	}

}
