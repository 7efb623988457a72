package io.jolt.client.internal.runtime;

import java.time.Duration;

import io.jolt.client.tcp.HeadersOnPlainBroker;
import io.jolt.client.tcp.JoltAddressProvider;
import io.jolt.client.tcp.JoltCredentialsProvider;
import io.jolt.client.tcp.JoltTlsProvider;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.PublishAcknowledgement;
import io.jolt.client.tcp.ReconnectPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How a client behaves: what its builder has collected.
 *
 * @param addressProvider says where the broker is
 * @param credentialsProvider says who the client is
 * @param tlsProvider says how connections are secured
 * @param allowPlaintextCredentials whether credentials may be sent in clear text to an
 * address off the loopback
 * @param connectTimeout how long a TCP connection may take
 * @param requestTimeout how long a request may take, waiting for room or for a connection
 * included
 * @param writeTimeout how long a write to the socket may take before the connection
 * counts as lost
 * @param pingInterval how often an idle connection is pinged; zero means never
 * @param maxOutstandingPings how many pings may be unanswered before the connection
 * counts as lost
 * @param reconnectPolicy how long to wait before the next attempt to connect
 * @param negotiation whether the client asks the broker what it can do
 * @param publishAcknowledgement whether an answer to a publish is expected
 * @param headersOnPlainBroker what becomes of headers on a broker that does not know them
 * @param escapeNonAscii whether all outside ASCII is written as a JSON escape, which
 * protects clients that decode each read by itself
 * @param maxLineBytes how long a line may be, in either direction, without its line end
 * @param outgoingBufferBytes how many bytes may wait to be written, those waiting for a
 * connection included
 * @param name what the client is called in thread names and logs
 * @param daemonThreads whether the client's threads let the JVM end
 * @param brokerName what the broker is called in logs, or {@code null}
 */
public record ClientOptions(JoltAddressProvider addressProvider, JoltCredentialsProvider credentialsProvider,
		JoltTlsProvider tlsProvider, boolean allowPlaintextCredentials, Duration connectTimeout,
		Duration requestTimeout, Duration writeTimeout, Duration pingInterval, int maxOutstandingPings,
		ReconnectPolicy reconnectPolicy, NegotiationMode negotiation, PublishAcknowledgement publishAcknowledgement,
		HeadersOnPlainBroker headersOnPlainBroker, boolean escapeNonAscii, int maxLineBytes, long outgoingBufferBytes,
		String name, boolean daemonThreads, @Nullable String brokerName) {
}
