package io.jolt.integration.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.integration.tools.ProcessFigures;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.SmallJvm;
import io.jolt.integration.tools.Tool;
import io.jolt.testing.Ending;
import io.jolt.testing.FaultProxy;
import io.jolt.testing.ProxiedConnection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A broker in a heap of 64 MiB, 50 restless clients behind a proxy that cuts their
 * connections, and steady subscribers straight at the broker: what is accepted reaches
 * each of them, in order and once, and neither side grows. It runs for
 * {@code jolt.soak.minutes}, two by default, and not in the normal tests.
 */
@Tag("soak")
@Requires(Tool.BROKER_JAR)
class SoakTests {

	private static final int RESTLESS = 50;

	private static final int STEADY = 4;

	private static final Duration WARM_UP = Duration.ofSeconds(15);

	private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(30);

	private static final long HEAP_SLACK_KILOBYTES = 12 * 1024;

	private final long seed = Long.getLong("jolt.soak.seed", System.nanoTime());

	private final Duration length = Duration.ofSeconds(60 * Long.getLong("jolt.soak.minutes", 2));

	private final Ledger ledger = new Ledger(STEADY);

	@Test
	void nothingIsLostAndNothingGrows() throws Exception {
		List<JoltClient> steady = new ArrayList<>();
		try (SmallJvm broker = SmallJvm.broker()) {
			int port = broker.brokerPort();
			try (FaultProxy proxy = FaultProxy.before(port)) {
				Random random = new Random(this.seed);
				proxy.onConnection((connection) -> breakSometimes(connection, random));
				for (int i = 0; i < STEADY; i++) {
					steady.add(steadySubscriber(i, port));
				}
				say("seed " + this.seed + ", " + this.length.toMinutes() + " minutes after a warm-up");
				play(proxy, broker, WARM_UP);
				ProcessFigures brokerBefore = broker.figures();
				ProcessFigures clientsBefore = ownFigures();
				play(proxy, broker, this.length);
				ProcessFigures brokerAfter = broker.figures();
				ProcessFigures clientsAfter = ownFigures();
				say("broker at rest " + brokerBefore + " -> " + brokerAfter);
				say("clients at rest " + clientsBefore + " -> " + clientsAfter);
				say(this.ledger + ", connections " + proxy.accepted());
				assertThat(this.ledger.mistakes()).as("seed %d", this.seed).isEmpty();
				assertThat(this.ledger.accepted()).isPositive();
				assertFlat("broker", brokerBefore, brokerAfter);
				assertFlat("clients", clientsBefore, clientsAfter);
				assertThat(broker.program().errors()).noneMatch((line) -> line.contains("OutOfMemory"));
			}
			finally {
				steady.forEach(JoltClient::close);
			}
		}
	}

	private JoltClient steadySubscriber(int number, int port) {
		JoltClient client = JoltClientBuilder.create().address("127.0.0.1", port).build();
		client.addConnectionListener(new ConnectionListener() {

			@Override
			public void onLost(JoltException cause) {
				SoakTests.this.ledger.mistake("steady subscriber " + number + " was cut off: " + cause.getMessage());
			}

		});
		client.connect();
		List<String> topics = new ArrayList<>();
		for (int i = 0; i < RestlessClient.TOPICS; i++) {
			topics.add(RestlessClient.topic(i));
		}
		client
			.subscribe(SubscriptionOptions.forTopics(topics, List.of()).overflow(OverflowPolicy.BLOCK).build(),
					(message) -> this.ledger.received(number, message))
			.ready()
			.join();
		return client;
	}

	private void play(FaultProxy proxy, SmallJvm broker, Duration duration) throws InterruptedException {
		AtomicBoolean goOn = new AtomicBoolean(true);
		CountDownLatch over = new CountDownLatch(1);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < RESTLESS; i++) {
			threads.add(new Thread(new RestlessClient(this.seed + i, proxy.port(), this.ledger, goOn::get),
					"restless-" + i));
		}
		threads.forEach(Thread::start);
		long end = System.nanoTime() + duration.toNanos();
		long left;
		while ((left = end - System.nanoTime()) > 0) {
			assertThat(over.await(Math.min(left, BETWEEN_SAMPLES.toNanos()), TimeUnit.NANOSECONDS)).isFalse();
			proxy.forgetEnded();
			say("left " + TimeUnit.NANOSECONDS.toSeconds(Math.max(0, end - System.nanoTime())) + " s; broker "
					+ broker.figures() + "; clients " + ownFigures() + "; " + this.ledger);
		}
		goOn.set(false);
		for (Thread thread : threads) {
			thread.join(TimeUnit.MINUTES.toMillis(2));
			assertThat(thread.isAlive()).as("%s has not ended", thread.getName()).isFalse();
		}
		this.ledger.conclude();
		proxy.connections().forEach(ProxiedConnection::close);
		proxy.forgetEnded();
	}

	// neither jitter of the collector nor a pool's thread is growth
	private static void assertFlat(String who, ProcessFigures before, ProcessFigures after) {
		assertThat(after.heapKilobytes()).as("%s: heap, kilobytes", who)
			.isLessThan(before.heapKilobytes() + HEAP_SLACK_KILOBYTES);
		assertThat(after.threads()).as("%s: threads", who).isLessThanOrEqualTo(before.threads() + 8);
		assertThat(after.descriptors()).as("%s: file descriptors", who).isLessThanOrEqualTo(before.descriptors() + 8);
	}

	private static ProcessFigures ownFigures() {
		return ProcessFigures.of(ProcessHandle.current().pid(), Duration.ofSeconds(30));
	}

	private static void breakSometimes(ProxiedConnection connection, Random random) {
		Ending[] endings = Ending.values();
		Ending ending = endings[random.nextInt(endings.length)];
		switch (random.nextInt(4)) {
			case 0 -> connection.requests().endAfter(random.nextInt(400_000), ending);
			case 1 -> connection.answers().endAfter(random.nextInt(400_000), ending);
			case 2 -> connection.requests().endAfter(random.nextInt(1000), ending);
			default -> {
				// it may live
			}
		}
	}

	@SuppressWarnings("SystemOut")
	private static void say(String line) {
		System.out.println("soak: " + line);
	}

}
