package io.jolt.integration.secrets;

import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches all that is logged, by whomever and at whatever level, stack traces included.
 */
final class LogWatch extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	// Spring Boot's property: its set-up of logging would remove this appender
	private static final String LOGGING_SYSTEM = "org.springframework.boot.logging.LoggingSystem";

	private final Queue<String> findings = new ConcurrentLinkedQueue<>();

	private final AtomicLong ofJolt = new AtomicLong();

	private final Logger root;

	// whoever has a level of its own
	private final Map<Logger, Level> levelsBefore = new HashMap<>();

	private final @Nullable String loggingSystemBefore;

	LogWatch() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		for (Logger logger : context.getLoggerList()) {
			if (logger.getLevel() != null) {
				this.levelsBefore.put(logger, logger.getLevel());
				logger.setLevel(Level.TRACE);
			}
		}
		this.loggingSystemBefore = System.getProperty(LOGGING_SYSTEM);
		System.setProperty(LOGGING_SYSTEM, "none");
		this.root.detachAndStopAllAppenders();
		setContext(context);
		super.start();
		this.root.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		String text = event.getThreadName() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
				+ ((event.getThrowableProxy() != null) ? "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())
						: "");
		if (event.getLoggerName().startsWith("io.jolt")) {
			this.ofJolt.incrementAndGet();
		}
		if (Sentinel.isIn(text)) {
			this.findings.add(text);
		}
	}

	void assertNothingFound() {
		assertThat(this.ofJolt).as("lines of Jolt's own").hasPositiveValue();
		assertThat(this.findings).isEmpty();
	}

	@Override
	public void close() {
		this.root.detachAppender(this);
		this.levelsBefore.forEach(Logger::setLevel);
		stop();
		if (this.loggingSystemBefore == null) {
			System.clearProperty(LOGGING_SYSTEM);
		}
		else {
			System.setProperty(LOGGING_SYSTEM, this.loggingSystemBefore);
		}
	}

}
