package io.jolt.broker.internal.connection;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jolt.broker.JoltBrokerException;
import io.jolt.broker.JoltBrokerOptions;
import io.jolt.broker.JoltBrokerStats;
import io.jolt.broker.internal.security.Authenticator;
import io.jolt.broker.internal.security.User;
import io.jolt.broker.internal.tls.ServerTls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker from when it listens until it has stopped.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
public final class BrokerServer {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker");

	private static final int BACKLOG = 1024;

	// how long a working loop may take to reach a task
	private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

	// what the threads may take to end
	private static final long RELEASE_NANOS = TimeUnit.SECONDS.toNanos(5);

	// more than this waits in the outbound queue, where it is packed and counted
	private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

	private final ServerContext context;

	private final EventLoops eventLoops;

	private final ConnectionInitializer initializer;

	private final Channel serverChannel;

	private BrokerServer(ServerContext context, EventLoops eventLoops, ConnectionInitializer initializer,
			Channel serverChannel) {
		this.context = context;
		this.eventLoops = eventLoops;
		this.initializer = initializer;
		this.serverChannel = serverChannel;
	}

	/**
	 * Starts listening.
	 * @param options how to behave
	 * @param users those who may connect, if security is on
	 * @param tls secures connections; null for plain ones
	 * @param failure called once if the broker cannot continue, on the thread that ended
	 * unexpectedly
	 * @return the running broker
	 * @throws JoltBrokerException if it cannot listen
	 */
	public static BrokerServer start(JoltBrokerOptions options, List<User> users, @Nullable ServerTls tls,
			Runnable failure) {
		InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
		ServerContext context = ServerContext.of(options, users, tls);
		EventLoops eventLoops = new EventLoops(options.eventLoopThreads(), failure);
		ConnectionInitializer initializer = new ConnectionInitializer(context);
		ChannelFuture bound = new ServerBootstrap().group(eventLoops.group())
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.handler(new AcceptBackOff(context.statistics()))
			.childOption(ChannelOption.ALLOCATOR, context.memory().allocator())
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
			.childHandler(initializer)
			.bind(address)
			.awaitUninterruptibly();
		Throwable cause = bound.cause();
		if (cause != null) {
			release(context, eventLoops, System.nanoTime() + RELEASE_NANOS);
			throw cannotListen(address, cause);
		}
		BrokerServer server = new BrokerServer(context, eventLoops, initializer, bound.channel());
		if (tls == null && !server.address().getAddress().isLoopbackAddress()) {
			logger.warn("Listening on {} without TLS: passwords and messages cross the network in clear text",
					server.address());
		}
		context.memory().limits().announce(options);
		logger.debug("Listening on {}", server.address());
		return server;
	}

	private static JoltBrokerException cannotListen(InetSocketAddress address, Throwable failure) {
		String name = address.getHostString() + ":" + address.getPort();
		if (address.isUnresolved()) {
			return new JoltBrokerException("Cannot listen on " + name + ": no such host is known", address, failure);
		}
		String message = String.valueOf(failure.getMessage());
		String reason = message.contains("in use")
				? "the port is in use. Stop what listens there, or choose another port (0 is any free one)" : message;
		return new JoltBrokerException("Cannot listen on " + name + ": " + reason, address, failure);
	}

	/**
	 * Where it listens.
	 * @return the address with its real port
	 */
	public InetSocketAddress address() {
		return (InetSocketAddress) this.serverChannel.localAddress();
	}

	/**
	 * How many connections are open.
	 * @return the number
	 */
	public int connections() {
		return this.context.connections().size();
	}

	/**
	 * How many subscriptions there are.
	 * @return the number
	 */
	public int subscriptions() {
		return this.context.subscriptions().get();
	}

	/**
	 * Its statistics.
	 * @return the numbers
	 */
	public JoltBrokerStats stats() {
		return this.context.readStatistics();
	}

	/**
	 * Stops accepting, sends what is queued, closes all. Blocks until that is done, and
	 * not much longer than the drain timeout whatever state the broker is in.
	 */
	public void stop() {
		long drainNanos = this.context.options().drainTimeout().toNanos();
		long deadlineNanos = System.nanoTime() + drainNanos;
		EventLoops.await(this.serverChannel.close(), deadlineNanos + GRACE_NANOS);
		// a connection's subscriptions must not end while another loop still publishes to
		// them. By then, the connections accepted last also have their loop.
		this.eventLoops.runOnEach((loop) -> this.initializer.loop(loop).requestsEnded = true,
				deadlineNanos + GRACE_NANOS);
		onEachConnection(BrokerConnection::shutDown);
		awaitNoConnections(deadlineNanos);
		onEachConnection(BrokerConnection::closeNow);
		release(this.context, this.eventLoops, System.nanoTime() + RELEASE_NANOS);
	}

	private void onEachConnection(Consumer<BrokerConnection> action) {
		for (BrokerConnection connection : this.context.connections()) {
			if (!connection.channel().eventLoop().isShuttingDown()) {
				connection.channel().eventLoop().execute(() -> action.accept(connection));
			}
		}
	}

	private void awaitNoConnections(long deadlineNanos) {
		for (BrokerConnection connection : this.context.connections()) {
			if (!connection.channel().eventLoop().isShuttingDown()) {
				EventLoops.await(connection.channel().closeFuture(), deadlineNanos);
			}
		}
	}

	private static void release(ServerContext context, EventLoops eventLoops, long deadlineNanos) {
		Authenticator authenticator = context.authenticator();
		ServerTls tls = context.tls();
		if (authenticator != null) {
			authenticator.close();
		}
		eventLoops.shutDown(deadlineNanos);
		if (tls != null) {
			tls.close();
		}
	}

}
