package io.jolt.client.internal.session;

import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes sockets, and knows how many of them are connected and not closed: what a client
 * holds at a moment, whatever its peer has noticed by then.
 */
final class KnownSockets extends UnconnectedSockets {

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

}
