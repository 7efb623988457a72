package io.jolt.client.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Says who the client is. It is asked anew before every attempt to connect, on the
 * client's own thread, so that it may return a token that changes. An exception counts as
 * a failed attempt, and so does a call that takes longer than the connect time-out.
 * <p>
 * Credentials that the broker has refused twice in a row are not sent again: the provider
 * is still asked, with the same back-off, and the next attempt is made when it returns
 * others.
 */
@FunctionalInterface
public interface JoltCredentialsProvider {

	/**
	 * Returns the credentials for the next connection.
	 * @return the credentials, or {@code null} to stay anonymous
	 */
	@Nullable JoltCredentials credentials();

}
