package io.jolt.client.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.SocketFactory;

/**
 * Makes sockets that are bound to one port of the loopback: where nobody listens there, a
 * connection to this port reaches itself, as happens by chance with a port of the range
 * that the system takes ports from.
 */
public final class SelfReachingSockets extends SocketFactory {

	private final int port;

	// any thread
	private final List<Socket> made = new CopyOnWriteArrayList<>();

	/**
	 * Creates a factory.
	 * @param port the port that all sockets are bound to
	 */
	public SelfReachingSockets(int port) {
		this.port = port;
	}

	@Override
	public Socket createSocket() throws IOException {
		Socket socket = new Socket();
		socket.setReuseAddress(true);
		socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port));
		this.made.add(socket);
		return socket;
	}

	/**
	 * What was made.
	 * @return the sockets in their order
	 */
	public List<Socket> made() {
		return List.copyOf(this.made);
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
