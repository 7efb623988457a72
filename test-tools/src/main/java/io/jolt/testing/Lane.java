package io.jolt.testing;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a proxied connection, and what is wrong with it. Bytes are counted
 * from the connection's start. Safe for use by several threads.
 */
public final class Lane {

	private static final long UNLIMITED = Long.MAX_VALUE;

	private final Consumer<Ending> ender;

	// all fields below are guarded by this object's monitor

	private long credit = UNLIMITED;

	private boolean swallowing;

	private boolean closed;

	private long received;

	private long forwarded;

	private long endAfter = UNLIMITED;

	private Ending ending = Ending.CLOSE;

	private @Nullable Consumer<Integer> onReceived;

	private @Nullable ScheduledFuture<?> throttling;

	Lane(Consumer<Ending> ender) {
		this.ender = ender;
	}

	/**
	 * Lets everything through, what was held back included.
	 */
	public synchronized void pass() {
		setFault(UNLIMITED, false);
	}

	/**
	 * Holds everything back. The proxy soon stops reading, so that the sender's socket
	 * fills up.
	 */
	public synchronized void hold() {
		setFault(0, false);
	}

	/**
	 * Lets some of what is held back through.
	 * @param bytes how many bytes, on top of those that were allowed before
	 */
	public synchronized void allow(long bytes) {
		if (this.credit != UNLIMITED) {
			this.credit += bytes;
			notifyAll();
		}
	}

	/**
	 * Reads everything and passes nothing on, the end of the stream included.
	 */
	public synchronized void swallow() {
		setFault(UNLIMITED, true);
	}

	/**
	 * Passes on what arrives from now on a while later.
	 * @param delay how much later
	 * @param scheduler whose time it is
	 */
	public synchronized void delay(Duration delay, ScheduledExecutorService scheduler) {
		setFault(0, false);
		this.onReceived = (bytes) -> allowLater(bytes, delay, scheduler);
	}

	/**
	 * Passes on only so much.
	 * @param bytes how many bytes in each period
	 * @param period how long a period is
	 * @param scheduler whose time it is
	 */
	public synchronized void throttle(int bytes, Duration period, ScheduledExecutorService scheduler) {
		setFault(0, false);
		this.throttling = scheduler.scheduleAtFixedRate(() -> allow(bytes), 0, period.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * Ends the connection once so many bytes have been passed on in this direction since
	 * its start; at once if they have been already.
	 * @param bytes how many bytes
	 * @param ending how it ends
	 */
	public void endAfter(long bytes, Ending ending) {
		boolean reached;
		synchronized (this) {
			this.endAfter = bytes;
			this.ending = ending;
			reached = isEndReached();
		}
		if (reached) {
			this.ender.accept(ending);
		}
	}

	/**
	 * Ends this direction; the other one lives on.
	 */
	public void halfClose() {
		this.ender.accept(Ending.HALF_CLOSE);
	}

	/**
	 * How many bytes the proxy has read.
	 * @return the bytes since the connection's start
	 */
	public synchronized long received() {
		return this.received;
	}

	/**
	 * How many bytes the proxy has passed on.
	 * @return the bytes since the connection's start
	 */
	public synchronized long forwarded() {
		return this.forwarded;
	}

	void onReceived(int bytes) {
		Consumer<Integer> listener;
		synchronized (this) {
			this.received += bytes;
			listener = this.onReceived;
		}
		if (listener != null) {
			listener.accept(bytes);
		}
	}

	/**
	 * Waits until bytes may go through.
	 * @param wanted how many there are
	 * @return how many may go; 0 if all of them go nowhere
	 */
	synchronized int take(int wanted) throws InterruptedException {
		while (!this.closed && !this.swallowing && this.credit == 0) {
			wait();
		}
		if (this.closed || this.swallowing || isEndReached()) {
			return 0;
		}
		int taken = (int) Math.min(wanted, Math.min(this.credit, this.endAfter - this.forwarded));
		if (this.credit != UNLIMITED) {
			this.credit -= taken;
		}
		return taken;
	}

	/**
	 * Waits until the end of the stream may go through.
	 * @return whether it may
	 */
	synchronized boolean takeEnd() throws InterruptedException {
		while (!this.closed && !this.swallowing && this.credit == 0) {
			wait();
		}
		return !this.closed && !this.swallowing;
	}

	void onForwarded(int bytes) {
		Ending due;
		synchronized (this) {
			this.forwarded += bytes;
			due = isEndReached() ? this.ending : null;
		}
		if (due != null) {
			this.ender.accept(due);
		}
	}

	synchronized void close() {
		this.closed = true;
		stopThrottling();
		notifyAll();
	}

	private void allowLater(int bytes, Duration delay, ScheduledExecutorService scheduler) {
		ScheduledFuture<?> ignored = scheduler.schedule(() -> allow(bytes), delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	private boolean isEndReached() {
		return this.forwarded >= this.endAfter;
	}

	private void setFault(long credit, boolean swallowing) {
		stopThrottling();
		this.onReceived = null;
		this.credit = credit;
		this.swallowing = swallowing;
		notifyAll();
	}

	private void stopThrottling() {
		if (this.throttling != null) {
			this.throttling.cancel(false);
			this.throttling = null;
		}
	}

}
