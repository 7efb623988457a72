package io.jolt.broker;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import org.slf4j.LoggerFactory;

/**
 * Ends an event loop of a broker that logs that it was sent an HTTP request, for this it
 * does on an event loop; and holds one up for ever where it logs that what it was sent is
 * not UTF-8. As a program it is a broker with that fault.
 */
public final class EventLoopSaboteur extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	static final byte[] END = "GET / HTTP/1.1\n".getBytes(StandardCharsets.US_ASCII);

	static final byte[] HOLD_UP = { (byte) 0xff, '\n' };

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.jolt.broker.connections");

	EventLoopSaboteur() {
		start();
		this.logger.addAppender(this);
	}

	public static void main(String[] arguments) {
		new EventLoopSaboteur();
		JoltBrokerMain.main(arguments);
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	protected void append(ILoggingEvent event) {
		EventExecutor loop = ThreadExecutorMap.currentExecutor();
		if (loop != null && event.getFormattedMessage().contains("HTTP")) {
			loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
		}
		else if (loop != null && event.getFormattedMessage().contains("UTF-8")) {
			System.err.println("held up");
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void close() {
		detach();
		stop();
	}

	void detach() {
		this.logger.detachAppender(this);
	}

}
