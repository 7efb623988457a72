package io.jolt.client.internal.link;

import io.jolt.client.JoltAuthenticationException;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which credentials the broker has refused. Those refused twice in a row are
 * not tried again, because every further failure would count against their user and their
 * address. Only what the broker has said counts, not a connection that ended. Safe for
 * use by several threads.
 */
public final class RefusedCredentials {

	private static final int TRIES = 2;

	// guarded by this
	private @Nullable JoltCredentials refused;

	// what the broker said about them, null if there are none; guarded by this
	private @Nullable JoltAuthenticationException failure;

	// how often in a row; guarded by this
	private int times;

	synchronized void refused(JoltCredentials credentials, JoltAuthenticationException cause) {
		this.times = credentials.equals(this.refused) ? this.times + 1 : 1;
		this.refused = credentials;
		this.failure = cause;
	}

	/**
	 * Allows one more try, on request.
	 */
	public synchronized void allowOneMore() {
		this.times = Math.min(this.times, TRIES - 1);
	}

	/**
	 * Requires credentials that are worth a try.
	 * @param credentials the credentials, or {@code null} for none
	 * @throws JoltAuthenticationException if they were refused too often
	 */
	synchronized void require(@Nullable JoltCredentials credentials) {
		if (this.failure != null && isExhausted(credentials)) {
			throw this.failure;
		}
	}

	/**
	 * Starts over, because credentials were accepted or the client is starting.
	 */
	public synchronized void forget() {
		this.refused = null;
		this.failure = null;
		this.times = 0;
	}

	/**
	 * Whether trying is useless until the credentials change.
	 * @return {@code true} if the last ones were refused too often
	 */
	public synchronized boolean isExhausted() {
		return this.times >= TRIES;
	}

	/**
	 * Whether these credentials were refused too often to be tried again.
	 * @param credentials the credentials
	 * @return {@code true} if they were
	 */
	public synchronized boolean isExhausted(@Nullable JoltCredentials credentials) {
		return isExhausted() && credentials != null && credentials.equals(this.refused);
	}

	/**
	 * Adds to a failure that it was the last try, if it was.
	 * @param failure the failure of an attempt
	 * @return the failure, or one that says more
	 */
	JoltException explain(JoltException failure) {
		if (!(failure instanceof JoltAuthenticationException) || !isExhausted()) {
			return failure;
		}
		return new JoltAuthenticationException(
				failure.getMessage() + ". The same credentials were refused "
						+ "twice in a row: they are not tried again before they change or connect() is called",
				failure);
	}

}
