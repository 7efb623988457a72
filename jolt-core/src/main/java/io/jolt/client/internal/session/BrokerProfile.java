package io.jolt.client.internal.session;

import java.net.InetSocketAddress;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.internal.protocol.BrokerHello;

/**
 * What the handshake found out.
 *
 * @param info what users get to know
 * @param remote where exactly the broker was reached
 * @param maxLineBytes the longest line it accepts
 */
record BrokerProfile(ConnectionInfo info, InetSocketAddress remote, int maxLineBytes) {

	boolean knowsPatterns() {
		return this.info.features().contains(ConnectionInfo.PATTERNS);
	}

	boolean knowsHeaders() {
		return this.info.features().contains(ConnectionInfo.HEADERS);
	}

	/**
	 * How long a line may be that has its data behind it.
	 * @return the limit, 0 where the broker does not know such lines
	 */
	int sizedLimit() {
		return this.info.features().contains(BrokerHello.SIZED_DATA) ? this.maxLineBytes : 0;
	}

	boolean acknowledgesPublishes() {
		return this.info.publishAcknowledged();
	}

}
