package io.jolt.broker.internal.connection;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts connections, all and those of each address, so that neither becomes too many.
 * Safe for use by several threads.
 */
final class ConnectionLimiter {

	private final int maxConnections;

	private final int maxConnectionsPerAddress;

	// guarded by this
	private int connections;

	// guarded by this; without the loopback, which is not limited
	private final Map<InetAddress, Integer> byAddress = new HashMap<>();

	ConnectionLimiter(int maxConnections, int maxConnectionsPerAddress) {
		this.maxConnections = maxConnections;
		this.maxConnectionsPerAddress = maxConnectionsPerAddress;
	}

	// takes a place. Returns whether there was one; then it has to be given back.
	synchronized boolean enter(InetAddress address) {
		if (this.connections >= this.maxConnections) {
			return false;
		}
		if (!address.isLoopbackAddress()) {
			int present = this.byAddress.getOrDefault(address, 0);
			if (present >= this.maxConnectionsPerAddress) {
				return false;
			}
			this.byAddress.put(address, present + 1);
		}
		this.connections++;
		return true;
	}

	synchronized void leave(InetAddress address) {
		this.connections--;
		this.byAddress.computeIfPresent(address, (key, present) -> (present > 1) ? present - 1 : null);
	}

	synchronized int connections() {
		return this.connections;
	}

}
