package io.jolt.broker.internal.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The address by which clients are counted or slowed down: an IPv6 host can choose any
 * address of its /64 network.
 */
public final class PeerAddress {

	private static final int IPV6_BYTES = 16;

	private static final int NETWORK_BYTES = 8;

	private PeerAddress() {
	}

	/**
	 * The address to count by.
	 * @param address the address of the other end
	 * @return the address itself, or that of its network in IPv6
	 */
	public static InetAddress of(InetAddress address) {
		if (!(address instanceof Inet6Address) || address.isLoopbackAddress()) {
			return address;
		}
		try {
			// with its scope it would be another for every interface
			return InetAddress
				.getByAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), IPV6_BYTES));
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("An IPv6 address has 16 bytes", ex);
		}
	}

}
