package io.jolt.benchmarks.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.benchmarks.relay.RelayServer;
import org.jspecify.annotations.Nullable;

/**
 * The same bytes over bare sockets: what is left when a client does next to nothing.
 */
final class RelayTransport implements Transport {

	private static final int BUFFER_BYTES = 64 * 1024;

	private final Resources resources = new Resources();

	private final Traffic traffic;

	private final int port;

	private final List<byte[]> messages;

	RelayTransport(Traffic traffic, int port) {
		this.traffic = traffic;
		this.port = port;
		this.messages = traffic.bytes();
	}

	@Override
	public void subscribe(Arrivals arrivals) throws Exception {
		SocketChannel channel = connect(RelayServer.SUBSCRIBER);
		Thread reader = new Thread(() -> read(channel, arrivals), "relay-subscriber");
		reader.setDaemon(true);
		reader.start();
	}

	private void read(SocketChannel channel, Arrivals arrivals) {
		int size = this.traffic.payload().bytes();
		byte[] bytes = new byte[BUFFER_BYTES];
		ByteBuffer direct = ByteBuffer.allocateDirect(BUFFER_BYTES);
		int available = 0;
		try {
			while (channel.read(direct.limit(BUFFER_BYTES - available)) >= 0) {
				direct.flip();
				int read = direct.remaining();
				direct.get(bytes, available, read).clear();
				available += read;
				int at = 0;
				while (available - at >= size) {
					arrivals.arrived(0, this.traffic.payload().numberIn(bytes, at));
					at += size;
				}
				available -= at;
				System.arraycopy(bytes, at, bytes, 0, available);
			}
		}
		catch (IOException ex) {
			// the transport was closed, or else messages are missed
		}
	}

	@Override
	public Sender openSender() throws Exception {
		return new BufferingSender(connect(RelayServer.PUBLISHER));
	}

	private SocketChannel connect(byte role) throws IOException {
		SocketChannel channel = this.resources
			.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port)));
		channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		ByteBuffer greeting = ByteBuffer.wrap(new byte[] { role });
		channel.write(greeting);
		greeting.clear();
		if (channel.read(greeting) != 1) {
			throw new IOException("The relay closed the connection");
		}
		return channel;
	}

	@Override
	public void close() {
		this.resources.close();
	}

	private final class BufferingSender implements Sender {

		private final SocketChannel channel;

		private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

		BufferingSender(SocketChannel channel) {
			this.channel = channel;
		}

		@Override
		public @Nullable CompletableFuture<?> send(int topic, int number) throws IOException {
			byte[] message = RelayTransport.this.messages.get(number);
			if (this.buffer.remaining() < message.length) {
				flush();
			}
			this.buffer.put(message);
			return null;
		}

		@Override
		public void flush() throws IOException {
			this.buffer.flip();
			while (this.buffer.hasRemaining()) {
				this.channel.write(this.buffer);
			}
			this.buffer.clear();
		}

	}

}
