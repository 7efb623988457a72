package io.jolt.client.testing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

import javax.net.SocketFactory;

import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.spi.NanoClock;
import io.jolt.client.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still, and a scheduler on it whose tasks run when a test moves it.
 */
public final class ManualTime implements NanoClock, Scheduler {

	private final List<Task> tasks = new CopyOnWriteArrayList<>();

	// begins near the overflow, which times must survive
	private volatile long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

	@Override
	public long nanoTime() {
		return this.now;
	}

	@Override
	public Cancellable schedule(Runnable task, long delayNanos) {
		Task scheduled = new Task(this.now + delayNanos, task);
		this.tasks.add(scheduled);
		return () -> this.tasks.remove(scheduled);
	}

	/**
	 * Moves the clock, from one task to the next.
	 * @param duration how far
	 */
	public void advance(Duration duration) {
		long target = this.now + duration.toNanos();
		@Nullable Task next = nextUntil(target);
		while (next != null) {
			if (next.due() - this.now > 0) {
				this.now = next.due();
			}
			this.tasks.remove(next);
			next.task().run();
			next = nextUntil(target);
		}
		this.now = target;
	}

	private @Nullable Task nextUntil(long target) {
		return new ArrayList<>(this.tasks).stream()
			.filter((task) -> task.due() - target <= 0)
			.min(Comparator.comparingLong((task) -> task.due() - this.now))
			.orElse(null);
	}

	/**
	 * When the scheduled tasks are due.
	 * @return how long from now, the next first
	 */
	public List<Duration> scheduled() {
		return this.tasks.stream().map((task) -> Duration.ofNanos(task.due() - this.now)).sorted().toList();
	}

	/**
	 * An environment with this clock, the system's network, and a source of randomness.
	 * @param random the source
	 * @return the environment
	 */
	public ClientEnvironment environment(RandomGenerator random) {
		return new ClientEnvironment(this, (host) -> List.of(InetAddress.getAllByName(host)),
				SocketFactory.getDefault(), random, (executor) -> this);
	}

	private record Task(long due, Runnable task) {

	}

}
