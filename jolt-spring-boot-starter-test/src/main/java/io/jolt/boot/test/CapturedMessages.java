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
 * Messages in the order of their arrival. A test sees those that came since it began, a
 * test that runs alone those before it, too, as far as no test before it has seen them.
 * Safe for use by several threads: a thread that runs a test sees with its eyes, any
 * other with those of the oldest test that runs.
 */
final class CapturedMessages {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition arrived = this.lock.newCondition();

	// guarded by lock
	private final List<JoltMessage> messages = new ArrayList<>();

	// how many were forgotten, which is the number of the first that is still there;
	// guarded by lock
	private long forgotten;

	// by the thread that runs a test, the number of the first message that it sees;
	// guarded by lock
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
	 * The calling thread's test ends: what no other test sees is forgotten.
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
	 * From now on the calling thread's test sees only what is still to come; on any other
	 * thread, every test.
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
	 * Waits for messages, those that came before included.
	 * @param wanted tells them from others; called on the caller's thread, and without
	 * the lock
	 * @param count how many to wait for
	 * @param timeout how long to wait
	 * @return the first of them, as many as were asked for, or fewer if there are not
	 * more in time
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

	// what came from that number on; empty only if nothing comes in time
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
