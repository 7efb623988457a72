package io.jolt.broker.internal.connection;

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * Ends the output of a connection, with the TLS close message if there is TLS, so that
 * the last answer arrives. Owned by the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class OutputEnd {

	private final DuplexChannel channel;

	private final @Nullable SslHandler tls;

	private boolean begun;

	OutputEnd(DuplexChannel channel, @Nullable SslHandler tls) {
		this.channel = channel;
		this.tls = tls;
	}

	boolean hasBegun() {
		return this.begun;
	}

	/**
	 * Says that nothing more comes, and closes when the other end has said so too, or
	 * after a while: closing at once would tell the operating system to throw away the
	 * last answer where something sent to us is unread.
	 * @param lingerMillis how long that while is
	 */
	void begin(long lingerMillis) {
		// writes that fail because it is closed lead here too, and TLS is gone by then
		if (this.begun || !this.channel.isOpen()) {
			return;
		}
		this.begun = true;
		if (this.tls != null) {
			this.tls.closeOutbound().addListener((future) -> shutDownOutput());
		}
		else {
			shutDownOutput();
		}
		if (this.channel.isOpen()) {
			this.channel.eventLoop().schedule(this::closeNow, lingerMillis, TimeUnit.MILLISECONDS);
		}
	}

	private void shutDownOutput() {
		if (this.channel.isInputShutdown()) {
			closeNow();
		}
		else {
			this.channel.shutdownOutput();
		}
	}

	/**
	 * Closes at once, without the TLS close message, which would wait for a peer that
	 * does not read.
	 */
	void closeNow() {
		ChannelHandlerContext context = (this.tls != null) ? this.channel.pipeline().context(this.tls) : null;
		if (context != null) {
			context.close();
		}
		else {
			this.channel.close();
		}
	}

}
