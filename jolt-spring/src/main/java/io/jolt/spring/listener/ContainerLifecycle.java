package io.jolt.spring.listener;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * A container's life cycle, including pauses: <pre>
 * STOPPED --start--> RUNNING --stop--> STOPPING --drained or out of time--> STOPPED
 * </pre> Every transition is made under the lock.
 */
final class ContainerLifecycle {

	// the class that the container's users know
	private static final Logger log = LoggerFactory.getLogger(DefaultJoltMessageListenerContainer.class);

	private enum Phase {

		STOPPED, RUNNING, STOPPING

	}

	private final String listenerId;

	private final ContainerProperties properties;

	private final ReentrantLock lock = new ReentrantLock();

	// the rest is written under the lock
	private volatile Phase phase = Phase.STOPPED;

	// the current or last run, null before the first
	private volatile @Nullable ListenerRun run;

	// whether messages wait in this run, or from the beginning of the next
	private volatile boolean paused;

	// completes when the current or last stop is complete
	private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

	// of all runs before the current or last one; also read under the lock
	private long droppedBefore;

	/**
	 * Creates a life cycle that is stopped.
	 * @param listenerId the listener's id
	 * @param properties know how long the listener may take to finish when it is stopped
	 */
	ContainerLifecycle(String listenerId, ContainerProperties properties) {
		this.listenerId = listenerId;
		this.properties = properties;
	}

	/**
	 * Starts, unless it is running. Blocks while it is stopping.
	 * @param runs begins the run
	 */
	void start(Runs runs) {
		while (!tryStart(runs)) {
			awaitStopped();
		}
	}

	private boolean tryStart(Runs runs) {
		this.lock.lock();
		try {
			if (this.phase == Phase.STOPPED) {
				ListenerRun next = runs.begin(this.paused);
				this.droppedBefore = droppedMessages();
				this.run = next;
				this.phase = Phase.RUNNING;
			}
			return this.phase == Phase.RUNNING;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitStopped() {
		Assert.state(!isOnWorker(),
				() -> "Listener '" + this.listenerId + "' cannot be started again by itself while it is stopping");
		CompletableFuture<Void> future;
		this.lock.lock();
		try {
			future = this.stopped;
		}
		finally {
			this.lock.unlock();
		}
		future.join();
	}

	/**
	 * Begins to stop, unless it is already stopping or stopped.
	 * @param classLoader the context class loader of the thread that stops it
	 * @return a future that completes when it is stopped or, if this or another listener
	 * calls this, as soon as only threads run the listener that have called this, because
	 * a thread cannot wait for itself, nor two for each other
	 */
	CompletableFuture<Void> stop(@Nullable ClassLoader classLoader) {
		CompletableFuture<Void> stopping = begin(classLoader);
		ListenerRun current = this.run;
		if (current == null || !ContainerThreads.isListening()) {
			return stopping;
		}
		return CompletableFuture.anyOf(stopping, current.awaitOthers()).thenApply((first) -> null);
	}

	private CompletableFuture<Void> begin(@Nullable ClassLoader classLoader) {
		this.lock.lock();
		try {
			ListenerRun current = this.run;
			if (this.phase == Phase.RUNNING && current != null) {
				this.phase = Phase.STOPPING;
				this.stopped = new CompletableFuture<>();
				stopLater(current, this.paused ? drop(current) : current.drain(), classLoader);
				this.paused = false;
			}
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	private CompletableFuture<Void> drop(ListenerRun current) {
		int queued = current.queuedMessages();
		CompletableFuture<Void> dropped = current.drop();
		if (queued > 0) {
			log.warn("Listener '{}' was stopped while it was paused; {} queued messages are dropped", this.listenerId,
					queued);
		}
		return dropped;
	}

	// on a thread of its own: not one of the listener's or the client's, nor of the
	// common pool, which others may block and which has a single thread on two processors
	private void stopLater(ListenerRun current, CompletableFuture<Void> drained, @Nullable ClassLoader classLoader) {
		Thread stopper = CleanThread.create(() -> endStop(current, awaitDrained(drained)),
				"jolt-stop-" + this.listenerId, classLoader);
		stopper.setDaemon(true);
		try {
			stopper.start();
		}
		catch (Error ex) {
			// no thread can be created, and nothing must wait for this forever
			endStop(current, false);
		}
	}

	private boolean awaitDrained(CompletableFuture<Void> drained) {
		try {
			drained.get(TimeUnit.NANOSECONDS.convert(this.properties.getShutdownTimeout()), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void endStop(ListenerRun current, boolean drained) {
		int queued = current.queuedMessages();
		current.end();
		// not while holding the lock: it may have to wait for room
		int calls = current.endCalls();
		CompletableFuture<Void> future;
		this.lock.lock();
		try {
			if (!drained) {
				log.warn(
						"Listener '{}' did not finish within {} {}; {} queued messages are dropped, {} calls were ended",
						this.listenerId, this.properties.getShutdownTimeout(), howEnded(current, calls), queued, calls);
			}
			this.phase = Phase.STOPPED;
			future = this.stopped;
		}
		finally {
			this.lock.unlock();
		}
		future.complete(null);
	}

	private static String howEnded(ListenerRun current, int calls) {
		if (current.interrupt()) {
			return "and was interrupted";
		}
		return (calls > 0) ? "because of calls" : "after it stopped itself";
	}

	void pause() {
		this.lock.lock();
		try {
			if (this.phase != Phase.STOPPING) {
				this.paused = true;
				applyPause();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	// the lock is held
	private void applyPause() {
		ListenerRun current = this.run;
		if (this.paused && this.phase == Phase.RUNNING && current != null) {
			current.pause();
		}
	}

	void resume() {
		ListenerRun current;
		this.lock.lock();
		try {
			this.paused = false;
			current = this.run;
		}
		finally {
			this.lock.unlock();
		}
		if (current != null) {
			// not while holding the lock: an executor may run the listener on this very
			// thread
			current.resume();
			this.lock.lock();
			try {
				// it may have been paused again meanwhile
				applyPause();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	boolean isPaused() {
		return this.paused;
	}

	boolean isRunning() {
		return this.phase != Phase.STOPPED;
	}

	boolean isOnWorker() {
		ListenerRun current = this.run;
		return current != null && current.isOnWorker();
	}

	/**
	 * The current or last run.
	 * @return the run, or {@code null} before the first
	 */
	@Nullable ListenerRun run() {
		return this.run;
	}

	ContainerState state() {
		ListenerRun current = this.run;
		return switch (this.phase) {
			case STOPPED -> ContainerState.STOPPED;
			case RUNNING -> (current != null) ? current.state(this.paused) : ContainerState.STOPPED;
			case STOPPING -> ContainerState.STOPPING;
		};
	}

	/**
	 * The reason why the current run receives nothing.
	 * @return the cause, or {@code null} if it receives messages or is not running
	 */
	@Nullable JoltException failure() {
		ListenerRun current = this.run;
		return (this.phase == Phase.RUNNING && current != null) ? current.failure() : null;
	}

	long droppedMessages() {
		this.lock.lock();
		try {
			return this.droppedBefore + ((this.run != null) ? this.run.droppedMessages() : 0);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Creates runs.
	 */
	@FunctionalInterface
	interface Runs {

		/**
		 * Begins a run.
		 * @param paused whether it begins paused
		 * @return the run
		 */
		ListenerRun begin(boolean paused);

	}

}
