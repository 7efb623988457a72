package io.jolt.spring.internal;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.jolt.client.JoltCall;
import io.jolt.client.JoltReplyException;

/**
 * The calls that a listener has accepted and that have not ended. Safe for use by several
 * threads.
 */
public final class OpenCalls {

	private final Set<JoltCall> calls = ConcurrentHashMap.newKeySet();

	/**
	 * Adds a call, until it ends.
	 * @param call the call
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // however it ends
	public void add(JoltCall call) {
		this.calls.add(call);
		call.ended().whenComplete((ended, failure) -> this.calls.remove(call));
	}

	/**
	 * Waits for those that are open now.
	 * @return completes when they have ended in any way; never fails
	 */
	public CompletableFuture<Void> ended() {
		return CompletableFuture.allOf(this.calls.stream()
			.map((call) -> call.ended().exceptionally((failure) -> null))
			.toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Ends those that are still open, with the error
	 * {@value JoltReplyException#SHUTTING_DOWN} for the other side.
	 * @return how many there were
	 */
	public int end() {
		int ended = 0;
		for (JoltCall call : this.calls) {
			call.fail(JoltReplyException.SHUTTING_DOWN, "");
			ended++;
		}
		return ended;
	}

	/**
	 * A listener that accepts calls.
	 */
	public interface Holder {

		/**
		 * Its calls.
		 * @return the same object each time
		 */
		OpenCalls openCalls();

	}

}
