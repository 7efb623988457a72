package io.jolt.broker.internal.connection;

import java.net.SocketAddress;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to misbehaving connections: a few lines per period. Safe for use by
 * several threads.
 */
final class ConnectionLog {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker.connections");

	private static final int LINES_PER_WINDOW = 10;

	private final LogLimit limit;

	ConnectionLog(LongSupplier nanoTime) {
		this.limit = new LogLimit(LINES_PER_WINDOW, nanoTime);
	}

	/**
	 * Warns of a connection that was closed.
	 * @param peer the other end
	 * @param reason a sentence of ours; text from the wire in it has to be escaped
	 */
	void closed(@Nullable SocketAddress peer, String reason) {
		if (admit()) {
			logger.warn("Closed the connection of {}: {}", peer, reason);
		}
	}

	/**
	 * Logs an unexpected failure, with all details.
	 * @param peer the other end
	 * @param cause what was thrown
	 */
	void failed(@Nullable SocketAddress peer, Throwable cause) {
		if (admit()) {
			logger.error("Closed the connection of {} after an unexpected failure", peer, cause);
		}
	}

	private boolean admit() {
		int before = this.limit.admit();
		if (before > 0) {
			logger.warn("{} more warnings about connections were not logged", before);
		}
		return before >= 0;
	}

}
