package io.jolt.spring.observation;

import java.util.Locale;

import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a publish.
 */
public enum JoltPublishOutcome {

	/**
	 * The broker confirmed it.
	 */
	ACCEPTED,

	/**
	 * It was written to a broker that does not answer publishes.
	 */
	UNACKNOWLEDGED,

	/**
	 * The broker refused it.
	 */
	REJECTED,

	/**
	 * It never reached the broker.
	 */
	NOT_SENT,

	/**
	 * It was written, but it is unknown whether the broker accepted it, or the caller
	 * stopped waiting for the answer.
	 */
	UNKNOWN,

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

	static JoltPublishOutcome of(PublishResult result) {
		return result.acknowledged() ? ACCEPTED : UNACKNOWLEDGED;
	}

	static JoltPublishOutcome of(@Nullable Throwable failure) {
		if (failure instanceof JoltRejectedException) {
			return REJECTED;
		}
		return (failure instanceof JoltNotSentException) ? NOT_SENT : UNKNOWN;
	}

}
