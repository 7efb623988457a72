package io.jolt.broker.internal.connection;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets a new connection in, or refuses it with an answer if there are too many.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class ConnectionInitializer extends ChannelInitializer<Channel> {

	private final ServerContext server;

	private final RequestProcessor processor;

	private final String tooMany;

	private final String tooManyOfAddress;

	// those who are being told that they are refused
	private final AtomicInteger refused = new AtomicInteger();

	private final FastThreadLocal<EventLoopContext> loops = new FastThreadLocal<>();

	ConnectionInitializer(ServerContext server) {
		this.server = server;
		this.processor = new RequestProcessor(server);
		this.tooMany = "there are " + server.options().maxConnections()
				+ " connections already, and maxConnections allows no more";
		// short enough for a client that cuts what it quotes
		this.tooManyOfAddress = "its address has " + server.options().maxConnectionsPerAddress()
				+ " connections, as many as maxConnectionsPerAddress allows";
	}

	@Override
	protected void initChannel(Channel channel) {
		InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
		if (peer == null) {
			// gone before it was accepted
			channel.close();
		}
		else {
			Refusal refusal = this.server.limiter().enter(peer.getAddress());
			if (refusal == null) {
				admit(channel, peer);
			}
			else {
				refuse(channel, peer, refusal);
			}
		}
	}

	private void admit(Channel channel, InetSocketAddress peer) {
		channel.closeFuture().addListener((future) -> this.server.limiter().leave(peer.getAddress()));
		secure(channel);
		channel.pipeline()
			.addLast(new ConnectionHandler(this.server, this.processor, (resume) -> new BrokerConnection(this.server,
					(DuplexChannel) channel, loop(channel.eventLoop()), resume)));
	}

	// a connection that is told why holds a file descriptor for a while, so only a
	// limited number are told
	private void refuse(Channel channel, InetSocketAddress peer, Refusal refusal) {
		this.server.statistics().refused(refusal);
		String reason = (refusal == Refusal.CONNECTIONS_PER_ADDRESS) ? this.tooManyOfAddress : this.tooMany;
		this.server.log()
			.closed(peer, reason + "; each client has one connection, and one more for each of its blocking listeners");
		if (this.refused.incrementAndGet() > this.server.options().maxRefusedConnections()) {
			this.refused.decrementAndGet();
			channel.close();
			return;
		}
		channel.closeFuture().addListener((future) -> this.refused.decrementAndGet());
		secure(channel);
		channel.pipeline()
			.addLast(new RefusedConnectionHandler(Answer.error(ErrorCode.TOO_MANY_CONNECTIONS, reason),
					this.server.options().maxLineBytes()));
	}

	private void secure(Channel channel) {
		ServerTls tls = this.server.tls();
		if (tls != null) {
			channel.pipeline().addLast(tls.newHandler(channel.alloc()), new TlsHandshakeHandler(this.server));
		}
	}

	// what a loop's connections share. On that loop only.
	EventLoopContext loop(EventLoop eventLoop) {
		EventLoopContext context = this.loops.get();
		if (context == null) {
			context = new EventLoopContext(eventLoop, this.server.statistics().newLoop(), this.server.memory());
			this.loops.set(context);
		}
		return context;
	}

}
