package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;

/**
 * Makes sockets that are not yet connected, the only ones that the client asks for.
 */
abstract class UnconnectedSockets extends SocketFactory {

	@Override
	public abstract Socket createSocket();

	@Override
	public final Socket createSocket(String host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public final Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
		throw new UnsupportedOperationException();
	}

	@Override
	public final Socket createSocket(InetAddress host, int port) {
		throw new UnsupportedOperationException();
	}

	@Override
	public final Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
		throw new UnsupportedOperationException();
	}

}
