package io.jolt.integration.benchmark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import com.sun.management.OperatingSystemMXBean;
import io.jolt.boot.autoconfigure.JoltAutoConfiguration;
import io.jolt.boot.autoconfigure.JoltListenerAutoConfiguration;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * From the template to a listener method beside the same way with the bare client: how
 * many messages with a text of 128 bytes go through the broker in a second, each publish
 * answered. Rounds of both take turns in this process, on one broker and real sockets.
 * Run it by hand; it is no test.
 */
public final class ListenerBenchmark {

	private static final String CLIENT_TOPIC = "benchmark.client";

	private static final String TEMPLATE_TOPIC = "benchmark.template";

	private static final String TEXT = "x".repeat(128);

	private static final int WINDOW = 16_384;

	// a subscriber that lags by more than the broker's outbound limit is cut off
	private static final int LAG = 65_536;

	private static final int ROUNDS = 8;

	private final Function<String, CompletableFuture<PublishResult>> publish;

	private final AtomicLong received;

	private ListenerBenchmark(Function<String, CompletableFuture<PublishResult>> publish, AtomicLong received) {
		this.publish = publish;
		this.received = received;
	}

	/**
	 * Runs the benchmark.
	 * @param args how many messages a round has, 1,000,000 if nothing is given
	 */
	public static void main(String[] args) {
		int messages = (args.length > 0) ? Integer.parseInt(args[0]) : 1_000_000;
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				JoltClient subscriber = client(broker);
				JoltClient publisher = client(broker);
				ConfigurableApplicationContext context = application(broker)) {
			AtomicLong received = new AtomicLong();
			subscriber
				.subscribe(SubscriptionOptions.forTopic(CLIENT_TOPIC).overflow(OverflowPolicy.BLOCK).build(),
						(message) -> received.lazySet(received.get() + 1))
				.ready()
				.join();
			ListenerBenchmark bare = new ListenerBenchmark((text) -> publisher.publish(CLIENT_TOPIC, text), received);
			JoltTemplate template = context.getBean(JoltTemplate.class);
			ListenerBenchmark spring = new ListenerBenchmark((text) -> template.sendAsync(TEMPLATE_TOPIC, text),
					context.getBean(Listener.class).received);
			for (int round = 1; round <= ROUNDS; round++) {
				Round client = bare.round(messages);
				Round listener = spring.round(messages);
				System.out.printf("round %d: client %s, template to listener %s: %.0f %%%n", round, client, listener,
						100 * listener.rate() / client.rate());
			}
		}
	}

	private static JoltClient client(JoltBroker broker) {
		JoltClient client = JoltClient.builder().address("127.0.0.1", broker.port()).build();
		client.connect();
		return client;
	}

	private static ConfigurableApplicationContext application(JoltBroker broker) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("jolt.host=127.0.0.1", "jolt.port=" + broker.port())
			.run();
	}

	private Round round(int messages) {
		long before = this.received.get();
		long cpuNanos = cpuNanos();
		long startNanos = System.nanoTime();
		publish(messages, before);
		awaitReceived(before + messages);
		return new Round(messages / ((System.nanoTime() - startNanos) / 1e9), (cpuNanos() - cpuNanos) / 1e3 / messages);
	}

	private static long cpuNanos() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	private void publish(int messages, long receivedBefore) {
		List<CompletableFuture<PublishResult>> window = new ArrayList<>(WINDOW);
		for (int i = 0; i < messages; i++) {
			if (i % 1024 == 0) {
				awaitReceived(receivedBefore + i - LAG);
			}
			CompletableFuture<PublishResult> future = this.publish.apply(TEXT);
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

	/**
	 * How a round went.
	 *
	 * @param rate messages a second
	 * @param cpuMicros the process's processor time for a message, in microseconds
	 */
	private record Round(double rate, double cpuMicros) {

		@Override
		public String toString() {
			return "%,.0f messages/s (%.2f µs of processor time each)".formatted(this.rate, this.cpuMicros);
		}

	}

	static class Listener {

		private final AtomicLong received = new AtomicLong();

		@JoltListener(topics = TEMPLATE_TOPIC)
		void on(String text) {
			this.received.lazySet(this.received.get() + 1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(classes = { JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class })
	@Import(Listener.class)
	static class Application {

	}

}
