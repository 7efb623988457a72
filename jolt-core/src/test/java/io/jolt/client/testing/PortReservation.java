package io.jolt.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * Keeps a port of the loopback for a broker while it is down. The port comes from the
 * range that outgoing connections get theirs from, so one of these might take it
 * meanwhile: that of another process, or that of the client which tries to reach the
 * broker, and which would then be connected to itself. A connection to a reserved port is
 * refused, for nobody listens.
 */
final class PortReservation implements AutoCloseable {

	private final SocketChannel socket;

	private PortReservation(SocketChannel socket) {
		this.socket = socket;
	}

	/**
	 * Reserves a port that a {@link ScriptedBroker} listens on.
	 * @param port the port
	 * @return the reservation
	 */
	static PortReservation of(int port) {
		try {
			SocketChannel socket = SocketChannel.open();
			if (socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
				socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
				socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			}
			return new PortReservation(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
