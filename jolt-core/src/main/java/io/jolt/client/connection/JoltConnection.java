package io.jolt.client.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.net.SocketFactory;

import io.jolt.client.JoltException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.security.OwnPasswords;
import io.jolt.client.internal.transport.TlsException;
import io.jolt.client.tcp.JoltConnectException;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection to a broker and nothing more: each request is one line, and
 * everything received goes to the handler. It does not match answers to requests, ask the
 * broker anything by itself, or reconnect; {@link io.jolt.client.JoltClient} does.
 * <p>
 * Safe for use by several threads. Sending blocks while the broker does not read, until
 * the write time-out ends the connection or another thread {@linkplain #close() closes}
 * it; interrupting a sending thread, even a virtual one, changes nothing. Once the
 * connection has ended, the same object can connect again.
 */
public final class JoltConnection implements AutoCloseable {

	private static final RequestEncoder ENCODER = new RequestEncoder(true);

	private final JoltConfig config;

	private final JoltMessageHandler handler;

	private final SocketFactory sockets;

	private final OwnPasswords passwords = new OwnPasswords();

	private final Object connectLock = new Object();

	// the connection, possibly ended, or null before the first; written under the connect
	// lock, read by any thread
	private volatile @Nullable SocketConversation conversation;

	/**
	 * Creates a connection that is not yet connected.
	 * @param config where to connect to
	 * @param handler receives the answers and messages
	 */
	public JoltConnection(JoltConfig config, JoltMessageHandler handler) {
		this(config, handler, SocketFactory.getDefault());
	}

	JoltConnection(JoltConfig config, JoltMessageHandler handler, SocketFactory sockets) {
		this.sockets = sockets;
		this.config = config;
		this.handler = handler;
	}

	/**
	 * Connects. Blocks until the TCP connection is made, at most 10 seconds, and secured
	 * if the configuration says so, at most 5 seconds more.
	 * @throws JoltConnectException if nothing accepts the connection, or it cannot be
	 * secured
	 * @throws JoltException if it is already connected
	 */
	public void connect() {
		synchronized (this.connectLock) {
			if (isConnected()) {
				throw new JoltException(
						"Already connected to " + this.config.address() + "; close this connection first");
			}
			try {
				SocketConversation opened = SocketConversation.open(this.config, this.handler, this.passwords,
						this.sockets);
				this.conversation = opened;
				// not before: a handler may send at once
				opened.startReading();
			}
			catch (TlsException ex) {
				throw new JoltConnectException(String.valueOf(ex.getMessage()), this.config.address(), false, ex);
			}
			catch (IOException ex) {
				throw new JoltConnectException("Failed to connect to " + this.config.address() + ": " + ex.getMessage()
						+ ". Is a Jolt broker running there?", this.config.address(), false, ex);
			}
		}
	}

	/**
	 * Authenticates. If a broker repeats the password in a line that is not a message,
	 * the handler sees asterisks instead.
	 * @param username the user's name
	 * @param password the password
	 * @throws JoltException if not connected, if the line cannot be sent, or if the
	 * password would travel in clear text to a non-loopback address and the configuration
	 * does not allow that
	 */
	public void auth(String username, String password) {
		SocketConversation current = connected("'auth'");
		checkClearText(this.config, current.remoteAddress());
		this.passwords.add(password);
		current.send("'auth'", ENCODER.auth(username, password));
	}

	/**
	 * Subscribes to a topic.
	 * @param topic the topic
	 * @throws JoltException if not connected, or if the line cannot be sent
	 */
	public void subscribe(String topic) {
		send("'sub'", ENCODER.subscribe(topic, false, null));
	}

	/**
	 * Unsubscribes from a topic.
	 * @param topic the topic
	 * @throws JoltException if not connected, or if the line cannot be sent
	 */
	public void unsubscribe(String topic) {
		send("'unsub'", ENCODER.unsubscribe(topic, false, null));
	}

	/**
	 * Publishes a text to a topic.
	 * @param topic the topic
	 * @param data the text
	 * @throws JoltException if not connected, or if the line cannot be sent
	 */
	public void publish(String topic, String data) {
		send("'pub'", ENCODER.publish(topic, data, Map.of()));
	}

	/**
	 * Pings the broker.
	 * @throws JoltException if not connected, or if the line cannot be sent
	 */
	public void ping() {
		send("'ping'", ENCODER.ping());
	}

	/**
	 * Sends a line that no other method sends. It is sent as is: a password in it may
	 * travel in clear text, and is not masked if the broker repeats it.
	 * @param line one line, with or without its LF, at most 1 MiB in UTF-8
	 * @throws JoltException if not connected, or if the line cannot be sent: it is empty,
	 * has a line break inside or a lone surrogate, or is too long
	 */
	public void send(String line) {
		send("the line", encode(line));
	}

	/**
	 * Whether the connection is up, as far as known.
	 * @return {@code false} before {@link #connect()} and after the connection has ended
	 */
	public boolean isConnected() {
		SocketConversation current = this.conversation;
		return current != null && current.isOpen();
	}

	/**
	 * Closes the connection, and waits up to 2 seconds for the handler's last call unless
	 * the handler itself closes. Idempotent. Does not affect a {@link #connect()} that is
	 * still under way.
	 */
	@Override
	public void close() {
		SocketConversation current = this.conversation;
		if (current != null) {
			current.close();
		}
	}

	static void checkClearText(JoltConfig config, InetAddress remote) {
		if (config.getTls() == null && !config.isAllowPlaintextCredentials() && !remote.isLoopbackAddress()) {
			throw new JoltNotSentException("Not sent: the password would go to " + config.address()
					+ " in clear text; set tls on JoltConfig, or allowPlaintextCredentials to accept that");
		}
	}

	private static byte[] encode(String line) {
		String content = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
		if (content.isBlank()) {
			throw new JoltNotSentException("Not sent: the line is empty");
		}
		if (content.indexOf('\n') >= 0 || content.indexOf('\r') >= 0) {
			throw new JoltNotSentException("Not sent: the line has a line break inside");
		}
		ByteBuffer utf8;
		try {
			utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(content + "\n"));
		}
		catch (CharacterCodingException ex) {
			throw new JoltNotSentException("Not sent: the line has a lone surrogate", ex);
		}
		if (utf8.remaining() - 1 > SocketConversation.MAX_LINE_BYTES) {
			throw new JoltNotSentException("Not sent: the line has " + (utf8.remaining() - 1)
					+ " bytes, and the limit is " + SocketConversation.MAX_LINE_BYTES);
		}
		byte[] bytes = new byte[utf8.remaining()];
		utf8.get(bytes);
		return bytes;
	}

	private void send(String what, byte[] line) {
		connected(what).send(what, line);
	}

	private SocketConversation connected(String what) {
		SocketConversation current = this.conversation;
		if (current == null || !current.isOpen()) {
			throw new JoltNotSentException(
					"Not connected to " + this.config.address() + ", " + what + " was not sent; call connect() first");
		}
		return current;
	}

}
