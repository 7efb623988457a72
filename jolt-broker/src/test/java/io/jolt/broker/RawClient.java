package io.jolt.broker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A socket and nothing more: bytes in, bytes out.
 */
final class RawClient implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final Socket socket;

	private final InputStream in;

	RawClient(int port) {
		this(connect(port));
	}

	RawClient(Socket socket) {
		try {
			this.socket = socket;
			this.socket.setSoTimeout(TIMEOUT_MILLIS);
			this.socket.setTcpNoDelay(true);
			this.in = new BufferedInputStream(this.socket.getInputStream(), 64 * 1024);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Socket connect(int port) {
		try {
			return new Socket(InetAddress.getLoopbackAddress(), port);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	RawClient send(String text) {
		return send(text.getBytes(StandardCharsets.UTF_8));
	}

	RawClient sendLine(String line) {
		return send(line + "\n");
	}

	RawClient send(byte[] bytes) {
		try {
			this.socket.getOutputStream().write(bytes);
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The next line without its LF, or null at the end of the stream.
	 * @return the line
	 */
	@Nullable String readLine() {
		try {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			int next;
			while ((next = this.in.read()) != '\n') {
				if (next < 0) {
					return (line.size() > 0) ? line.toString(StandardCharsets.UTF_8) : null;
				}
				line.write(next);
			}
			return line.toString(StandardCharsets.UTF_8);
		}
		catch (SocketException ex) {
			// a reset is an end too
			return null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The next bytes: fewer at the end of the stream.
	 * @param length how many
	 * @return the bytes
	 */
	byte[] readBytes(int length) {
		try {
			return this.in.readNBytes(length);
		}
		catch (SocketException ex) {
			return new byte[0];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Nullable String ask(String line) {
		return sendLine(line).readLine();
	}

	void shutdownOutput() {
		try {
			this.socket.shutdownOutput();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Socket socket() {
		return this.socket;
	}

	@Override
	public void close() {
		disconnect();
	}

	void disconnect() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
