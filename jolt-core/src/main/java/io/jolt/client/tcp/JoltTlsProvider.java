package io.jolt.client.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Says how connections are secured. It is called before every connection, on a client
 * thread, so renewed certificates take effect with the next one. An exception counts as a
 * failed attempt.
 */
@FunctionalInterface
public interface JoltTlsProvider {

	/**
	 * Returns the TLS settings for the next connection.
	 * @return the settings, or {@code null} for plain TCP
	 */
	@Nullable JoltTls tls();

}
