package io.jolt.client.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

/**
 * A server socket on the loopback whose conversations a test scripts. Either the test
 * plays the broker line by line, on its own thread, with {@link #accept()}; or a
 * {@link Personality} answers every connection by itself.
 * <p>
 * {@link #close()} fails the test when a thread is left over or a responder threw.
 */
public final class ScriptedBroker implements AutoCloseable {

	/**
	 * How long anything is waited for before the test fails.
	 */
	public static final Duration PATIENCE = Duration.ofSeconds(10);

	private final ServerSocket server;

	private final @Nullable Personality personality;

	// every connection so far, in their order; any thread
	private final List<ScriptedConnection> connections = new CopyOnWriteArrayList<>();

	// every line so far, over all connections; any thread, written only with a
	// personality
	private final List<String> received = new CopyOnWriteArrayList<>();

	// any thread, written only with a personality
	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	// what went wrong with the script itself; any thread
	private final List<Throwable> failures = new CopyOnWriteArrayList<>();

	private ScriptedBroker(int port, @Nullable Personality personality, @Nullable TestTls tls) {
		this.personality = personality;
		try {
			this.server = (tls != null) ? tls.serverSocket() : new ServerSocket();
			this.server.setReuseAddress(true);
			if (this.server.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
				this.server.setOption(StandardSocketOptions.SO_REUSEPORT, true);
			}
			this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			this.server.setSoTimeout((int) PATIENCE.toMillis());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts a broker that the test plays itself.
	 * @return a broker on any free port
	 */
	public static ScriptedBroker start() {
		return new ScriptedBroker(0, null, null);
	}

	/**
	 * Starts a broker that answers by itself.
	 * @param personality how it answers
	 * @return a broker on any free port
	 */
	public static ScriptedBroker start(Personality personality) {
		return start(personality, 0);
	}

	/**
	 * Starts a broker that answers by itself, for example where another one was stopped.
	 * @param personality how it answers
	 * @param port the port
	 * @return a broker on that port
	 */
	public static ScriptedBroker start(Personality personality, int port) {
		return new ScriptedBroker(port, personality, null).accepting();
	}

	/**
	 * Starts a broker that speaks TLS and that the test plays itself.
	 * @param tls its certificates
	 * @return a broker on any free port
	 */
	public static ScriptedBroker start(TestTls tls) {
		return new ScriptedBroker(0, null, tls);
	}

	/**
	 * Starts a broker that speaks TLS and answers by itself.
	 * @param personality how it answers
	 * @param tls its certificates
	 * @return a broker on any free port
	 */
	public static ScriptedBroker start(Personality personality, TestTls tls) {
		return new ScriptedBroker(0, personality, tls).accepting();
	}

	private ScriptedBroker accepting() {
		run("scripted-broker-acceptor", this::acceptAll);
		return this;
	}

	public int port() {
		return this.server.getLocalPort();
	}

	public JoltAddress address() {
		return new JoltAddress("127.0.0.1", port());
	}

	/**
	 * Waits for the next connection, which the test then plays.
	 * @return the connection
	 */
	public ScriptedConnection accept() {
		if (this.personality != null) {
			throw new IllegalStateException("This broker accepts by itself; see connections()");
		}
		try {
			return register(this.server.accept());
		}
		catch (SocketTimeoutException ex) {
			throw new AssertionError("Nobody connected within " + PATIENCE, ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * All connections since the start, closed ones included.
	 * @return the connections in their order
	 */
	public List<ScriptedConnection> connections() {
		return List.copyOf(this.connections);
	}

	/**
	 * The connections whose peer has not closed them.
	 * @return their number, where a personality reads them
	 */
	public long openConnections() {
		return this.connections.stream().filter(ScriptedConnection::isOpen).count();
	}

	/**
	 * All lines that a personality has read since the start.
	 * @return the lines in their order, without line ends
	 */
	public List<String> received() {
		return List.copyOf(this.received);
	}

	/**
	 * Sends a line on every open connection.
	 * @param line the line, without its end
	 */
	public void sendToAll(String line) {
		this.connections.stream().filter(ScriptedConnection::isOpen).forEach((connection) -> connection.send(line));
	}

	/**
	 * Closes every connection; the broker goes on to accept.
	 */
	public void closeConnections() {
		this.connections.forEach(ScriptedConnection::close);
	}

	/**
	 * Closes everything.
	 * @throws AssertionError if a thread does not end, or a responder threw
	 */
	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		closeConnections();
		for (Thread thread : this.threads) {
			join(thread);
		}
		// one may have been accepted meanwhile
		closeConnections();
		if (!this.failures.isEmpty()) {
			throw new AssertionError("The script failed", this.failures.get(0));
		}
	}

	private void acceptAll() {
		while (!this.server.isClosed()) {
			try {
				ScriptedConnection connection = register(this.server.accept());
				run("scripted-broker-connection", () -> serve(connection));
			}
			catch (SocketTimeoutException ex) {
				// nobody came; wait on
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void serve(ScriptedConnection connection) {
		Personality behaviour = this.personality;
		if (behaviour == null) {
			return;
		}
		try (connection) {
			String line = connection.nextLine();
			while (line != null) {
				this.received.add(line);
				behaviour.respond(connection, ScriptedRequest.parse(line));
				line = connection.nextLine();
			}
		}
		catch (UncheckedIOException ex) {
			// the conversation is over
		}
		catch (RuntimeException | AssertionError ex) {
			this.failures.add(ex);
		}
		finally {
			behaviour.forget(connection);
		}
	}

	private ScriptedConnection register(Socket socket) {
		ScriptedConnection connection = new ScriptedConnection(socket);
		this.connections.add(connection);
		return connection;
	}

	private void run(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		this.threads.add(thread);
		thread.start();
	}

	private static void join(Thread thread) {
		try {
			thread.join(PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (thread.isAlive()) {
			throw new AssertionError("Thread " + thread.getName() + " has not ended");
		}
	}

}
