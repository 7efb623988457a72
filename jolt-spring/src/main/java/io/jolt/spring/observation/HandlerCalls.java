package io.jolt.spring.observation;

import java.util.function.Supplier;

/**
 * Knows which threads are currently notifying handlers, conventions and filters of a
 * publish, or exporting what these recorded. What is published meanwhile on the same
 * thread is not observed: each observation would cause the next, endlessly. Safe for use
 * by several threads.
 */
public final class HandlerCalls {

	// set only while a call is under way
	private static final ThreadLocal<Boolean> CURRENT = new ThreadLocal<>();

	private HandlerCalls() {
	}

	static boolean areUnderWay() {
		return CURRENT.get() != null;
	}

	/**
	 * Makes calls on the current thread whose own publishes on this thread are not to be
	 * observed, of an exporter for example. Blocks as long as the calls do. Calls may be
	 * nested.
	 * @param calls the calls
	 * @param <T> the type of their result
	 * @return their result
	 */
	public static <T> T get(Supplier<T> calls) {
		if (areUnderWay()) {
			return calls.get();
		}
		CURRENT.set(Boolean.TRUE);
		try {
			return calls.get();
		}
		finally {
			CURRENT.remove();
		}
	}

	static void run(Runnable calls) {
		get(() -> {
			calls.run();
			return Boolean.TRUE;
		});
	}

}
