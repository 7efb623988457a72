package io.jolt.broker.internal.connection;

import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses accepting when it fails, longer each time: nearly always no file descriptors are
 * left, and retrying at once would only burn a processor. New connections meanwhile wait
 * in the operating system's queue. Owned by the event loop of the channel that listens.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports on its own futures
final class AcceptBackOff extends ChannelInboundHandlerAdapter {

	private static final Logger logger = LoggerFactory.getLogger("io.jolt.broker");

	private static final long FIRST_MILLIS = 100;

	private static final long LONGEST_MILLIS = 1000;

	private final Statistics statistics;

	private final LogLimit limit = new LogLimit(1, System::nanoTime);

	// since a connection was accepted
	private int failures;

	private boolean pausing;

	AcceptBackOff(Statistics statistics) {
		this.statistics = statistics;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		if (this.failures > 0) {
			logger.info("Accepting connections again after {} failures", this.failures);
			this.failures = 0;
		}
		context.fireChannelRead(message);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.statistics.acceptFailed();
		long delayMillis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(this.failures, Long.SIZE / 4));
		this.failures++;
		int before = this.limit.admit();
		if (before >= 0) {
			logger
				.warn("Cannot accept connections: {}. Trying again, at least every {} ms. Where there are too few file "
						+ "descriptors, raise their limit (ulimit -n) or lower maxConnections ({} more such failures were "
						+ "not logged)", LogText.of(cause.getMessage()), LONGEST_MILLIS, before);
		}
		pause(context.channel(), delayMillis);
	}

	private void pause(Channel channel, long delayMillis) {
		if (this.pausing) {
			return;
		}
		this.pausing = true;
		channel.config().setAutoRead(false);
		channel.eventLoop().schedule(() -> {
			this.pausing = false;
			channel.config().setAutoRead(true);
		}, delayMillis, TimeUnit.MILLISECONDS);
	}

}
