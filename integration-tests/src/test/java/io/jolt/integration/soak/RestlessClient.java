package io.jolt.integration.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;

/**
 * Connects, subscribes, publishes, reconnects and vanishes, again and again, as its dice
 * fall. Owned by one thread.
 */
final class RestlessClient implements Runnable {

	static final int TOPICS = 5;

	private static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(200), 2);

	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

	private final Random random;

	private final int port;

	private final Ledger ledger;

	private final BooleanSupplier goOn;

	RestlessClient(long seed, int port, Ledger ledger, BooleanSupplier goOn) {
		this.random = new Random(seed);
		this.port = port;
		this.ledger = ledger;
		this.goOn = goOn;
	}

	static String topic(int number) {
		return "soak." + number;
	}

	@Override
	public void run() {
		try {
			while (this.goOn.getAsBoolean()) {
				if (chance(8)) {
					vanish();
				}
				else {
					live();
				}
			}
		}
		catch (RuntimeException | Error ex) {
			this.ledger.mistake("a restless client ended with " + ex);
		}
	}

	private void live() {
		Run run = this.ledger.begin(topic(this.random.nextInt(TOPICS)));
		try (JoltClient client = client()) {
			client.start();
			List<JoltSubscription> subscriptions = new ArrayList<>();
			int bursts = 1 + this.random.nextInt(20);
			for (int burst = 0; burst < bursts && this.goOn.getAsBoolean(); burst++) {
				act(client, subscriptions);
				publish(client, run);
				LockSupport.parkNanos(this.random.nextLong(PAUSE_NANOS));
			}
			if (chance(2)) {
				run.outcomes();
			}
		}
		this.ledger.judge(run);
	}

	private void act(JoltClient client, List<JoltSubscription> subscriptions) {
		if (chance(3)) {
			OverflowPolicy[] policies = OverflowPolicy.values();
			subscriptions.add(client.subscribe(SubscriptionOptions.forTopic(topic(this.random.nextInt(TOPICS)))
				.overflow(policies[this.random.nextInt(policies.length)])
				.build(), (message) -> {
				}));
		}
		if (!subscriptions.isEmpty() && chance(4)) {
			subscriptions.remove(this.random.nextInt(subscriptions.size())).close();
		}
		if (chance(30)) {
			client.stop();
			client.start();
		}
	}

	private void publish(JoltClient client, Run run) {
		int messages = 1 + this.random.nextInt(50);
		for (int i = 0; i < messages; i++) {
			run.publish(client, "x".repeat(this.random.nextInt(chance(100) ? 50_000 : 1000)));
		}
		if (chance(2)) {
			run.lastOutcome();
		}
	}

	// leaves answers and deliveries unread, so that the broker sees a reset
	private void vanish() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			String topic = topic(this.random.nextInt(TOPICS));
			socket.getOutputStream()
				.write(("{\"op\":\"sub\",\"topic\":\"" + topic + "\"}\n{\"op\":\"ping\"}\n{\"op\":\"pi")
					.getBytes(StandardCharsets.UTF_8));
			LockSupport.parkNanos(this.random.nextLong(PAUSE_NANOS));
			socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			// cut by the proxy
		}
	}

	private JoltClient client() {
		return JoltClientBuilder.create()
			.address("127.0.0.1", this.port)
			.reconnectPolicy(QUICK)
			.pingInterval(Duration.ofSeconds(1))
			.requestTimeout(Duration.ofSeconds(5))
			.build();
	}

	private boolean chance(int oneIn) {
		return this.random.nextInt(oneIn) == 0;
	}

}
