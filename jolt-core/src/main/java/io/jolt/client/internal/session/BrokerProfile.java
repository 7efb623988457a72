package io.jolt.client.internal.session;

import java.net.InetSocketAddress;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.tcp.JoltAddress;

/**
 * What the handshake found out. Immutable.
 */
final class BrokerProfile {

	private final ConnectionInfo info;

	private final JoltAddress address;

	private final InetSocketAddress remote;

	private final int maxLineBytes;

	private final boolean knowsHeaders;

	private final int sizedLimit;

	/**
	 * Creates a profile.
	 * @param info what users get to know
	 * @param address the broker's address
	 * @param remote where exactly the broker was reached
	 * @param maxLineBytes the longest line it accepts
	 */
	BrokerProfile(ConnectionInfo info, JoltAddress address, InetSocketAddress remote, int maxLineBytes) {
		this.info = info;
		this.address = address;
		this.remote = remote;
		this.maxLineBytes = maxLineBytes;
		// asked for at every publish
		this.knowsHeaders = info.features().contains(ConnectionInfo.HEADERS);
		this.sizedLimit = info.features().contains(BrokerHello.SIZED_DATA) ? maxLineBytes : 0;
	}

	ConnectionInfo info() {
		return this.info;
	}

	JoltAddress address() {
		return this.address;
	}

	InetSocketAddress remote() {
		return this.remote;
	}

	int maxLineBytes() {
		return this.maxLineBytes;
	}

	boolean knowsPatterns() {
		return this.info.features().contains(ConnectionInfo.PATTERNS);
	}

	boolean knowsHeaders() {
		return this.knowsHeaders;
	}

	/**
	 * How long a line may be that has its data behind it.
	 * @return the limit, 0 where the broker does not know such lines
	 */
	int sizedLimit() {
		return this.sizedLimit;
	}

	boolean acknowledgesPublishes() {
		return this.info.publishAcknowledged();
	}

}
