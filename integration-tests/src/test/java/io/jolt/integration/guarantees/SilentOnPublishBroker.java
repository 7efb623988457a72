package io.jolt.integration.guarantees;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * A plain broker that answers everything but publishes, and keeps a log of those. Safe
 * for use by several threads.
 */
final class SilentOnPublishBroker implements AutoCloseable {

	private final ServerSocket server;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final List<String> published = new CopyOnWriteArrayList<>();

	private final AtomicInteger connections = new AtomicInteger();

	SilentOnPublishBroker() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	int port() {
		return this.server.getLocalPort();
	}

	int connections() {
		return this.connections.get();
	}

	/**
	 * The publishes that came whole.
	 * @return their lines, in their order
	 */
	List<String> published() {
		return this.published;
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				this.connections.incrementAndGet();
				start(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	private void serve(Socket socket) {
		try (socket;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
			String line;
			while ((line = in.readLine()) != null) {
				String answer = answer(line);
				if (answer != null) {
					socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
				}
			}
		}
		catch (IOException ex) {
			// cut
		}
		finally {
			this.sockets.remove(socket);
			this.connections.decrementAndGet();
		}
	}

	private @Nullable String answer(String line) {
		if (line.startsWith("{\"op\":\"pub\"") && line.endsWith("}")) {
			this.published.add(line);
			return null;
		}
		boolean wrong = line.contains("\"hello\"") || line.contains("\"topic\":\"\"");
		return wrong ? "{\"ok\":false,\"error\":\"unknown\"}" : "{\"ok\":true}";
	}

	@Override
	public void close() {
		try {
			this.server.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "silent-on-publish");
		thread.setDaemon(true);
		thread.start();
	}

}
