package io.jolt.client.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Resolves host names.
 */
@FunctionalInterface
public interface Dns {

	/**
	 * Resolves a name, uncached.
	 * @param host the host name or IP address
	 * @return at least one address
	 * @throws UnknownHostException if there is none
	 */
	List<InetAddress> resolve(String host) throws UnknownHostException;

}
