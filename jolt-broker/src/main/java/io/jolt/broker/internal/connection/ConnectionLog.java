package io.jolt.broker.internal.connection;

import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what becomes of connections that misbehave: a few lines in a while, so that nobody
 * outside can fill the log. Safe for use by several threads.
 */
final class ConnectionLog {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker.connections");

	private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final int LINES_PER_WINDOW = 10;

	private final LongSupplier nanoTime;

	// guarded by this
	private long windowStartNanos;

	// guarded by this
	private int lines;

	// guarded by this
	private int suppressed;

	ConnectionLog(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
		this.windowStartNanos = nanoTime.getAsLong();
	}

	/**
	 * Warns of a connection that was closed.
	 * @param peer the other end
	 * @param reason a sentence of ours; text from the wire in it has to be escaped
	 */
	void closed(@Nullable SocketAddress peer, String reason) {
		int before = admit();
		if (before > 0) {
			logger.warn("{} more warnings about connections were not logged", before);
		}
		if (before >= 0) {
			logger.warn("Closed the connection of {}: {}", peer, reason);
		}
	}

	// how many lines were left out before this one, or -1 where it is to be left out too
	private synchronized int admit() {
		long now = this.nanoTime.getAsLong();
		int before = 0;
		if (now - this.windowStartNanos >= WINDOW_NANOS) {
			before = this.suppressed;
			this.windowStartNanos = now;
			this.lines = 0;
			this.suppressed = 0;
		}
		if (this.lines == LINES_PER_WINDOW) {
			this.suppressed++;
			return -1;
		}
		this.lines++;
		return before;
	}

}
