package io.jolt.spring.listener.adapter;

import java.util.List;
import java.util.stream.Collectors;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltPayloadException;
import io.jolt.client.JoltReplyException;
import io.jolt.spring.internal.DeliveredMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * What the asking side is told of a listener's failure: nothing of the code that failed,
 * such as the name of a class, and no values.
 */
public final class ErrorReply {

	private static final int MAX_ERRORS = 10;

	private static final int MAX_CHARS = 1000;

	private ErrorReply() {
	}

	/**
	 * The answer for a failure.
	 * @param error why the listener failed, or why its message did not reach it
	 * @param message the message
	 * @return the code and the text to answer with; the error itself if it has them
	 */
	public static JoltReplyException of(Throwable error, JoltMessage message) {
		if (error instanceof JoltReplyException reply) {
			return reply;
		}
		if (error instanceof NoMatchingJoltHandlerException) {
			return new JoltReplyException(JoltReplyException.NO_HANDLER, "No handler takes messages of this type");
		}
		if (!isUndecodable(error, message) && !isFromArguments(error, message)) {
			return new JoltReplyException(JoltReplyException.LISTENER_FAILED, "");
		}
		return new JoltReplyException(JoltReplyException.INVALID_PAYLOAD,
				(error instanceof MethodArgumentNotValidException invalid) ? text(invalid.getBindingResult())
						: "The message cannot be read as what the handler takes");
	}

	// whoever asked for its text first; a listener may fail on that of another message
	private static boolean isUndecodable(Throwable error, JoltMessage message) {
		if (!(error instanceof JoltPayloadException) && !(error.getCause() instanceof JoltPayloadException)) {
			return false;
		}
		try {
			message.data();
			return false;
		}
		catch (JoltPayloadException ex) {
			return true;
		}
	}

	// a listener may throw the same types, but not for the message that it was called
	// with
	private static boolean isFromArguments(Throwable error, JoltMessage message) {
		if (error instanceof ArgumentConversionException) {
			return true;
		}
		if (!(error instanceof MessageConversionException || error instanceof MethodArgumentResolutionException
				|| error instanceof MessageHandlingException) || isFromRequest(error)) {
			return false;
		}
		return ((MessagingException) error).getFailedMessage() instanceof DeliveredMessage<?> failed
				&& failed.source() == message;
	}

	// one of the listener's own, which may have passed the message on
	private static boolean isFromRequest(Throwable error) {
		return error.getCause() instanceof JoltException;
	}

	// the texts of constraints are the application's, and meant to be shown
	private static String text(@Nullable BindingResult result) {
		List<ObjectError> errors = (result != null) ? result.getAllErrors() : List.of();
		String text = errors.stream().limit(MAX_ERRORS).map(ErrorReply::text).collect(Collectors.joining("; "));
		return (text.length() <= MAX_CHARS) ? text : text.substring(0, MAX_CHARS);
	}

	private static String text(ObjectError error) {
		String text = String.valueOf(error.getDefaultMessage());
		return (error instanceof FieldError field) ? field.getField() + ": " + text : text;
	}

}
