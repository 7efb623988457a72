package io.jolt.benchmarks.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes what its publisher sends on to all subscribers, and looks at none of it. A
 * connection's first byte says which it is, and is answered with itself.
 */
public final class RelayServer {

	/**
	 * The first byte of a subscriber.
	 */
	public static final byte SUBSCRIBER = 'S';

	/**
	 * The first byte of a publisher.
	 */
	public static final byte PUBLISHER = 'P';

	private static final int BUFFER_BYTES = 64 * 1024;

	private final List<SocketChannel> subscribers = new CopyOnWriteArrayList<>();

	private RelayServer() {
	}

	/**
	 * Runs until it is killed.
	 * @param args the port
	 * @throws IOException if it cannot listen there
	 */
	public static void main(String[] args) throws IOException {
		try (ServerSocketChannel server = ServerSocketChannel.open()) {
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])));
			RelayServer relay = new RelayServer();
			while (true) {
				SocketChannel channel = server.accept();
				new Thread(() -> relay.serve(channel), "relay-connection").start();
			}
		}
	}

	private void serve(SocketChannel channel) {
		ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
		buffer.limit(1);
		try {
			channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			if (channel.read(buffer) != 1) {
				channel.close();
				return;
			}
			buffer.flip();
			boolean subscriber = buffer.get(0) == SUBSCRIBER;
			if (subscriber) {
				this.subscribers.add(channel);
			}
			channel.write(buffer);
			if (!subscriber) {
				pass(channel, buffer);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void pass(SocketChannel publisher, ByteBuffer buffer) throws IOException {
		try (publisher) {
			buffer.clear();
			while (publisher.read(buffer) >= 0) {
				buffer.flip();
				for (SocketChannel subscriber : this.subscribers) {
					ByteBuffer copy = buffer.duplicate();
					while (copy.hasRemaining()) {
						subscriber.write(copy);
					}
				}
				buffer.clear();
			}
		}
	}

}
