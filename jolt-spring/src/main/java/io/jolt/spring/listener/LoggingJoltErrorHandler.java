package io.jolt.spring.listener;

import io.jolt.client.JoltMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.MessagingException;

/**
 * Logs each failure once, as an error with the topic and the listener's id. What a
 * listener throws is logged with its stack trace; that a message could not be converted,
 * or is not valid, in one line.
 */
public class LoggingJoltErrorHandler implements JoltErrorHandler {

	private static final Logger log = LoggerFactory.getLogger(LoggingJoltErrorHandler.class);

	@Override
	public void handleError(Throwable error, JoltMessage message, JoltMessageListenerContainer container) {
		String topic = LogText.of(message.topic());
		if (error instanceof MessagingException && isFromArguments(error)) {
			// its message quotes the payload
			log.error("Listener '{}' was not called for a message from topic '{}': {}: {}", container.getListenerId(),
					topic, error.getClass().getSimpleName(), LogText.of(String.valueOf(error.getMessage())));
			log.debug("Listener '{}' was not called for a message from topic '{}'", container.getListenerId(), topic,
					error);
		}
		else {
			log.error("Listener '{}' failed on a message from topic '{}'", container.getListenerId(), topic, error);
		}
	}

	private static boolean isFromArguments(Throwable error) {
		return error instanceof org.springframework.messaging.converter.MessageConversionException
				|| error instanceof org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
	}

}
