package io.jolt.spring.core;

import io.jolt.client.spi.LogText;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHandlingException;

/**
 * The other side answered a request, but not as asked. The text quotes only the beginning
 * of the payload, which may have megabytes.
 */
final class FailedRequestException extends MessageHandlingException {

	private static final long serialVersionUID = 1L;

	FailedRequestException(Message<?> message, Throwable cause) {
		super(message, LogText.of(String.valueOf(cause.getMessage())), cause);
	}

	// the superclass appends the whole message to what getMessage() says
	@Override
	@SuppressWarnings("OverrideThrowableToString")
	public String toString() {
		Message<?> message = getFailedMessage();
		return MessageHandlingException.class.getName() + ": " + getMessage()
				+ ((message != null) ? ", payload=" + LogText.of(String.valueOf(message.getPayload())) : "");
	}

}
