package io.jolt.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on the loopback that fails as a test tells it to. Set the faults of future
 * connections with {@link #onConnection(Consumer)}, before any of their bytes passes;
 * reach existing ones with {@link #connection(int)}. By default a connection passes
 * everything. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/**
	 * Small, so that a sender whose bytes are held back soon notices.
	 */
	private static final int RECEIVE_BUFFER_BYTES = 64 * 1024;

	private final int port;

	private volatile InetSocketAddress target;

	private volatile Consumer<ProxiedConnection> script = (connection) -> {
	};

	private volatile boolean silent;

	// all fields below are guarded by this object's monitor

	// by their numbers
	private final NavigableMap<Integer, ProxiedConnection> connections = new TreeMap<>();

	private final List<Socket> silentSockets = new ArrayList<>();

	private final List<Thread> threads = new ArrayList<>();

	private @Nullable ServerSocket server;

	private @Nullable Thread acceptor;

	private int lastNumber;

	private int started;

	private boolean closed;

	private FaultProxy(InetSocketAddress target) {
		this.target = target;
		this.server = bind(0);
		this.port = this.server.getLocalPort();
	}

	/**
	 * Starts a proxy in front of a server on the loopback.
	 * @param port the server's port; nothing needs to listen there yet
	 * @return the proxy
	 */
	public static FaultProxy before(int port) {
		FaultProxy proxy = new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		proxy.startAccepting();
		return proxy;
	}

	/**
	 * Where the proxy listens, and listens again after {@link #refuse()}.
	 * @return the port on the loopback
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Sends future connections to another server.
	 * @param port its port on the loopback
	 */
	public void redirect(int port) {
		this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
	}

	/**
	 * Sets the faults of future connections.
	 * @param script called with each of them before any of its bytes passes, on one of
	 * the proxy's threads
	 */
	public void onConnection(Consumer<ProxiedConnection> script) {
		this.script = script;
	}

	/**
	 * Accepts future connections, and then neither reads nor writes nor connects to the
	 * server.
	 * @param silent {@code false} to behave again
	 */
	public void silent(boolean silent) {
		this.silent = silent;
	}

	/**
	 * Stops listening, so that future connections are refused. Existing ones stay open.
	 */
	public void refuse() {
		Thread accepting;
		synchronized (this) {
			closeQuietly(this.server);
			this.server = null;
			accepting = this.acceptor;
			this.acceptor = null;
		}
		// the port is free only when nothing accepts on it any more
		join(accepting);
	}

	/**
	 * Listens again, on the same port.
	 */
	public synchronized void listen() {
		if (this.server == null && !this.closed) {
			this.server = bind(this.port);
			startAccepting();
		}
	}

	/**
	 * A connection.
	 * @param number 1 for the first; it is waited for
	 * @return the connection
	 * @throws IllegalStateException if it is not made within ten seconds
	 */
	public synchronized ProxiedConnection connection(int number) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (this.started < number) {
			long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
			if (leftMillis <= 0) {
				throw new IllegalStateException("Connection " + number + " was not made, only " + this.started
						+ " were, " + this.silentSockets.size() + " of them silent");
			}
			try {
				wait(leftMillis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while waiting for connection " + number, ex);
			}
		}
		ProxiedConnection connection = this.connections.get(number);
		if (connection == null) {
			throw new IllegalStateException("Connection " + number + " has ended and was forgotten");
		}
		return connection;
	}

	/**
	 * The connections that were ever made, in their order; silent ones do not count.
	 * @return a copy, without those that were forgotten
	 */
	public synchronized List<ProxiedConnection> connections() {
		return List.copyOf(this.connections.values());
	}

	/**
	 * Forgets the connections that have ended, as a long-running proxy must; its byte
	 * sums then leave them out.
	 */
	public synchronized void forgetEnded() {
		this.connections.values().removeIf(ProxiedConnection::isEnded);
	}

	/**
	 * How many connections were ever accepted.
	 * @return the number, silent ones included
	 */
	public synchronized int accepted() {
		return this.started + this.silentSockets.size();
	}

	/**
	 * How many bytes were passed on from clients.
	 * @return the sum over all connections
	 */
	public long requestBytes() {
		return sum((connection) -> connection.requests().forwarded());
	}

	/**
	 * How many bytes were passed on to clients.
	 * @return the sum over all connections
	 */
	public long answerBytes() {
		return sum((connection) -> connection.answers().forwarded());
	}

	/**
	 * Stops listening, ends every connection, and waits for the proxy's threads.
	 */
	@Override
	public void close() {
		List<Thread> running;
		synchronized (this) {
			this.closed = true;
			this.connections.values().forEach(ProxiedConnection::close);
			this.silentSockets.forEach(FaultProxy::closeQuietly);
		}
		refuse();
		synchronized (this) {
			running = List.copyOf(this.threads);
		}
		running.forEach(FaultProxy::join);
	}

	private void accept(ServerSocket listening) {
		while (true) {
			Socket client;
			try {
				client = listening.accept();
			}
			catch (IOException ex) {
				return;
			}
			if (this.silent) {
				addSilent(client);
			}
			else {
				connectOn(client);
			}
		}
	}

	private synchronized void addSilent(Socket client) {
		this.silentSockets.add(client);
		if (this.closed) {
			closeQuietly(client);
		}
	}

	private void connectOn(Socket client) {
		Socket onward = new Socket();
		try {
			client.setTcpNoDelay(true);
			onward.setTcpNoDelay(true);
			onward.connect(this.target, (int) PATIENCE.toMillis());
		}
		catch (IOException ex) {
			closeQuietly(onward);
			closeQuietly(client);
			return;
		}
		add(client, onward);
	}

	private void add(Socket client, Socket onward) {
		ProxiedConnection connection = new ProxiedConnection(nextNumber(), client, onward);
		this.script.accept(connection);
		start(connection);
	}

	private synchronized int nextNumber() {
		return ++this.lastNumber;
	}

	private synchronized void start(ProxiedConnection connection) {
		this.connections.put(connection.number(), connection);
		this.started++;
		notifyAll();
		if (this.closed) {
			connection.close();
			return;
		}
		run("requests-" + connection.number(), connection.requestsPump());
		run("answers-" + connection.number(), connection.answersPump());
	}

	private synchronized void startAccepting() {
		ServerSocket listening = this.server;
		if (listening != null) {
			this.acceptor = run("acceptor", () -> accept(listening));
		}
	}

	private Thread run(String name, Runnable task) {
		this.threads.removeIf((thread) -> !thread.isAlive());
		Thread thread = new Thread(task, "fault-proxy-" + this.port + "-" + name);
		thread.setDaemon(true);
		thread.start();
		this.threads.add(thread);
		return thread;
	}

	private long sum(ToLongFunction<ProxiedConnection> bytes) {
		return connections().stream().mapToLong(bytes).sum();
	}

	private static ServerSocket bind(int port) {
		try {
			ServerSocket socket = new ServerSocket();
			socket.setReuseAddress(true);
			socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The proxy cannot listen on port " + port, ex);
		}
	}

	private static void join(@Nullable Thread thread) {
		if (thread != null) {
			try {
				thread.join(PATIENCE.toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static void closeQuietly(@Nullable AutoCloseable resource) {
		if (resource != null) {
			try {
				resource.close();
			}
			catch (Exception ex) {
				// nothing of it is needed any more
			}
		}
	}

}
