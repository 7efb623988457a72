package io.jolt.client.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.SocketFactory;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;
import io.jolt.client.internal.protocol.FrameDecoder;
import io.jolt.client.internal.protocol.InboundFrame;
import io.jolt.client.internal.protocol.LineFramer;
import io.jolt.client.internal.protocol.ProtocolException;
import io.jolt.client.internal.security.OwnPasswords;
import io.jolt.client.internal.transport.JdkTimer;
import io.jolt.client.internal.transport.SocketTransport;
import io.jolt.client.internal.transport.WriteWatchdog;
import io.jolt.client.spi.LogThrowable;
import io.jolt.client.spi.Scheduler;
import io.jolt.client.tcp.JoltTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP connection from start to end; it reports the end to the handler exactly once.
 */
final class SocketConversation implements SocketTransport.Reader {

	private static final Logger logger = LoggerFactory.getLogger(SocketConversation.class);

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

	static final int MAX_LINE_BYTES = 1024 * 1024;

	private static final Answer REPEATS_PASSWORD = new Answer(false, "(repeats the password)", null);

	private static final String REPEATS_PASSWORD_LINE = "{\"ok\":false,\"error\":\"(repeats the password)\"}";

	private static final Scheduler TIMER = new JdkTimer();

	private final JoltConfig config;

	private final JoltMessageHandler handler;

	private final OwnPasswords passwords;

	private final InetSocketAddress remote;

	private final SocketTransport transport;

	private final WriteWatchdog watchdog;

	private final ReentrantLock writeLock = new ReentrantLock();

	// how it ended, null until it has; the first to set it decides
	private final AtomicReference<@Nullable End> end = new AtomicReference<>();

	// of the connecting thread, for every thread that reads
	private final @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	// null until reading starts; written by the connecting thread
	private volatile @Nullable Thread reader;

	// owned by the reader
	private final LineFramer framer = new LineFramer(MAX_LINE_BYTES);

	// owned by the reader
	private final FrameDecoder decoder = new FrameDecoder();

	private SocketConversation(JoltConfig config, JoltMessageHandler handler, OwnPasswords passwords,
			SocketFactory sockets, InetSocketAddress remote) throws IOException {
		this.config = config;
		this.handler = handler;
		this.passwords = passwords;
		this.remote = remote;
		this.transport = new SocketTransport(sockets);
		this.watchdog = new WriteWatchdog(System::nanoTime, TIMER, config.getWriteTimeout(),
				() -> end(new IOException("a write took longer than the write time-out")));
	}

	static SocketConversation open(JoltConfig config, JoltMessageHandler handler, OwnPasswords passwords,
			SocketFactory sockets) throws IOException {
		InetSocketAddress remote = new InetSocketAddress(config.getHost(), config.getPort());
		if (remote.isUnresolved()) {
			throw new UnknownHostException("the host name cannot be resolved");
		}
		SocketConversation conversation = new SocketConversation(config, handler, passwords, sockets, remote);
		conversation.transport.connect(remote, CONNECT_TIMEOUT);
		JoltTls tls = config.getTls();
		if (tls != null) {
			conversation.transport.secure(tls, config.address(), TIMER);
		}
		return conversation;
	}

	void startReading() throws IOException {
		try {
			this.transport.startReading(this::newReader, Runnable::run, this);
		}
		catch (IOException | Error ex) {
			// such as that no thread is available
			end(ex);
			throw ex;
		}
	}

	private Thread newReader(Runnable task) {
		Thread thread = new Thread(null, task, "jolt-connection-" + this.config.address(), 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(this.classLoader);
		this.reader = thread;
		return thread;
	}

	boolean isOpen() {
		return this.end.get() == null;
	}

	InetAddress remoteAddress() {
		return this.remote.getAddress();
	}

	void send(String what, byte[] line) {
		this.writeLock.lock();
		try {
			this.watchdog.begin(System.nanoTime());
			this.transport.write(line, 0, line.length);
		}
		catch (IOException ex) {
			end(ex);
			throw new JoltException("Failed to send " + what + " to " + this.config.address() + ": " + why(ex), ex);
		}
		finally {
			this.watchdog.end();
			this.writeLock.unlock();
		}
	}

	// a closed socket says less than why it was closed
	private @Nullable String why(IOException failure) {
		End how = this.end.get();
		return (how != null && how.cause() != null) ? how.cause().getMessage() : failure.getMessage();
	}

	void close() {
		end(null);
		Thread thread = this.reader;
		if (thread == null || thread == Thread.currentThread()) {
			return;
		}
		try {
			thread.join(CLOSE_TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void onBytes(byte[] buffer, int offset, int length, Executor afterwards) {
		this.framer.feed(buffer, offset, length, this::onLine);
	}

	@Override
	public void onEnd(@Nullable Exception failure) {
		end((failure instanceof ProtocolException protocol) ? this.passwords.blank(protocol) : failure);
		End how = this.end.get();
		call(() -> this.handler.onDisconnected((how != null) ? how.cause() : null));
	}

	private void onLine(byte[] bytes, int offset, int length) {
		if (!isOpen()) {
			// closed meanwhile, perhaps by the handler
			return;
		}
		InboundFrame frame;
		try {
			frame = this.decoder.decode(bytes, offset, length);
		}
		catch (ProtocolException ex) {
			logger.debug("Skipped a line: {}", this.passwords.blank(ex).getMessage());
			return;
		}
		String line = new String(bytes, offset, length, StandardCharsets.UTF_8);
		if (frame instanceof Delivery delivery) {
			call(() -> this.handler.onTopicMessage(new JoltTopicMessage(line, delivery.topic(), delivery.data()),
					line));
		}
		else if (frame instanceof Answer answer) {
			onAnswer(answer, line);
		}
	}

	// it may repeat a password, which must stay hidden
	private void onAnswer(Answer answer, String line) {
		String blanked = this.passwords.blankValues(line);
		if (blanked.equals(line)) {
			tell(answer, line);
			return;
		}
		byte[] bytes = blanked.getBytes(StandardCharsets.UTF_8);
		try {
			tell((Answer) this.decoder.decode(bytes, 0, bytes.length), blanked);
		}
		catch (ProtocolException | ClassCastException ex) {
			tell(REPEATS_PASSWORD, REPEATS_PASSWORD_LINE);
		}
	}

	private void tell(Answer answer, String line) {
		String error = answer.error();
		call((error != null) ? () -> this.handler.onError(new JoltErrorResponse(line, error), line)
				: () -> this.handler.onOk(line));
	}

	private void call(Runnable callback) {
		try {
			callback.run();
		}
		catch (Throwable ex) {
			// whatever the failure is, later lines are not to blame
			logger.warn("A JoltMessageHandler threw an exception; the connection continues", LogThrowable.of(ex));
		}
	}

	private void end(@Nullable Throwable cause) {
		this.end.compareAndSet(null, new End(cause));
		this.transport.close();
	}

	/**
	 * How a conversation ended.
	 *
	 * @param cause why it failed, or {@code null} if it ended normally
	 */
	private record End(@Nullable Throwable cause) {
	}

}
