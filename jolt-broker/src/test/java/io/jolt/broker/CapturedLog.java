package io.jolt.broker;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the broker logs while it is open.
 */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.jolt.broker");

	private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

	private final Logger connections = (Logger) LoggerFactory.getLogger("io.jolt.broker.connections");

	private final Level connectionsLevel = this.connections.getLevel();

	private final Level level = this.logger.getLevel();

	CapturedLog() {
		this(null);
	}

	// level: that of the broker; null for the one that it has
	CapturedLog(@Nullable Level level) {
		start();
		if (level != null) {
			this.logger.setLevel(level);
		}
		this.connections.setLevel(Level.WARN);
		this.logger.setAdditive(false);
		this.logger.addAppender(this);
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.events.add(event);
	}

	// each with its level
	List<String> lines() {
		return this.events.stream().map((event) -> event.getLevel() + " " + event.getFormattedMessage()).toList();
	}

	@Override
	public void close() {
		this.logger.detachAppender(this);
		this.logger.setAdditive(true);
		this.logger.setLevel(this.level);
		this.connections.setLevel(this.connectionsLevel);
		stop();
	}

}
