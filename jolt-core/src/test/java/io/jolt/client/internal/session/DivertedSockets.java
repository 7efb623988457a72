package io.jolt.client.internal.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

import javax.net.SocketFactory;

/**
 * Makes sockets that connect to the loopback, wherever they are told to.
 */
final class DivertedSockets extends SocketFactory {

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

	@Override
	public Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
		throw new UnsupportedOperationException();
	}

}
