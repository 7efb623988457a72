package io.jolt.broker.internal.connection;

import io.jolt.broker.internal.protocol.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * Tells a connection why it is refused, and closes it. What it sends meanwhile is
 * discarded, so that the operating system does not discard the answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class RefusedConnectionHandler extends ChannelInboundHandlerAdapter {

	private static final long LINGER_MILLIS = 1000;

	private final Answer answer;

	// how much more is read and thrown away. Owned by the event loop.
	private long lingerBytes;

	RefusedConnectionHandler(Answer answer, int lingerBytes) {
		this.answer = answer;
		this.lingerBytes = lingerBytes;
	}

	@Override
	public void channelActive(ChannelHandlerContext context) {
		SslHandler tls = context.pipeline().get(SslHandler.class);
		OutputEnd end = new OutputEnd((DuplexChannel) context.channel(), tls);
		if (tls == null) {
			refuse(context, end);
		}
		else {
			tls.handshakeFuture().addListener((handshake) -> {
				if (handshake.isSuccess()) {
					refuse(context, end);
				}
			});
		}
	}

	private void refuse(ChannelHandlerContext context, OutputEnd end) {
		context.writeAndFlush(Unpooled.wrappedBuffer(this.answer.line()))
			.addListener((future) -> end.begin(LINGER_MILLIS));
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		this.lingerBytes -= ((ByteBuf) message).readableBytes();
		ReferenceCountUtil.release(message);
		if (this.lingerBytes < 0) {
			context.close();
		}
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof ChannelInputShutdownEvent) {
			context.close();
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
