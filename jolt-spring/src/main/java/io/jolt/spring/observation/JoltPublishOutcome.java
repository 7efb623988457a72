package io.jolt.spring.observation;

import java.util.Locale;

import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishResult;
import org.jspecify.annotations.Nullable;

/**
 * What became of a publish.
 */
public enum JoltPublishOutcome {

	/**
	 * The broker has confirmed it.
	 */
	ACCEPTED,

	/**
	 * It was written to a broker that does not answer publishes.
	 */
	UNACKNOWLEDGED,

	/**
	 * The broker has refused it.
	 */
	REJECTED,

	/**
	 * It never reached the broker.
	 */
	NOT_SENT,

	/**
	 * It was written, and nobody knows whether the broker took it; or nobody waits for
	 * the answer any more.
	 */
	UNKNOWN,

	/**
	 * It could not be made into a message, so there was nothing to send.
	 */
	INVALID;

	private final String tag = name().toLowerCase(Locale.ROOT);

	/**
	 * As it stands in a tag.
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
