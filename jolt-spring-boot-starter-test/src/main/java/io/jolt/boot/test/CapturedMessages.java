package io.jolt.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.jolt.client.JoltMessage;

/**
 * Messages in the order of their arrival. A test sees those that arrived since it began;
 * a test that runs alone also sees earlier ones that no previous test has seen. Safe for
 * use by several threads: a thread that runs a test sees what that test sees, any other
 * thread what the oldest running test sees.
 */
final class CapturedMessages {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	// guarded by lock
	private final List<JoltMessage> messages = new ArrayList<>();

	// the number of removed messages, which is the number of the first remaining one;
	// guarded by lock
	private long forgotten;

	// the number of the first visible message, by the thread that runs a test; guarded by
	// lock
	private final Map<Thread, Long> tests = new HashMap<>();

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

	/**
	 * A test begins on the calling thread.
	 */
	void beginTest() {
		this.lock.lock();
		try {
			this.tests.put(Thread.currentThread(), this.tests.isEmpty() ? this.forgotten : next());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The calling thread's test ends: messages that no other test sees are removed.
	 */
	void endTest() {
		this.lock.lock();
		try {
			this.tests.remove(Thread.currentThread());
			forgetUnseen();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * From now on the calling thread's test sees only new messages; if the thread runs no
	 * test, this applies to every test.
	 */
	void clear() {
		this.lock.lock();
		try {
			if (this.tests.computeIfPresent(Thread.currentThread(), (thread, first) -> next()) == null) {
				this.tests.replaceAll((thread, first) -> next());
			}
			forgetUnseen();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits for messages, including those that have already arrived.
	 * @param wanted accepts the wanted messages; called on the caller's thread, without
	 * the lock
	 * @param count how many to wait for
	 * @param timeout how long to wait
	 * @return the first of them, as many as requested, or fewer if the time is up
	 * @throws InterruptedException if the thread is interrupted while it waits
	 */
	List<JoltMessage> await(Predicate<JoltMessage> wanted, int count, Duration timeout) throws InterruptedException {
		List<JoltMessage> found = new ArrayList<>();
		long deadline = System.nanoTime() + timeout.toNanos();
		Batch batch = new Batch(List.of(), firstNumber());
		while (found.size() < count) {
			batch = awaitFrom(batch.next(), deadline - System.nanoTime());
			if (batch.messages().isEmpty()) {
				break;
			}
			batch.messages().stream().filter(wanted).limit(count - found.size()).forEach(found::add);
		}
		return found;
	}

	private long firstNumber() {
		this.lock.lock();
		try {
			return first();
		}
		finally {
			this.lock.unlock();
		}
	}

	// the messages from that number on; empty only if none arrives in time
	private Batch awaitFrom(long number, long timeoutNanos) throws InterruptedException {
		long remainingNanos = timeoutNanos;
		this.lock.lock();
		try {
			while (next() <= number && remainingNanos > 0) {
				remainingNanos = this.arrived.awaitNanos(remainingNanos);
			}
			int from = (int) (Math.max(number, this.forgotten) - this.forgotten);
			return new Batch(List.copyOf(this.messages.subList(from, this.messages.size())), next());
		}
		finally {
			this.lock.unlock();
		}
	}

	List<JoltMessage> visible() {
		this.lock.lock();
		try {
			return List.copyOf(this.messages.subList((int) (first() - this.forgotten), this.messages.size()));
		}
		finally {
			this.lock.unlock();
		}
	}

	// the caller of each of these holds the lock

	private long first() {
		Long own = this.tests.get(Thread.currentThread());
		return (own != null) ? own : oldest(this.forgotten);
	}

	private long oldest(long withoutTests) {
		return this.tests.isEmpty() ? withoutTests : Collections.min(this.tests.values());
	}

	private long next() {
		return this.forgotten + this.messages.size();
	}

	private void forgetUnseen() {
		long first = oldest(next());
		this.messages.subList(0, (int) (first - this.forgotten)).clear();
		this.forgotten = first;
	}

	private record Batch(List<JoltMessage> messages, long next) {

	}

}
