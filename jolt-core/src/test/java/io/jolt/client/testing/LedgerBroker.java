package io.jolt.client.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * A broker that keeps, for each connection, what it has granted, and that can be
 * restarted where it was. It numbers the connections that say hello, and says the number
 * in its answer. Topics that begin with {@code no} it refuses.
 */
public final class LedgerBroker implements AutoCloseable {

	private static final String NAME = "ledger/";

	private final Personality personality = Personality.plain()
		.on("hello", this::hello)
		.on("sub", this::subscribe)
		.on("unsub", this::unsubscribe)
		.on("pub", this::publish);

	// what was granted, of every connection that ever asked
	private final Map<ScriptedConnection, Set<String>> granted = new ConcurrentHashMap<>();

	// the numbers of those that have said hello, or have found out without it
	private final Map<ScriptedConnection, Integer> numbers = new ConcurrentHashMap<>();

	private final AtomicInteger lastNumber = new AtomicInteger();

	private final Random random;

	// how long a subscription's answer takes at most; any thread
	private volatile int maxDelayNanos;

	// guarded by this
	private ScriptedBroker broker = ScriptedBroker.start(this.personality);

	private final PortReservation reservation = PortReservation.of(this.broker.port());

	/**
	 * Starts a broker.
	 * @param random decides how long answers take
	 */
	public LedgerBroker(Random random) {
		this.random = random;
	}

	public synchronized JoltAddress address() {
		return this.broker.address();
	}

	/**
	 * Lets answers to subscriptions take their time.
	 * @param nanos how long at most
	 */
	public void delay(int nanos) {
		this.maxDelayNanos = nanos;
	}

	/**
	 * Closes all connections.
	 */
	public synchronized void cut() {
		this.broker.closeConnections();
	}

	/**
	 * Stops, and starts again on the same port.
	 */
	public synchronized void restart() {
		int port = this.broker.port();
		this.broker.close();
		this.broker = ScriptedBroker.start(this.personality, port);
	}

	/**
	 * The number of the newest connection that has said hello.
	 * @return the number, from 1
	 */
	public int lastNumber() {
		return this.lastNumber.get();
	}

	/**
	 * The number that an answer to hello tells.
	 * @param name what the broker says of itself, {@code null} where it was not asked
	 * @return the connection's number, or 0
	 */
	public static int number(@Nullable String name) {
		return (name != null) ? Integer.parseInt(name.substring(NAME.length())) : 0;
	}

	/**
	 * What is granted on connections that are open: first those that have said hello,
	 * then the others, by what they have.
	 * @return the topics of each
	 */
	public List<String> granted() {
		List<String> mains = new ArrayList<>();
		List<String> others = new ArrayList<>();
		for (ScriptedConnection connection : currentConnections()) {
			if (connection.isOpen()) {
				// not copied into a TreeSet, which cannot bear that a set shrinks
				// meanwhile
				String topics = this.granted.getOrDefault(connection, Set.of()).toString();
				(this.numbers.containsKey(connection) ? mains : others).add(topics);
			}
		}
		mains.sort(Comparator.naturalOrder());
		others.sort(Comparator.naturalOrder());
		mains.addAll(others);
		return mains;
	}

	private synchronized List<ScriptedConnection> currentConnections() {
		return this.broker.connections();
	}

	private void hello(ScriptedConnection connection, ScriptedRequest request) {
		int number = this.lastNumber.incrementAndGet();
		this.numbers.put(connection, number);
		connection.send("{\"ok\":true,\"broker\":\"" + NAME + number
				+ "\",\"version\":1,\"features\":[\"publish-ack\",\"patterns\"],\"max_line\":1048576}");
	}

	private void subscribe(ScriptedConnection connection, ScriptedRequest request) {
		int bound = this.maxDelayNanos;
		if (bound > 0) {
			LockSupport.parkNanos(this.random.nextInt(bound));
		}
		if (request.topic().isEmpty() || request.topic().startsWith("no")) {
			connection.send("{\"ok\":false,\"error\":\"not_authorized\"}");
			return;
		}
		this.granted.computeIfAbsent(connection, (key) -> new ConcurrentSkipListSet<>()).add(request.topic());
		connection.send("{\"ok\":true}");
	}

	private void unsubscribe(ScriptedConnection connection, ScriptedRequest request) {
		this.granted.getOrDefault(connection, new TreeSet<>()).remove(request.topic());
		connection.send("{\"ok\":true}");
	}

	private void publish(ScriptedConnection connection, ScriptedRequest request) {
		if (request.topic().equals("_jolt.probe")) {
			this.numbers.put(connection, this.lastNumber.incrementAndGet());
		}
		connection.send("{\"ok\":true}");
	}

	@Override
	public synchronized void close() {
		this.broker.close();
		this.reservation.close();
	}

}
