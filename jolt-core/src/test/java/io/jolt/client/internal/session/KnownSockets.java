package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.net.SocketFactory;

/**
 * Makes sockets, and knows how many of them are connected and not closed: what a client
 * holds at a moment, whatever its peer has noticed by then.
 */
final class KnownSockets extends SocketFactory {

	// any thread
	private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

	long held() {
		this.sockets.removeIf(Socket::isClosed);
		return this.sockets.stream().filter(Socket::isConnected).count();
	}

	@Override
	public Socket createSocket() {
		Socket socket = new Socket();
		this.sockets.add(socket);
		return socket;
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
