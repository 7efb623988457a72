package io.jolt.broker.internal.connection;

import java.net.InetSocketAddress;

import io.jolt.broker.internal.protocol.Answer;
import io.jolt.broker.internal.protocol.ErrorCode;
import io.jolt.broker.internal.tls.ServerTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Lets a new connection in, or refuses it with an answer where there are too many.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class ConnectionInitializer extends ChannelInitializer<Channel> {

	private static final Answer TOO_MANY_CONNECTIONS = Answer.error(ErrorCode.TOO_MANY_CONNECTIONS);

	private final ServerContext server;

	private final RequestProcessor processor;

	private final FastThreadLocal<EventLoopContext> loops = new FastThreadLocal<>();

	ConnectionInitializer(ServerContext server) {
		this.server = server;
		this.processor = new RequestProcessor(server);
	}

	@Override
	protected void initChannel(Channel channel) {
		InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
		if (peer == null) {
			// gone before it was accepted
			channel.close();
		}
		else if (this.server.limiter().enter(peer.getAddress())) {
			channel.closeFuture().addListener((future) -> this.server.limiter().leave(peer.getAddress()));
			secure(channel);
			channel.pipeline()
				.addLast(
						new ConnectionHandler(this.server, this.processor, (resume) -> new BrokerConnection(this.server,
								(DuplexChannel) channel, loop(channel.eventLoop()), resume)));
		}
		else {
			this.server.log().closed(peer, "there are too many connections");
			secure(channel);
			channel.pipeline().addLast(new RefusedConnectionHandler(TOO_MANY_CONNECTIONS));
		}
	}

	private void secure(Channel channel) {
		ServerTls tls = this.server.tls();
		if (tls != null) {
			channel.pipeline().addLast(tls.newHandler(channel.alloc()), new TlsHandshakeHandler(this.server));
		}
	}

	private EventLoopContext loop(EventLoop eventLoop) {
		EventLoopContext context = this.loops.get();
		if (context == null) {
			context = new EventLoopContext(eventLoop);
			this.loops.set(context);
		}
		return context;
	}

}
