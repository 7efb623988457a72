package io.jolt.client.tcp;

import java.util.List;

/**
 * Says where the broker is. It is called before every attempt to connect, on a client
 * thread, and its addresses are tried in order. An exception counts as a failed attempt.
 */
@FunctionalInterface
public interface JoltAddressProvider {

	/**
	 * Returns the addresses to try, in order.
	 * @return at least one address
	 */
	List<JoltAddress> addresses();

}
