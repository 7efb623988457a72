package io.jolt.integration.observation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A broker that knows the plain protocol only, answers each request, and delivers
 * nothing. Serves one connection at a time.
 */
final class PlainBroker implements AutoCloseable {

	private final ServerSocket server;

	private final List<String> published = new CopyOnWriteArrayList<>();

	PlainBroker() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "plain-broker");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.server.getLocalPort();
	}

	/**
	 * What was published, but for the client's probe.
	 * @return the lines as they came
	 */
	List<String> published() {
		return this.published;
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept();
					BufferedReader in = new BufferedReader(
							new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
				OutputStream out = socket.getOutputStream();
				for (String line = in.readLine(); line != null; line = in.readLine()) {
					out.write(answer(line).getBytes(StandardCharsets.UTF_8));
				}
			}
			catch (IOException ex) {
				// the client has gone, or this is closed
			}
		}
	}

	private String answer(String line) {
		if (line.contains("\"op\":\"pub\"") && !line.contains("_jolt.probe")) {
			this.published.add(line);
		}
		boolean refused = line.contains("\"op\":\"hello\"") || line.contains("\"topic\":\"\"");
		return (refused ? "{\"ok\":false,\"error\":\"no\"}" : "{\"ok\":true}") + "\n";
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
