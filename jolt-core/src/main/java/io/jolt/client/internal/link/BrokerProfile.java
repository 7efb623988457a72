package io.jolt.client.internal.link;

import java.net.InetSocketAddress;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.tcp.JoltAddress;

/**
 * What the handshake found out about the broker. Immutable.
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
	 * @param info what users are told
	 * @param address the broker's address
	 * @param remote the resolved address that was reached
	 * @param maxLineBytes the longest line it accepts
	 */
	BrokerProfile(ConnectionInfo info, JoltAddress address, InetSocketAddress remote, int maxLineBytes) {
		this.info = info;
		this.address = address;
		this.remote = remote;
		this.maxLineBytes = maxLineBytes;
		// read for every publish
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
	 * How long a line followed by its data may be.
	 * @return the limit, 0 if the broker does not support such lines
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
