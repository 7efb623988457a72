package io.jolt.spring.listener;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * Logs each failure once, as an error with the topic and the listener's id. What a
 * listener throws is logged with its stack trace; that a message could not be converted,
 * or is not valid, in one line.
 */
public class LoggingJoltErrorHandler implements JoltErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(LoggingJoltErrorHandler.class);

	@Override
	public void handleError(Throwable error, FailedDelivery delivery) {
		String topic = LogText.of(delivery.topic());
		if (isFromArguments(error)) {
			// its message quotes the payload
			log.error("Listener '{}' was not called for a message from topic '{}': {}: {}", delivery.listenerId(),
					topic, error.getClass().getSimpleName(), LogText.of(String.valueOf(error.getMessage())));
			log.debug("Listener '{}' was not called for a message from topic '{}'", delivery.listenerId(), topic,
					error);
		}
		else {
			log.error("Listener '{}' failed on a message from topic '{}'", delivery.listenerId(), topic, error);
		}
	}

	// a listener may throw the same types, but then not for the message it was called
	// with
	private static boolean isFromArguments(Throwable error) {
		return (error instanceof MessageConversionException || error instanceof MethodArgumentResolutionException)
				&& ((MessagingException) error).getFailedMessage() instanceof DeliveredMessage;
	}

}
