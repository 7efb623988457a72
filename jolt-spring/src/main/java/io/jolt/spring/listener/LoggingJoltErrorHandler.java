package io.jolt.spring.listener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each failure once, as an error with the topic and the listener's id. An exception
 * of the listener is logged with its stack trace; a message that could not be converted
 * or is not valid, in one line.
 */
public class LoggingJoltErrorHandler implements JoltErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(LoggingJoltErrorHandler.class);

	@Override
	public void handleError(Throwable error, FailedDelivery delivery) {
		FailureLog.error(log, error, delivery, 1, "");
	}

}
