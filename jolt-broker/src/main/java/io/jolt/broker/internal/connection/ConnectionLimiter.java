package io.jolt.broker.internal.connection;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

import io.jolt.broker.internal.security.PeerAddress;
import org.jspecify.annotations.Nullable;

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

	// takes a place. Returns why there was none, or null if there was; then it has to
	// be given back.
	synchronized @Nullable Refusal enter(InetAddress address) {
		if (this.connections >= this.maxConnections) {
			return Refusal.CONNECTIONS;
		}
		if (!address.isLoopbackAddress()) {
			InetAddress peer = PeerAddress.of(address);
			int present = this.byAddress.getOrDefault(peer, 0);
			if (present >= this.maxConnectionsPerAddress) {
				return Refusal.CONNECTIONS_PER_ADDRESS;
			}
			this.byAddress.put(peer, present + 1);
		}
		this.connections++;
		return null;
	}

	synchronized void leave(InetAddress address) {
		this.connections--;
		this.byAddress.computeIfPresent(PeerAddress.of(address), (key, present) -> (present > 1) ? present - 1 : null);
	}

	synchronized int connections() {
		return this.connections;
	}

}
