package io.jolt.client.internal.link;

import java.net.InetSocketAddress;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.tcp.JoltAddress;

/**
 * What the handshake found out. Immutable.
 */
public final class BrokerProfile {

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

	/**
	 * What users are told.
	 * @return the information
	 */
	public ConnectionInfo info() {
		return this.info;
	}

	/**
	 * Where the broker is, as it was configured.
	 * @return the address
	 */
	public JoltAddress address() {
		return this.address;
	}

	/**
	 * Where the broker is, resolved.
	 * @return the address
	 */
	public InetSocketAddress remote() {
		return this.remote;
	}

	/**
	 * The longest line that the broker accepts.
	 * @return bytes without the line's end
	 */
	public int maxLineBytes() {
		return this.maxLineBytes;
	}

	/**
	 * Whether the broker grants patterns.
	 * @return {@code true} if it says so
	 */
	public boolean knowsPatterns() {
		return this.info.features().contains(ConnectionInfo.PATTERNS);
	}

	/**
	 * Whether the broker passes headers on.
	 * @return {@code true} if it says so
	 */
	public boolean knowsHeaders() {
		return this.knowsHeaders;
	}

	/**
	 * How long a line may be that has its data behind it.
	 * @return the limit, 0 where the broker does not know such lines
	 */
	public int sizedLimit() {
		return this.sizedLimit;
	}

	/**
	 * Whether the broker answers publishes.
	 * @return {@code true} if it does
	 */
	public boolean acknowledgesPublishes() {
		return this.info.publishAcknowledged();
	}

}
