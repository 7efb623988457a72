package io.jolt.spring.observation;

import java.util.Locale;
import java.util.concurrent.CancellationException;

import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a request, or of opening a call.
 */
public enum JoltRequestOutcome {

	/**
	 * There was a reply, whatever its status, or the call was accepted.
	 */
	REPLY,

	/**
	 * The other side answered that it failed.
	 */
	ERROR,

	/**
	 * Nobody is subscribed to the topic.
	 */
	NO_RESPONDER,

	/**
	 * Nobody answered in time.
	 */
	TIMEOUT,

	/**
	 * The broker refused it.
	 */
	REJECTED,

	/**
	 * It never reached the broker.
	 */
	NOT_SENT,

	/**
	 * It was sent, but the connection ended before the reply.
	 */
	UNKNOWN,

	/**
	 * The caller stopped waiting.
	 */
	CANCELLED,

	/**
	 * The payload could not be converted to a message, so nothing was sent.
	 */
	INVALID;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * The value of the tag.
	 * @return the name in lower case
	 */
	public String tag() {
		return this.tag;
	}

	static JoltRequestOutcome of(@Nullable Throwable failure) {
		if (failure == null) {
			return REPLY;
		}
		if (failure instanceof JoltReplyErrorException) {
			return ERROR;
		}
		if (failure instanceof JoltNoResponderException) {
			return NO_RESPONDER;
		}
		if (failure instanceof JoltReplyTimeoutException) {
			return TIMEOUT;
		}
		if (failure instanceof JoltRejectedException) {
			return REJECTED;
		}
		if (failure instanceof JoltNotSentException) {
			return NOT_SENT;
		}
		return (failure instanceof CancellationException) ? CANCELLED : UNKNOWN;
	}

}
