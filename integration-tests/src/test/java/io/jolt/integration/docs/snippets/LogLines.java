package io.jolt.integration.docs.snippets;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * What the examples of one class log while this is open.
 */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();

	private final Logger logger;

	private LogLines(Class<?> type) {
		this.logger = (Logger) LoggerFactory.getLogger(type);
	}

	static LogLines of(Class<?> type) {
		LogLines lines = new LogLines(type);
		lines.start();
		lines.logger.setLevel(Level.INFO);
		lines.logger.addAppender(lines);
		return lines;
	}

	@Override
	protected void append(ILoggingEvent event) {
		event.getThreadName();
		this.events.add(event);
	}

	String next() throws InterruptedException {
		ILoggingEvent event = this.events.poll(10, TimeUnit.SECONDS);
		return (event != null) ? event.getFormattedMessage() : "nothing within 10 seconds";
	}

	boolean contains(String line) {
		return this.events.stream().anyMatch((event) -> event.getFormattedMessage().equals(line));
	}

	boolean isEmpty() {
		return this.events.isEmpty();
	}

	/**
	 * The lines so far.
	 * @return each with the name of the thread that logged it before it
	 */
	List<String> withThreads() {
		return this.events.stream().map((event) -> event.getThreadName() + ": " + event.getFormattedMessage()).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setLevel(null);
		stop();
	}

}
