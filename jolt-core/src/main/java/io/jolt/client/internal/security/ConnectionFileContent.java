package io.jolt.client.internal.security;

import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;

/**
 * What a connection file says.
 *
 * @param clientName the client's name
 * @param credentials user and password, or {@code null}
 * @param brokerName the broker's name
 * @param address where the broker is
 * @param tls how the connection is secured, or {@code null} for plain TCP
 */
public record ConnectionFileContent(String clientName, @Nullable JoltCredentials credentials, String brokerName,
		JoltAddress address, @Nullable JoltTls tls) {

}
