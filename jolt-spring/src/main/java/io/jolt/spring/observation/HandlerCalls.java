package io.jolt.spring.observation;

import java.util.function.Supplier;

/**
 * Knows which threads are currently notifying handlers, conventions and filters of a
 * publish. What these publish themselves is not observed: each observation would cause
 * the next, endlessly.
 */
final class HandlerCalls {

	// set only while a call is under way
	private static final ThreadLocal<Boolean> CURRENT = new ThreadLocal<>();

	private HandlerCalls() {
	}

	static boolean areUnderWay() {
		return CURRENT.get() != null;
	}

	static <T> T get(Supplier<T> calls) {
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
