package io.jolt.client.internal.link;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.internal.protocol.BrokerHello;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake found out about the broker. Immutable.
 */
public final class BrokerProfile {

	private final ConnectionInfo info;

	private final JoltAddress address;

	private final InetSocketAddress remote;

	private final int maxLineBytes;

	// null unless it can be used
	private final @Nullable String inbox;

	private final boolean knowsHeaders;

	private final boolean knowsCount;

	private final int sizedLimit;

	/**
	 * Creates a profile.
	 * @param info what users are told
	 * @param address the broker's address
	 * @param remote the resolved address that was reached
	 * @param maxLineBytes the longest line it accepts
	 * @param inbox the inbox of the connection, or {@code null} if it has none
	 */
	BrokerProfile(ConnectionInfo info, JoltAddress address, InetSocketAddress remote, int maxLineBytes,
			@Nullable String inbox) {
		this.info = info;
		this.address = address;
		this.remote = remote;
		this.maxLineBytes = maxLineBytes;
		// read for every publish
		this.knowsHeaders = info.features().contains(ConnectionInfo.HEADERS);
		this.knowsCount = info.features().contains(ConnectionInfo.COUNT);
		this.inbox = info.features().contains(ConnectionInfo.INBOX) ? inbox : null;
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
	 * Whether the broker grants groups.
	 * @return {@code true} if it says so
	 */
	public boolean knowsGroups() {
		return this.info.features().contains(ConnectionInfo.GROUPS);
	}

	/**
	 * Whether the broker counts the subscribers that a message reaches.
	 * @return {@code true} if it says so
	 */
	public boolean knowsCount() {
		return this.knowsCount;
	}

	/**
	 * The connection's inbox.
	 * @return its topic, or {@code null} if requests are not possible
	 */
	public @Nullable String inbox() {
		return (this.knowsHeaders && this.knowsCount) ? this.inbox : null;
	}

	/**
	 * Which features the broker lacks for requests.
	 * @return their names, separated by commas; empty if it has an inbox
	 */
	public String missingForRequests() {
		List<String> missing = new ArrayList<>();
		if (!this.knowsHeaders) {
			missing.add(ConnectionInfo.HEADERS);
		}
		if (!this.knowsCount) {
			missing.add(ConnectionInfo.COUNT);
		}
		if (this.inbox == null) {
			missing.add(ConnectionInfo.INBOX);
		}
		return String.join(", ", missing);
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
