package io.jolt.broker.internal.connection;

import io.jolt.broker.JoltBrokerOptions;

/**
 * How much may wait to be sent to a connection.
 *
 * @param softBytes above it, for a while only
 * @param softNanos for how long
 * @param hardBytes never above it
 */
record OutboundLimits(long softBytes, long softNanos, long hardBytes) {

	static OutboundLimits of(JoltBrokerOptions options) {
		return new OutboundLimits(options.outboundSoftBytes(), options.outboundSoftDuration().toNanos(),
				options.outboundHardBytes());
	}

}
