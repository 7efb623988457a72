package io.jolt.integration.guarantees;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.PublishResult;

/**
 * What the client says became of a publish.
 */
public enum Outcome {

	/** The broker said so. */
	ACCEPTED,

	/** Complete without an answer, as the broker gives none. */
	WRITTEN,

	/** The broker refused it. */
	REJECTED,

	/** It never reached the broker. */
	NOT_SENT,

	/** It was written, and nobody knows. */
	UNKNOWN,

	/** The caller gave it up. */
	CANCELLED;

	private static final int PATIENCE_SECONDS = 20;

	/**
	 * Waits for a publish to end.
	 * @param publish the publish
	 * @return what became of it
	 * @throws AssertionError if it does not end, or in no way that is promised
	 */
	public static Outcome of(CompletableFuture<PublishResult> publish) {
		try {
			return publish.get(PATIENCE_SECONDS, TimeUnit.SECONDS).acknowledged() ? ACCEPTED : WRITTEN;
		}
		catch (CancellationException ex) {
			return CANCELLED;
		}
		catch (ExecutionException ex) {
			return of(Objects.requireNonNull(ex.getCause()));
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError("A publish has not ended", ex);
		}
	}

	private static Outcome of(Throwable failure) {
		if (failure instanceof JoltRejectedException) {
			return REJECTED;
		}
		if (failure instanceof JoltNotSentException) {
			return NOT_SENT;
		}
		if (failure instanceof JoltOutcomeUnknownException) {
			return UNKNOWN;
		}
		throw new AssertionError("A publish ended in none of the promised ways", failure);
	}

}
