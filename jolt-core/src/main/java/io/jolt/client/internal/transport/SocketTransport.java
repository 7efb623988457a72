package io.jolt.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

import javax.net.SocketFactory;

import io.jolt.client.spi.Scheduler;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection, with or without TLS, and its reader thread. Any thread may close
 * it, even while another one connects or writes; one thread at a time may write.
 */
public final class SocketTransport implements AutoCloseable {

	private final Socket socket;

	// set by connect and secure, before any other thread knows of the connection
	private @Nullable InputStream in;

	// as in
	private @Nullable OutputStream out;

	/**
	 * Creates a transport that is not yet connected.
	 * @param sockets makes the socket
	 * @throws IOException if no socket can be created
	 */
	public SocketTransport(SocketFactory sockets) throws IOException {
		this.socket = sockets.createSocket();
	}

	/**
	 * Connects; blocks.
	 * @param remote where to
	 * @param timeout how long it may take
	 * @throws ConnectException if nothing accepts, or it has connected to itself, which
	 * can happen on the local machine if nothing listens on a port and the system assigns
	 * that port to the connection's own end
	 * @throws IOException if it fails, or the transport is closed meanwhile
	 */
	public void connect(InetSocketAddress remote, Duration timeout) throws IOException {
		try {
			this.socket.setTcpNoDelay(true);
			this.socket.setKeepAlive(true);
			this.socket.connect(remote, (int) Math.max(1, Math.min(Integer.MAX_VALUE, timeout.toMillis())));
			if (remote.equals(this.socket.getLocalSocketAddress())) {
				throw new ConnectException("nothing listens there; the connection had reached itself");
			}
			use(this.socket);
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Secures the connection with TLS; blocks for at most 5 seconds. Call it after
	 * {@link #connect} and before {@link #startReading}.
	 * @param tls the settings
	 * @param peer the address whose host name the peer's certificate must have
	 * @param scheduler watches the time
	 * @throws TlsException if the connection cannot be secured
	 * @throws IOException if it is lost, or closed meanwhile
	 */
	public void secure(JoltTls tls, JoltAddress peer, Scheduler scheduler) throws IOException {
		try {
			use(new TlsLayer(tls, peer, scheduler).secure(this.socket));
		}
		catch (Throwable ex) {
			// such as a context that is not initialized
			close();
			throw ex;
		}
	}

	private void use(Socket connected) throws IOException {
		this.in = connected.getInputStream();
		this.out = connected.getOutputStream();
	}

	/**
	 * Starts the reader thread. Call it once, after {@link #connect}.
	 * @param threads creates the thread, and the one that continues reading while it runs
	 * a long task
	 * @param others runs what the reader's own thread does not
	 * @param reader receives what comes
	 * @throws IOException if the transport is closed
	 */
	public void startReading(ThreadFactory threads, Executor others, Reader reader) throws IOException {
		InputStream connected = this.in;
		if (connected == null || this.socket.isClosed()) {
			throw new IOException("Not connected");
		}
		new ReadLoop(connected, reader, threads, others, ReadWatch.SHARED).start();
	}

	/**
	 * Writes; blocks while the peer does not read. Interrupting the calling thread
	 * changes nothing, even a virtual one, which does not write itself.
	 * @param bytes holds the bytes
	 * @param offset where they begin
	 * @param length how many there are
	 * @throws IOException if it fails, or the transport is closed meanwhile
	 */
	public void write(byte[] bytes, int offset, int length) throws IOException {
		OutputStream connected = this.out;
		if (connected == null) {
			throw new IOException("Not connected");
		}
		if (VirtualThreads.isCurrent()) {
			VirtualThreads.runElsewhere(() -> connected.write(bytes, offset, length));
		}
		else {
			connected.write(bytes, offset, length);
		}
	}

	/**
	 * Closes the socket, which ends the reader thread and every blocked call. Idempotent;
	 * never blocks.
	 */
	@Override
	public void close() {
		// the TCP socket, because closing TLS properly means writing, which may block
		close(this.socket);
	}

	static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// it is as closed as it can be
		}
	}

	/**
	 * Receives what the reader thread reads; called on that thread only, or the one that
	 * has taken its place.
	 */
	public interface Reader {

		/**
		 * Takes the next bytes. What it throws ends the reading.
		 * @param buffer holds the bytes; must not be used after this returns
		 * @param offset where they begin
		 * @param length how many there are
		 * @param afterwards runs one task on this thread when this has returned, others
		 * elsewhere; if that one takes long, another thread becomes the reader
		 */
		void onBytes(byte[] buffer, int offset, int length, Executor afterwards);

		/**
		 * Nothing more will come. Called once, last.
		 * @param failure why, or {@code null} if the peer has closed its end
		 */
		void onEnd(@Nullable Exception failure);

	}

}
