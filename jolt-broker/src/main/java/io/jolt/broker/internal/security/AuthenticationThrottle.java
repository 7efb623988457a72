package io.jolt.broker.internal.security;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down addresses that guess passwords. Safe for use by several threads.
 */
public final class AuthenticationThrottle {

	private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

	// the eldest are forgotten beyond it: an attacker has many addresses, we have bounded
	// memory
	private static final int MAX_ADDRESSES = 10_000;

	private final int failuresPerMinute;

	private final LongSupplier nanoTime;

	// guarded by this
	private final Map<InetAddress, Failures> failures = new LinkedHashMap<>() {

		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
			return size() > MAX_ADDRESSES;
		}

	};

	/**
	 * Makes a throttle.
	 * @param failuresPerMinute how many failures within a minute slow an address down
	 * @param nanoTime a clock as {@link System#nanoTime()}
	 */
	public AuthenticationThrottle(int failuresPerMinute, LongSupplier nanoTime) {
		this.failuresPerMinute = failuresPerMinute;
		this.nanoTime = nanoTime;
	}

	/**
	 * Whether an address is slowed down now: after that many failures within a minute,
	 * until a minute has passed without one.
	 * @param address the address
	 * @return whether its authentications are to be delayed
	 */
	public synchronized boolean isThrottled(InetAddress address) {
		InetAddress peer = PeerAddress.of(address);
		Failures found = this.failures.get(peer);
		if (found != null && this.nanoTime.getAsLong() - found.lastNanos() >= WINDOW_NANOS) {
			this.failures.remove(peer);
			return false;
		}
		return found != null && found.throttled;
	}

	/**
	 * Counts a failure.
	 * @param address where it came from
	 */
	public synchronized void failed(InetAddress address) {
		InetAddress peer = PeerAddress.of(address);
		long now = this.nanoTime.getAsLong();
		// taken out and put back, so that the eldest entry is the one quiet for longest
		Failures found = this.failures.remove(peer);
		if (found == null || now - found.lastNanos() >= WINDOW_NANOS) {
			found = new Failures();
		}
		found.add(now, this.failuresPerMinute);
		this.failures.put(peer, found);
	}

	synchronized int addresses() {
		return this.failures.size();
	}

	/**
	 * The failures of one address. Guarded by the throttle.
	 */
	private static final class Failures {

		// no more than the limit
		private final Deque<Long> timesNanos = new ArrayDeque<>();

		private boolean throttled;

		long lastNanos() {
			return this.timesNanos.getLast();
		}

		void add(long now, int limit) {
			this.timesNanos.addLast(now);
			if (this.timesNanos.size() > limit) {
				this.timesNanos.removeFirst();
			}
			if (this.timesNanos.size() >= limit && now - this.timesNanos.getFirst() < WINDOW_NANOS) {
				this.throttled = true;
			}
		}

	}

}
