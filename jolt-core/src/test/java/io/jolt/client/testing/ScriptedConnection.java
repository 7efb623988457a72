package io.jolt.client.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The broker's end of a connection. One thread reads, any thread may send.
 */
public final class ScriptedConnection implements AutoCloseable {

	private final Socket socket;

	private final InputStream in;

	private final OutputStream out;

	// whether the peer's end, or ours, was seen; any thread
	private volatile boolean open = true;

	ScriptedConnection(Socket socket) {
		this.socket = socket;
		try {
			socket.setTcpNoDelay(true);
			this.in = new BufferedInputStream(socket.getInputStream());
			this.out = socket.getOutputStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads the next line and fails if it is another.
	 * @param expected the line without its LF
	 * @return this connection
	 */
	public ScriptedConnection expect(String expected) {
		String line = readLine();
		if (!expected.equals(line)) {
			throw new AssertionError("Expected the line " + expected + " but the client sent " + line);
		}
		return this;
	}

	/**
	 * Reads the next line and fails if its operation is another.
	 * @param op the operation
	 * @return the request
	 */
	public ScriptedRequest expectOp(String op) {
		String line = readLine();
		ScriptedRequest request = ScriptedRequest.parse(line);
		if (!op.equals(request.op())) {
			throw new AssertionError("Expected the operation " + op + " but the client sent " + line);
		}
		return request;
	}

	/**
	 * Reads the next line and fails if there is none.
	 * @return the line without its LF
	 */
	public String readLine() {
		patience((int) ScriptedBroker.PATIENCE.toMillis());
		String line = nextLine();
		if (line == null) {
			throw new AssertionError("The client has closed the connection");
		}
		return line;
	}

	/**
	 * Reads to the end, and fails if the client sends a line or does not close.
	 */
	public void expectEnd() {
		patience((int) ScriptedBroker.PATIENCE.toMillis());
		String line = null;
		try {
			line = nextLine();
		}
		catch (UncheckedIOException ex) {
			if (ex.getCause() instanceof SocketTimeoutException) {
				throw new AssertionError("The client has not closed the connection", ex);
			}
			// a reset is an end, too
		}
		if (line != null) {
			throw new AssertionError("Expected the end of the connection but the client sent " + line);
		}
	}

	/**
	 * Sends a line.
	 * @param line the line, to which an LF is added
	 * @return this connection
	 */
	public ScriptedConnection send(String line) {
		return sendRaw((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends lines in one write.
	 * @param lines the lines, to each of which an LF is added
	 * @return this connection
	 */
	public ScriptedConnection sendTogether(String... lines) {
		return send(String.join("\n", lines));
	}

	/**
	 * Sends bytes as they are, in one write.
	 * @param bytes the bytes
	 * @return this connection
	 */
	public ScriptedConnection sendRaw(byte... bytes) {
		try {
			synchronized (this.out) {
				this.out.write(bytes);
				this.out.flush();
			}
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Whether neither side was seen to close it.
	 * @return {@code false} after an end
	 */
	public boolean isOpen() {
		return this.open;
	}

	/**
	 * Reads a byte of what is no line.
	 * @return the byte
	 */
	public int firstByte() {
		patience((int) ScriptedBroker.PATIENCE.toMillis());
		try {
			return this.in.read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The TLS version that was agreed upon.
	 * @return its name
	 */
	public String tlsProtocol() {
		return ((SSLSocket) this.socket).getSession().getProtocol();
	}

	/**
	 * The TLS cipher suite that was agreed upon.
	 * @return its name
	 */
	public String tlsCipherSuite() {
		return ((SSLSocket) this.socket).getSession().getCipherSuite();
	}

	/**
	 * Says that nothing more will be sent, and goes on to read.
	 */
	public void closeOutput() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Closes with a FIN, where the client's bytes were all read.
	 */
	@Override
	public void close() {
		this.open = false;
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Closes with a RST.
	 */
	public void reset() {
		try {
			this.socket.setSoLinger(true, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		close();
	}

	/**
	 * Reads the next line, however long that takes.
	 * @return the line without its LF, or {@code null} at the end
	 */
	@Nullable String nextLine() {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		try {
			int b = this.in.read();
			while (b != '\n') {
				if (b == -1) {
					this.open = false;
					return null;
				}
				line.write(b);
				b = this.in.read();
			}
		}
		catch (SocketTimeoutException ex) {
			throw new UncheckedIOException("The client has sent nothing", ex);
		}
		catch (IOException ex) {
			this.open = false;
			throw new UncheckedIOException(ex);
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	private void patience(int millis) {
		try {
			this.socket.setSoTimeout(millis);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
