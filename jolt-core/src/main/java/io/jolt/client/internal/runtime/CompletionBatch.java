package io.jolt.client.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Collects what one read completes, because a hand-over to another thread costs more than
 * a completion. Not safe for use by several threads.
 */
public final class CompletionBatch implements Completions {

	private final Completer executor;

	private final List<Runnable> collected = new ArrayList<>();

	/**
	 * Creates an empty batch.
	 * @param executor completes what is flushed
	 */
	public CompletionBatch(Completer executor) {
		this.executor = executor;
	}

	@Override
	public void add(Runnable completion) {
		this.collected.add(completion);
	}

	/**
	 * Hands over what was collected, all at once.
	 * @param threads runs the completions, if no thread runs any
	 */
	public void flush(Executor threads) {
		if (!this.collected.isEmpty()) {
			this.executor.executeAll(this.collected, threads);
			this.collected.clear();
		}
	}

}
