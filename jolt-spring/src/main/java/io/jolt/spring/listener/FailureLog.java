package io.jolt.spring.listener;

import io.jolt.client.spi.EncodedMessage;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import org.slf4j.Logger;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * Logs one error when a listener failed for good. An exception of the listener is logged
 * with its stack trace; a message that could not be converted or is not valid, in one
 * line.
 */
final class FailureLog {

	private FailureLog() {
	}

	/**
	 * Logs a failure.
	 * @param log the logger
	 * @param error the listener's failure
	 * @param delivery the message on which it failed
	 * @param attempts the number of attempts
	 * @param outcome the outcome for the message, appended to the sentence; may be empty
	 */
	static void error(Logger log, Throwable error, FailedDelivery delivery, int attempts, String outcome) {
		if (isFromArguments(error, delivery)) {
			// its message quotes the payload
			log.error("Listener '{}' was not called for a message from topic '{}'{}: {}: {}", delivery.listenerId(),
					LogText.of(delivery.topic()), after(attempts) + outcome, error.getClass().getSimpleName(),
					LogText.of(String.valueOf(error.getMessage())));
			log.debug("Listener '{}' was not called for a message from topic '{}'", delivery.listenerId(),
					LogText.of(delivery.topic()), LogThrowable.of(error));
		}
		else {
			log.error("Listener '{}' failed on a message from topic '{}'{}", delivery.listenerId(),
					LogText.of(delivery.topic()), after(attempts) + outcome, LogThrowable.of(error));
		}
	}

	static String after(int attempts) {
		return (attempts > 1) ? " after " + attempts + " attempts" : "";
	}

	// a listener may throw the same types, but not for the message that it was called
	// with
	private static boolean isFromArguments(Throwable error, FailedDelivery delivery) {
		if (!(error instanceof MessageConversionException || error instanceof MethodArgumentResolutionException)) {
			return false;
		}
		Message<?> failed = ((MessagingException) error).getFailedMessage();
		return failed != null && EncodedMessage.textOf(delivery.message()).equals(failed.getPayload());
	}

}
