package io.jolt.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends back what it is sent, and tells how each connection ended.
 */
final class EchoServer implements AutoCloseable {

	private final ServerSocket server;

	private final Thread acceptor;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();

	EchoServer() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.acceptor = start(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * How connections ended: {@code end} or {@code reset}, after the number of bytes.
	 * @return one entry for each ended connection
	 */
	BlockingQueue<String> endings() {
		return this.endings;
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		awaitAcceptor();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	// it may still accept one that comes at this moment
	private void awaitAcceptor() {
		try {
			this.acceptor.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				start(() -> echo(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void echo(Socket socket) {
		int bytes = 0;
		try (socket) {
			byte[] chunk = new byte[1024];
			int length;
			while ((length = socket.getInputStream().read(chunk)) != -1) {
				bytes += length;
				socket.getOutputStream().write(chunk, 0, length);
			}
			this.endings.add("end after " + bytes);
		}
		catch (IOException ex) {
			this.endings.add("reset after " + bytes);
		}
	}

	private static Thread start(Runnable task) {
		Thread thread = new Thread(task, "echo-server");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
