package io.jolt.spring.listener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that a listener failed for good, as {@link LoggingJoltErrorHandler} does, and
 * the number of attempts.
 */
public class LoggingJoltMessageRecoverer implements JoltMessageRecoverer {

	private static final Logger log = LoggerFactory.getLogger(LoggingJoltMessageRecoverer.class);

	@Override
	public void recover(Throwable error, FailedDelivery delivery, int attempts) {
		FailureLog.error(log, error, delivery, attempts, "");
	}

}
