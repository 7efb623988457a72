package io.jolt.broker.internal.connection;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker from the moment it listens to the moment it has stopped.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
public final class BrokerServer {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker");

	private static final int BACKLOG = 1024;

	// what is beyond it waits in the outbound queue, where it is packed and counted
	private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

	private final ServerContext context;

	private final EventLoopGroup eventLoops;

	private final Channel serverChannel;

	private BrokerServer(ServerContext context, EventLoopGroup eventLoops, Channel serverChannel) {
		this.context = context;
		this.eventLoops = eventLoops;
		this.serverChannel = serverChannel;
	}

	/**
	 * Begins to listen.
	 * @param options how to behave
	 * @param users those who may come in, where security is on
	 * @param tls secures connections; null for plain ones
	 * @return the running broker
	 * @throws JoltBrokerException where it cannot listen
	 */
	public static BrokerServer start(JoltBrokerOptions options, List<User> users, @Nullable ServerTls tls) {
		InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
		ServerContext context = ServerContext.of(options, users, tls);
		// not epoll, which gains little: as of Netty 4.2.17 it forgets a connection whose
		// other
		// end has stopped sending, and then fails to send it what did not fit at once
		EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(options.eventLoopThreads(),
				new DefaultThreadFactory("jolt-broker", true), NioIoHandler.newFactory());
		ChannelFuture bound = new ServerBootstrap().group(eventLoops)
			.channel(NioServerSocketChannel.class)
			.option(ChannelOption.SO_BACKLOG, BACKLOG)
			.option(ChannelOption.SO_REUSEADDR, true)
			.handler(new AcceptBackOff(context.statistics()))
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childOption(ChannelOption.SO_KEEPALIVE, true)
			.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
			.childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
			.childHandler(new ConnectionInitializer(context))
			.bind(address)
			.awaitUninterruptibly();
		Throwable failure = bound.cause();
		if (failure != null) {
			release(context, eventLoops);
			throw cannotListen(address, failure);
		}
		BrokerServer server = new BrokerServer(context, eventLoops, bound.channel());
		if (tls == null && !server.address().getAddress().isLoopbackAddress()) {
			logger.warn("Listening on {} without TLS: passwords and messages cross the network in clear text",
					server.address());
		}
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
	 * What it has and has done.
	 * @return the numbers
	 */
	public JoltBrokerStats stats() {
		return this.context.readStatistics();
	}

	/**
	 * Stops accepting, sends what is queued, closes all. Blocks until that is done.
	 */
	public void stop() {
		long drainNanos = this.context.options().drainTimeout().toNanos();
		long deadlineNanos = System.nanoTime() + drainNanos;
		this.serverChannel.close().awaitUninterruptibly();
		awaitAcceptedConnections();
		for (BrokerConnection connection : this.context.connections()) {
			connection.channel().eventLoop().execute(connection::shutDown);
		}
		awaitNoConnections(deadlineNanos);
		for (BrokerConnection connection : this.context.connections()) {
			connection.channel().eventLoop().execute(connection::closeNow);
		}
		release(this.context, this.eventLoops);
	}

	// what was accepted last may still wait for its event loop, which would end without
	// closing it
	private void awaitAcceptedConnections() {
		this.eventLoops.forEach((eventLoop) -> eventLoop.submit(() -> {
		}).awaitUninterruptibly());
	}

	private void awaitNoConnections(long deadlineNanos) {
		for (BrokerConnection connection : this.context.connections()) {
			long remainingNanos = deadlineNanos - System.nanoTime();
			if (remainingNanos <= 0) {
				return;
			}
			connection.channel().closeFuture().awaitUninterruptibly(remainingNanos, TimeUnit.NANOSECONDS);
		}
	}

	private static void release(ServerContext context, EventLoopGroup eventLoops) {
		Authenticator authenticator = context.authenticator();
		ServerTls tls = context.tls();
		if (authenticator != null) {
			authenticator.close();
		}
		eventLoops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
		if (tls != null) {
			tls.close();
		}
	}

}
