package io.jolt.client.tcp;

import org.jspecify.annotations.Nullable;

/**
 * Says who the client is. It is called before every attempt to connect, on a client
 * thread, so it may return a token that changes. An exception counts as a failed attempt,
 * as does a call that takes longer than the connect time-out.
 * <p>
 * Credentials that the broker has refused twice in a row are not sent again: the provider
 * is still called, with the same back-off, and the client tries again when it returns
 * different ones.
 */
@FunctionalInterface
public interface JoltCredentialsProvider {

	/**
	 * Returns the credentials for the next connection.
	 * @return the credentials, or {@code null} to stay anonymous
	 */
	@Nullable JoltCredentials credentials();

}
