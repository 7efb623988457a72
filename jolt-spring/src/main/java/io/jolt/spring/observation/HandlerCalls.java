package io.jolt.spring.observation;

import java.util.function.Supplier;

/**
 * Knows the threads on which handlers, conventions and filters are being told of a
 * publish. What they publish themselves is not observed, or each would lead to the next
 * without an end.
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
