package io.jolt.spring.core;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.jolt.client.JoltReply;
import org.jspecify.annotations.Nullable;

/**
 * The future of what a reply is converted to. It fails with the client's exception
 * itself, and cancelling it cancels the request.
 *
 * @param <T> the type of the result
 */
final class MappedReply<T extends @Nullable Object> extends CompletableFuture<T> {

	private final CompletableFuture<JoltReply> reply;

	@SuppressWarnings("FutureReturnValueIgnored") // this one tells all outcomes
	MappedReply(CompletableFuture<JoltReply> reply, Function<JoltReply, T> mapping) {
		this.reply = reply;
		reply.whenComplete((value, failure) -> {
			if (failure != null) {
				completeExceptionally(failure);
				return;
			}
			try {
				complete(mapping.apply(value));
			}
			catch (Throwable ex) {
				completeExceptionally(ex);
			}
		});
	}

	@Override
	public boolean cancel(boolean mayInterruptIfRunning) {
		this.reply.cancel(mayInterruptIfRunning);
		return super.cancel(mayInterruptIfRunning) || isCancelled();
	}

	// what depends on it is the user's own
	@Override
	public <U> CompletableFuture<U> newIncompleteFuture() {
		return new CompletableFuture<>();
	}

}
