package io.jolt.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a class logs until it is closed.
 */
public final class LogCapture extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger;

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private LogCapture(String loggerName) {
		this.logger = (Logger) LoggerFactory.getLogger(loggerName);
	}

	/**
	 * Begins to capture.
	 * @param type the class that logs
	 * @return the capture
	 */
	public static LogCapture of(Class<?> type) {
		return of(type.getName());
	}

	/**
	 * Begins to capture.
	 * @param loggerName the logger's name
	 * @return the capture
	 */
	public static LogCapture of(String loggerName) {
		LogCapture capture = new LogCapture(loggerName);
		capture.start();
		capture.logger.addAppender(capture);
		capture.logger.setLevel(Level.DEBUG);
		return capture;
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
	}

	/**
	 * What was logged.
	 * @param level the level
	 * @return the events of that level
	 */
	public List<ILoggingEvent> events(Level level) {
		return this.events.stream().filter((event) -> event.getLevel() == level).toList();
	}

	/**
	 * What was logged.
	 * @param level the level
	 * @return the formatted messages of that level
	 */
	public List<String> messages(Level level) {
		return events(level).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setLevel(null);
		stop();
	}

}
