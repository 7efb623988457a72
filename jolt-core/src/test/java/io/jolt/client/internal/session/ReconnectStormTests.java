package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.SocketFactory;

import io.jolt.client.ConnectionState;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many clients lose one broker at once, on a clock that the test moves. They return
 * spread over the whole of each delay, as full jitter has it; each has random numbers of
 * its own from a seed, so that the figures are the same in every run.
 */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class ReconnectStormTests {

	private static final int CLIENTS = 200;

	// of Kolmogorov and Smirnov for 200 values, which jitter exceeds once in a thousand
	// times, and these seeds do not
	private static final double MAX_DEVIATION = 1.95 / Math.sqrt(CLIENTS);

	private final ManualTime time = new ManualTime();

	private final Personality personality = Personality.withFeatures("publish-ack");

	// the clients' next attempts; any thread
	private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

	private final Map<String, AtomicInteger> resolutions = new ConcurrentHashMap<>();

	private final List<DefaultJoltClient> clients = new ArrayList<>();

	private ScriptedBroker broker = ScriptedBroker.start(this.personality);

	@AfterEach
	void close() {
		this.clients.parallelStream().forEach(DefaultJoltClient::close);
		this.broker.close();
	}

	@Test
	void clientsReturnSpreadOverTheWholeDelayAndBeginAnewOnlyAfterAStableTime() {
		connectAll();
		int port = this.broker.port();
		this.broker.close();
		expectDelaysSpreadOver(Duration.ofSeconds(1));
		attemptAll(1);
		for (int bound : new int[] { 2, 4, 8, 16, 30 }) {
			expectDelaysSpreadOver(Duration.ofSeconds(bound));
			expectAllHaveResolvedBothAnew();
			attemptAll(bound);
		}
		expectDelaysSpreadOver(Duration.ofSeconds(30));
		this.broker = ScriptedBroker.start(this.personality, port);
		attemptAll(30);
		awaitAllOpen();
		// connections that have not lasted do not count
		this.time.advance(Duration.ofSeconds(29));
		this.broker.closeConnections();
		expectDelaysSpreadOver(Duration.ofSeconds(30));
		attemptAll(30);
		awaitAllOpen();
		this.time.advance(Duration.ofSeconds(30));
		this.broker.closeConnections();
		expectDelaysSpreadOver(Duration.ofSeconds(1));
	}

	private void connectAll() {
		for (int i = 0; i < CLIENTS; i++) {
			// nobody listens at the first address
			DefaultJoltClient client = JoltClientFactory.create(BuilderOptions.of(JoltClientBuilder.create()
				.name("storm-" + i)
				.addresses(List.of(new JoltAddress("first", this.broker.port()),
						new JoltAddress("second", this.broker.port())))
				.reconnectPolicy(ReconnectPolicy.DEFAULT)
				.pingInterval(Duration.ZERO)
				.connectTimeout(Duration.ofDays(1))
				.writeTimeout(Duration.ofDays(1))), environment(new Random(i)));
			this.clients.add(client);
			client.start();
		}
		awaitAllOpen();
		this.resolutions.clear();
	}

	private ClientEnvironment environment(Random random) {
		return new ClientEnvironment(this.time, (host) -> {
			this.resolutions.computeIfAbsent(host, (key) -> new AtomicInteger()).incrementAndGet();
			return List.of(InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) (host.equals("first") ? 2 : 1) }));
		}, SocketFactory.getDefault(), random, (executor) -> (task, delayNanos) -> {
			if (delayNanos > ReconnectPolicy.DEFAULT.maxDelay().toNanos()) {
				// what watches over writes and calls, whose time does not come
				return () -> {
				};
			}
			Attempt attempt = new Attempt(task, Duration.ofNanos(delayNanos));
			this.attempts.add(attempt);
			return () -> this.attempts.remove(attempt);
		});
	}

	private void awaitAllOpen() {
		ClientTestSupport.soon()
			.until(() -> this.clients.stream().allMatch((client) -> client.state() == ConnectionState.OPEN));
	}

	// once each, as late as any of them
	private void attemptAll(int seconds) {
		List<Attempt> due = List.copyOf(this.attempts);
		this.attempts.removeAll(due);
		this.time.advance(Duration.ofSeconds(seconds));
		due.forEach((attempt) -> attempt.task().run());
	}

	private void expectDelaysSpreadOver(Duration bound) {
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.attempts).hasSize(CLIENTS));
		List<Duration> sorted = this.attempts.stream().map(Attempt::delay).sorted().toList();
		assertThat(sorted).last().satisfies((longest) -> assertThat(longest).isLessThanOrEqualTo(bound));
		double deviation = 0;
		for (int i = 0; i < CLIENTS; i++) {
			double part = (double) sorted.get(i).toNanos() / bound.toNanos();
			deviation = Math.max(deviation,
					Math.max(Math.abs(part - (double) i / CLIENTS), Math.abs(part - (i + 1.0) / CLIENTS)));
		}
		assertThat(deviation).as("deviation of %s from an even spread over %s", sorted, bound)
			.isLessThan(MAX_DEVIATION);
	}

	private void expectAllHaveResolvedBothAnew() {
		for (String host : List.of("first", "second")) {
			assertThat(this.resolutions.remove(host)).as(host).hasValue(CLIENTS);
		}
	}

	private record Attempt(Runnable task, Duration delay) {

	}

}
