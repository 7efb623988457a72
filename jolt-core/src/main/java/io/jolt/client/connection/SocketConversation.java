package io.jolt.client.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.InboundFrame;
import io.jolt.client.internal.protocol.LineFramer;
import io.jolt.client.internal.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket from its connection to its end, which it tells the handler exactly once.
 */
final class SocketConversation {

	private static final Logger logger = LoggerFactory.getLogger(SocketConversation.class);

	private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

	private static final int CLOSE_TIMEOUT_MILLIS = 2_000;

	private static final int MAX_LINE_BYTES = 1024 * 1024;

	private static final int CHUNK_BYTES = 16 * 1024;

	private final Socket socket;

	private final JoltMessageHandler handler;

	private final Thread reader;

	private final ReentrantLock writeLock = new ReentrantLock();

	// how it ended, null until it has; the first to set it decides
	private final AtomicReference<@Nullable End> end = new AtomicReference<>();

	// owned by the reader
	private final FrameDecoder decoder = new FrameDecoder();

	private SocketConversation(Socket socket, JoltConfig config, JoltMessageHandler handler) {
		this.socket = socket;
		this.handler = handler;
		this.reader = new Thread(this::read, "jolt-connection-" + config.address());
		this.reader.setDaemon(true);
	}

	static SocketConversation open(JoltConfig config, JoltMessageHandler handler) throws IOException {
		InetSocketAddress address = new InetSocketAddress(config.getHost(), config.getPort());
		if (address.isUnresolved()) {
			throw new UnknownHostException("the host name cannot be resolved");
		}
		Socket socket = new Socket();
		try {
			socket.setTcpNoDelay(true);
			socket.connect(address, CONNECT_TIMEOUT_MILLIS);
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
		return new SocketConversation(socket, config, handler);
	}

	void startReading() {
		this.reader.start();
	}

	boolean isOpen() {
		return this.end.get() == null;
	}

	boolean isLoopback() {
		return this.socket.getInetAddress().isLoopbackAddress();
	}

	void send(JoltRequest request) {
		byte[] line = request.encode();
		this.writeLock.lock();
		try {
			OutputStream out = this.socket.getOutputStream();
			out.write(line);
		}
		catch (IOException ex) {
			end(ex);
			throw new JoltException("Failed to send '" + request.getOp() + "': " + ex.getMessage(), ex);
		}
		finally {
			this.writeLock.unlock();
		}
	}

	void close() {
		end(null);
		if (Thread.currentThread() == this.reader) {
			return;
		}
		try {
			this.reader.join(CLOSE_TIMEOUT_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void read() {
		try {
			InputStream in = this.socket.getInputStream();
			LineFramer framer = new LineFramer(MAX_LINE_BYTES);
			byte[] chunk = new byte[CHUNK_BYTES];
			int length = in.read(chunk);
			while (length >= 0 && isOpen()) {
				framer.feed(chunk, 0, length, this::onLine);
				length = in.read(chunk);
			}
			end(null);
		}
		catch (IOException | ProtocolException ex) {
			end(ex);
		}
		finally {
			disconnected();
		}
	}

	private void onLine(byte[] bytes, int offset, int length) {
		if (!isOpen()) {
			return;
		}
		InboundFrame frame;
		try {
			frame = this.decoder.decode(bytes, offset, length);
		}
		catch (ProtocolException ex) {
			logger.debug("Skipped a line: {}", ex.getMessage());
			return;
		}
		JoltResponse response = JoltResponseParser.response(frame,
				new String(bytes, offset, length, StandardCharsets.UTF_8));
		call(() -> dispatch(response));
	}

	private void dispatch(JoltResponse response) {
		if (response instanceof JoltTopicMessage message) {
			this.handler.onTopicMessage(message, message.getRawLine());
		}
		else if (response instanceof JoltErrorResponse error) {
			this.handler.onError(error, error.getRawLine());
		}
		else {
			this.handler.onOk(response.getRawLine());
		}
	}

	private void disconnected() {
		End how = this.end.get();
		call(() -> this.handler.onDisconnected((how != null) ? how.cause() : null));
	}

	private void call(Runnable callback) {
		try {
			callback.run();
		}
		catch (Throwable ex) {
			// whatever it is, later lines are not to blame
			logger.warn("A JoltMessageHandler threw; the connection goes on", ex);
		}
	}

	private void end(@Nullable Throwable cause) {
		this.end.compareAndSet(null, new End(cause));
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			logger.debug("The socket did not close in good order", ex);
		}
	}

	/**
	 * How a conversation ended.
	 *
	 * @param cause why it failed, or {@code null} if it ended in good order
	 */
	private record End(@Nullable Throwable cause) {
	}

}
