package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.LedgerBroker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One client that several threads subscribe, unsubscribe, stop and start while its broker
 * goes and returns. A test lets it run in rounds and asks after each whether the dust has
 * settled as it should.
 */
final class SubscriptionRace implements AutoCloseable {

	private static final int THREADS = 3;

	private static final String REFUSED = "no";

	private final Random random;

	private final LedgerBroker broker;

	private final KnownSockets sockets = new KnownSockets();

	private final DefaultJoltClient client;

	// what its callers hold; guarded by itself
	private final List<JoltSubscription> held = new ArrayList<>();

	// those of them with a connection of their own; guarded by held
	private final Set<JoltSubscription> own = ConcurrentHashMap.newKeySet();

	private final Queue<CompletableFuture<?>> futures = new ConcurrentLinkedQueue<>();

	// what threw where nothing may; any thread
	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	// the wire at each opening, with the number of the main connection; any thread
	private final Queue<Opening> openings = new ConcurrentLinkedQueue<>();

	SubscriptionRace(long seed) {
		this.random = new Random(seed);
		this.broker = new LedgerBroker(new Random(seed));
		this.client = JoltClientFactory.create(
				BuilderOptions.of(JoltClientBuilder.create()
					.addresses(List.of(this.broker.address()))
					.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(4), 2))),
				environment());
		this.client.addConnectionListener(new ConnectionListener() {

			@Override
			public void onOpened(ConnectionInfo connection) {
				SubscriptionRace.this.openings.add(new Opening(LedgerBroker.number(connection.broker()),
						SubscriptionRace.this.broker.granted(), SubscriptionRace.this.sockets.held()));
			}

		});
	}

	private ClientEnvironment environment() {
		ClientEnvironment system = ClientEnvironment.system();
		return new ClientEnvironment(system.clock(), system.dns(), this.sockets, system.random(), system.scheduling());
	}

	/**
	 * Lets all threads loose, and waits until they are done.
	 * @param closing whether the client is closed meanwhile
	 */
	void round(boolean closing) {
		this.broker.delay(this.random.nextBoolean() ? 0 : 200_000);
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random own = new Random(this.random.nextLong());
			threads.add(new Thread(() -> act(own), "racer-" + i));
		}
		if (closing) {
			threads.add(new Thread(this.client::close, "closer"));
		}
		threads.forEach(Thread::start);
		threads.forEach(SubscriptionRace::join);
	}

	private void act(Random own) {
		try {
			for (int steps = 1 + own.nextInt(5); steps > 0; steps--) {
				actOnce(own);
				if (own.nextBoolean()) {
					LockSupport.parkNanos(own.nextInt(300_000));
				}
			}
		}
		catch (IllegalStateException ex) {
			if (this.client.state() != ConnectionState.CLOSED) {
				this.failures.add(ex);
			}
		}
		catch (Throwable ex) {
			this.failures.add(ex);
		}
	}

	private void actOnce(Random own) {
		switch (own.nextInt(16)) {
			case 0, 1, 2, 3, 4 -> subscribe(own, false);
			case 5 -> subscribe(own, true);
			case 6, 7, 8, 9, 10 -> end(own);
			case 11 -> this.broker.cut();
			case 12 -> {
				if (own.nextInt(4) == 0) {
					this.broker.restart();
				}
			}
			case 13 -> {
				if (own.nextInt(3) == 0) {
					this.client.stop();
				}
			}
			case 14 -> this.client.start();
			default -> this.futures.add(this.client.publish("p", "x"));
		}
	}

	private void subscribe(Random own, boolean ownConnection) {
		List<String> topics = IntStream.rangeClosed(0, own.nextInt(3))
			.mapToObj((i) -> (own.nextInt(12) == 0) ? REFUSED : "t" + own.nextInt(4))
			.distinct()
			.toList();
		JoltSubscription subscription = this.client.subscribe(SubscriptionOptions.forTopics(topics, List.of())
			.overflow(ownConnection ? OverflowPolicy.BLOCK : OverflowPolicy.DROP_NEWEST)
			.build(), (message) -> {
			});
		this.futures.add(subscription.ready());
		synchronized (this.held) {
			if (ownConnection) {
				this.own.add(subscription);
			}
			this.held.add(subscription);
		}
	}

	private void end(Random own) {
		JoltSubscription subscription;
		synchronized (this.held) {
			if (this.held.isEmpty()) {
				return;
			}
			subscription = this.held.remove(own.nextInt(this.held.size()));
		}
		switch (own.nextInt(3)) {
			case 0 -> subscription.close();
			case 1 -> this.futures.add(subscription.drain());
			default -> this.futures.add(subscription.unsubscribe());
		}
		assertThat(subscription.isActive()).isFalse();
	}

	/**
	 * Waits for the client to be open and checks that the wire has what is held, and
	 * nothing else.
	 */
	void settle() {
		// what failed in the round would be the cause of what is waited for in vain
		assertThat(this.failures).isEmpty();
		this.client.start();
		ClientTestSupport.soon().until(() -> this.client.state() == ConnectionState.OPEN);
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.futures).allMatch(CompletableFuture::isDone));
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.broker.granted()).isEqualTo(expected()));
		// what is still on its way would be answered before this
		this.client.ping().join();
		assertThat(withoutEmpty(this.broker.granted())).isEqualTo(withoutEmpty(expected()));
		assertThat(this.client.status().subscriptions()).isEqualTo(this.held.size());
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.sockets.held()).isEqualTo(expected().size()));
		assertThat(this.failures).isEmpty();
		this.futures.clear();
	}

	/**
	 * Cuts all connections while nobody does anything, and checks that the client says
	 * that it is open only when all is subscribed again.
	 */
	void cutAndCheckTheOpening() {
		int before = this.broker.lastNumber();
		this.broker.delay(2_000_000);
		this.broker.cut();
		ClientTestSupport.soon().until(() -> this.openings.stream().anyMatch((opening) -> opening.number() > before));
		assertThat(this.openings).filteredOn((opening) -> opening.number() > before)
			.first()
			.satisfies((opening) -> assertThat(withoutEmpty(opening.granted())).isEqualTo(withoutEmpty(expected())))
			.satisfies((opening) -> assertThat(opening.sockets()).as("connections that the client holds")
				.isEqualTo(expected().size()));
		this.openings.clear();
	}

	// the broker may not have noticed yet the end of a connection that the client has
	// given up, or may only now accept one; that the client has, its sockets show
	private static List<String> withoutEmpty(List<String> granted) {
		return granted.stream().filter((topics) -> !topics.equals("[]")).toList();
	}

	/**
	 * After the client was closed.
	 */
	void expectNothingLeft() {
		assertThat(this.client.state()).isEqualTo(ConnectionState.CLOSED);
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.broker.granted()).isEmpty());
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.futures).allMatch(CompletableFuture::isDone));
		assertThat(this.client.status().subscriptions()).isZero();
		assertThat(this.sockets.held()).isZero();
		assertThat(this.failures).isEmpty();
	}

	// those that were refused are held by nobody
	private List<String> expected() {
		synchronized (this.held) {
			this.held.removeIf((subscription) -> subscription.topics().contains(REFUSED) && !subscription.isActive());
			Set<String> shared = new TreeSet<>();
			this.held.stream().filter((one) -> !this.own.contains(one)).forEach((one) -> shared.addAll(one.topics()));
			Stream<String> others = this.held.stream()
				.filter(this.own::contains)
				.map((one) -> new TreeSet<>(one.topics()).toString())
				.sorted();
			return Stream.concat(Stream.of(shared.toString()), others).toList();
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.client.close();
		this.broker.close();
	}

	private record Opening(int number, List<String> granted, long sockets) {

	}

}
