package io.jolt.boot.autoconfigure;

import io.jolt.broker.JoltBrokerBuilder;

import org.springframework.util.unit.DataSize;

/**
 * Applies the properties of the embedded broker to its builder.
 */
final class JoltBrokerBuilderConfigurer {

	private static final String PREFIX = "jolt.embedded.";

	private final JoltEmbeddedProperties properties;

	JoltBrokerBuilderConfigurer(JoltEmbeddedProperties properties) {
		this.properties = properties;
	}

	void configure(JoltBrokerBuilder builder) {
		check("port", () -> builder.port(this.properties.getPort()));
		check("max-line-size", () -> builder.maxLineBytes(DataSizes.toIntBytes(this.properties.getMaxLineSize())));
		check("tls-handshake-timeout", () -> builder.tlsHandshakeTimeout(this.properties.getTlsHandshakeTimeout()));
		check("drain-timeout", () -> builder.drainTimeout(this.properties.getDrainTimeout()));
		connections(builder);
		memory(builder);
		outbound(builder);
		authentication(builder);
		beforeAuthentication(builder);
	}

	private void connections(JoltBrokerBuilder builder) {
		check("max-connections", () -> builder.maxConnections(this.properties.getMaxConnections()));
		check("max-connections-per-address",
				() -> builder.maxConnectionsPerAddress(this.properties.getMaxConnectionsPerAddress()));
		check("max-subscriptions-per-connection",
				() -> builder.maxSubscriptionsPerConnection(this.properties.getMaxSubscriptionsPerConnection()));
		check("max-subscription-size-per-connection", () -> builder
			.maxSubscriptionBytesPerConnection(this.properties.getMaxSubscriptionSizePerConnection().toBytes()));
	}

	private void memory(JoltBrokerBuilder builder) {
		DataSize heap = this.properties.getMaxHeapSize();
		DataSize direct = this.properties.getMaxDirectSize();
		if (heap != null) {
			check("max-heap-size", () -> builder.maxHeapBytes(heap.toBytes()));
		}
		if (direct != null) {
			check("max-direct-size", () -> builder.maxDirectBytes(direct.toBytes()));
		}
	}

	private void outbound(JoltBrokerBuilder builder) {
		long soft = this.properties.getOutboundSoftSize().toBytes();
		long hard = this.properties.getOutboundHardSize().toBytes();
		check("outbound-soft-size", () -> builder.outboundSoftBytes(soft));
		check("outbound-soft-duration", () -> builder.outboundSoftDuration(this.properties.getOutboundSoftDuration()));
		check("outbound-hard-size", () -> builder.outboundHardBytes(hard));
		if (soft > hard) {
			throw new InvalidJoltPropertyException(PREFIX + "outbound-soft-size",
					"its " + soft + " bytes are more than the " + hard + " of '" + PREFIX + "outbound-hard-size'");
		}
	}

	private void authentication(JoltBrokerBuilder builder) {
		check("authentication-timeout",
				() -> builder.authenticationTimeout(this.properties.getAuthenticationTimeout()));
		check("authentication-failure-delay",
				() -> builder.authenticationFailureDelay(this.properties.getAuthenticationFailureDelay()));
		check("authentication-failures-per-minute",
				() -> builder.authenticationFailuresPerMinute(this.properties.getAuthenticationFailuresPerMinute()));
		check("throttle-delay", () -> builder.throttleDelay(this.properties.getThrottleDelay()));
	}

	private void beforeAuthentication(JoltBrokerBuilder builder) {
		check("unauthenticated-line-size", () -> builder
			.unauthenticatedLineBytes(DataSizes.toIntBytes(this.properties.getUnauthenticatedLineSize())));
		check("unauthenticated-total-size", () -> builder
			.unauthenticatedTotalBytes(DataSizes.toIntBytes(this.properties.getUnauthenticatedTotalSize())));
		check("unauthenticated-answer-size", () -> builder
			.unauthenticatedAnswerBytes(DataSizes.toIntBytes(this.properties.getUnauthenticatedAnswerSize())));
	}

	private static void check(String name, Runnable setting) {
		InvalidJoltPropertyException.check(PREFIX + name, setting);
	}

}
