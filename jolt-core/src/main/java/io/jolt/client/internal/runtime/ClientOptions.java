package io.jolt.client.internal.runtime;

import java.time.Duration;

import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.spi.exchange.ExchangeOptions;
import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.client.tcp.JoltTlsProvider;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;
import io.jolt.client.tcp.ReconnectPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How a client behaves: the settings from its builder.
 *
 * @param addressProvider says where the broker is
 * @param credentialsProvider says who the client is
 * @param tlsProvider says how connections are secured
 * @param allowPlaintextCredentials whether credentials may be sent in clear text to a
 * non-loopback address
 * @param connectTimeout how long opening a TCP connection may take
 * @param requestTimeout how long a request may take, including waiting for room or for a
 * connection
 * @param writeTimeout how long a write to the socket may take before the connection
 * counts as lost
 * @param pingInterval how often an idle connection is pinged; zero means never
 * @param maxOutstandingPings how many pings may be unanswered before the connection
 * counts as lost
 * @param reconnectPolicy how long to wait before the next attempt to connect
 * @param negotiation whether the client asks the broker what it can do
 * @param publishAcknowledgement whether an answer to a publish is expected
 * @param headersOnPlainBroker what happens to headers if the broker does not support them
 * @param compression which texts travel compressed, and how long those that arrive so may
 * be
 * @param exchanges the limits of requests and calls
 * @param escapeNonAscii whether non-ASCII characters are written as JSON escapes, which
 * protects clients that decode each read separately
 * @param maxLineBytes how long a line may be, in either direction, without its line end
 * @param outgoingBufferBytes how many bytes may wait to be written, including those
 * waiting for a connection
 * @param name the client's name in thread names and logs
 * @param daemonThreads whether the client's threads are daemons
 * @param observer whether the client only watches what others send, so that it is not
 * counted as a subscriber
 * @param brokerName the broker's name in logs, or {@code null}
 */
public record ClientOptions(JoltAddressProvider addressProvider, JoltCredentialsProvider credentialsProvider,
		JoltTlsProvider tlsProvider, boolean allowPlaintextCredentials, Duration connectTimeout,
		Duration requestTimeout, Duration writeTimeout, Duration pingInterval, int maxOutstandingPings,
		ReconnectPolicy reconnectPolicy, NegotiationMode negotiation, PublishAcknowledgement publishAcknowledgement,
		HeadersOnPlainBroker headersOnPlainBroker, PayloadCompression compression, ExchangeOptions exchanges,
		boolean escapeNonAscii, int maxLineBytes, long outgoingBufferBytes, String name, boolean daemonThreads,
		boolean observer, @Nullable String brokerName) {
}
