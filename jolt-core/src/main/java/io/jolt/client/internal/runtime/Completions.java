package io.jolt.client.internal.runtime;

/**
 * Completes users' futures in order, on a separate thread: their dependents are user
 * code, which must run neither on the reader nor under a lock.
 */
@FunctionalInterface
public interface Completions {

	/**
	 * Completes a future soon.
	 * @param completion completes it
	 */
	void add(Runnable completion);

}
