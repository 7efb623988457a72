package io.jolt.broker.internal.connection;

import java.nio.channels.ClosedChannelException;
import java.security.Principal;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;

import io.jolt.broker.internal.security.User;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sits between TLS and the connection's reader: reports the user of the other end, says
 * why a handshake failed, and turns the end of the other end's input into the same event
 * as on a plain connection.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class TlsHandshakeHandler extends ChannelInboundHandlerAdapter {

	private final ServerContext server;

	private boolean failed;

	TlsHandshakeHandler(ServerContext server) {
		this.server = server;
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent handshake) {
			if (handshake.isSuccess()) {
				context.fireUserEventTriggered(new Secured(userOf(context)));
			}
			else {
				failed(context, handshake.cause());
			}
		}
		else if (event instanceof SslCloseCompletionEvent close) {
			if (close.isSuccess()) {
				context.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
			}
		}
		else {
			context.fireUserEventTriggered(event);
		}
	}

	// null if no certificate was presented, or it belongs to no user
	private @Nullable User userOf(ChannelHandlerContext context) {
		try {
			Principal subject = context.pipeline().get(SslHandler.class).engine().getSession().getPeerPrincipal();
			return (subject instanceof X500Principal principal) ? this.server.certificateUsers().find(principal) : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

	private void failed(ChannelHandlerContext context, Throwable cause) {
		this.failed = true;
		if (cause instanceof NotSslRecordException) {
			refuse(context, Refusal.FOREIGN_PROTOCOL, "what it sent is not TLS, and this port speaks TLS only");
		}
		else if (cause instanceof SslHandshakeTimeoutException) {
			refuse(context, Refusal.TLS_HANDSHAKE_TIMEOUT, "no TLS handshake in time");
		}
		// otherwise it only knocked, as port scanners do
		else if (!(cause instanceof ClosedChannelException)) {
			refuse(context, Refusal.TLS_HANDSHAKE, "the TLS handshake failed: " + LogText.of(cause.getMessage()));
		}
	}

	private void refuse(ChannelHandlerContext context, Refusal refusal, String reason) {
		this.server.statistics().refused(refusal);
		this.server.log().closed(context.channel().remoteAddress(), reason);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof DecoderException && cause.getCause() instanceof SSLException failure) {
			if (!this.failed) {
				this.failed = true;
				this.server.log()
					.closed(context.channel().remoteAddress(), "TLS failed: " + LogText.of(failure.getMessage()));
			}
			context.close();
		}
		else {
			context.fireExceptionCaught(cause);
		}
	}

	/**
	 * The handshake is done.
	 *
	 * @param user the user of the client's certificate; null if none
	 */
	record Secured(@Nullable User user) {

	}

}
