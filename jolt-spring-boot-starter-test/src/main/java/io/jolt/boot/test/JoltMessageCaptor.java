package io.jolt.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.jolt.client.JoltMessage;

/**
 * Everything that was published to the broker of a test, whoever published it and on
 * whichever topic, in the order in which the broker delivered it. It is subscribed before
 * any of the application's listeners starts, on a connection of its own, and is cleared
 * after each test method.
 * <p>
 * Safe for use by several threads. A message is here once the broker has delivered it,
 * which may be shortly before or after the application's own listeners have it:
 * {@link #await} waits, the other methods do not.
 */
public final class JoltMessageCaptor {

	private static final int MAX_SHOWN = 200;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	// guarded by lock
	private final List<JoltMessage> messages = new ArrayList<>();

	JoltMessageCaptor() {
	}

	/**
	 * Waits for messages on a topic. Those that came before count too.
	 * @param topic the topic, literally
	 * @param count how many messages to wait for
	 * @param timeout how long to wait
	 * @return the first messages on the topic, as many as were asked for
	 * @throws AssertionError if fewer came in time, or the thread is interrupted; the
	 * message lists what came
	 */
	public List<JoltMessage> await(String topic, int count, Duration timeout) {
		long remainingNanos = timeout.toNanos();
		this.lock.lock();
		try {
			List<JoltMessage> found = on(topic);
			while (found.size() < count) {
				if (remainingNanos <= 0) {
					throw new AssertionError(describe(topic, count, "within " + timeout, found));
				}
				remainingNanos = this.arrived.awaitNanos(remainingNanos);
				found = on(topic);
			}
			return List.copyOf(found.subList(0, count));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(describe(topic, count, "before the thread was interrupted", on(topic)), ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Every message so far.
	 * @return a copy, in the order of arrival
	 */
	public List<JoltMessage> messages() {
		this.lock.lock();
		try {
			return List.copyOf(this.messages);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The messages on a topic so far.
	 * @param topic the topic, literally
	 * @return a copy, in the order of arrival
	 */
	public List<JoltMessage> messages(String topic) {
		this.lock.lock();
		try {
			return List.copyOf(on(topic));
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forgets every message so far.
	 */
	public void clear() {
		this.lock.lock();
		try {
			this.messages.clear();
		}
		finally {
			this.lock.unlock();
		}
	}

	void add(JoltMessage message) {
		this.lock.lock();
		try {
			this.messages.add(message);
			this.arrived.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	// the caller holds the lock
	private List<JoltMessage> on(String topic) {
		return this.messages.stream().filter((message) -> message.topic().equals(topic)).toList();
	}

	private String describe(String topic, int count, String limit, List<JoltMessage> found) {
		StringBuilder text = new StringBuilder(
				"Expected %d message(s) on topic '%s' %s, but %d came".formatted(count, topic, limit, found.size()));
		found.forEach((message) -> text.append("%n  %s".formatted(abbreviate(message.data()))));
		Map<String, Long> others = this.messages.stream()
			.map(JoltMessage::topic)
			.filter((other) -> !other.equals(topic))
			.collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
		text.append("%nOn other topics: %s".formatted(others.isEmpty() ? "nothing" : others));
		return text.toString();
	}

	private static String abbreviate(String data) {
		return (data.length() <= MAX_SHOWN) ? data
				: data.substring(0, MAX_SHOWN) + "... (" + data.length() + " characters)";
	}

}
