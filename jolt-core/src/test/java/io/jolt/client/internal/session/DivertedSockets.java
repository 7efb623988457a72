package io.jolt.client.internal.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * Makes sockets that connect to the loopback, wherever they are told to.
 */
final class DivertedSockets extends UnconnectedSockets {

	@Override
	public Socket createSocket() {
		return new Socket() {

			@Override
			public void connect(SocketAddress remote, int timeout) throws IOException {
				super.connect(
						new InetSocketAddress(InetAddress.getLoopbackAddress(), ((InetSocketAddress) remote).getPort()),
						timeout);
			}

		};
	}

}
