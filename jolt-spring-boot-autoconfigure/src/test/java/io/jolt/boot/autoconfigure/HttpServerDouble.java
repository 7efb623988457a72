package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers whatever it is told as a web server does.
 */
final class HttpServerDouble implements AutoCloseable {

	private static final byte[] ANSWER = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"
		.getBytes(StandardCharsets.US_ASCII);

	private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

	HttpServerDouble() throws IOException {
		Thread thread = new Thread(this::serve, "http-double");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.server.getLocalPort();
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				if (socket.getInputStream().read() >= 0) {
					socket.getOutputStream().write(ANSWER);
				}
			}
			catch (IOException ex) {
				// the client went, or the server was closed
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
