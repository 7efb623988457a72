package io.jolt.client.tcp;

import java.util.List;

/**
 * Says where the broker is. It is asked anew before every attempt to connect, on the
 * client's own thread, and its addresses are tried in their order. An exception counts as
 * a failed attempt.
 */
@FunctionalInterface
public interface JoltAddressProvider {

	/**
	 * Returns the addresses to try, in order.
	 * @return at least one address
	 */
	List<JoltAddress> addresses();

}
