package io.jolt.client.internal.session;

import java.net.InetSocketAddress;

import io.jolt.client.ConnectionInfo;

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

	boolean acknowledgesPublishes() {
		return this.info.publishAcknowledged();
	}

}
