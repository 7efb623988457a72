package io.jolt.integration.secrets;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands for every secret in these tests, and the search for it.
 */
final class Sentinel {

	/**
	 * Part of every secret that is planted.
	 */
	static final String MARK = "s3ntinel";

	private Sentinel() {
	}

	/**
	 * A secret.
	 * @param place where it is planted, which tells in a failure how it came out
	 * @return the secret
	 */
	static String of(String place) {
		return MARK + "-" + place;
	}

	static boolean isIn(String text) {
		return text.toLowerCase(Locale.ROOT).contains(MARK);
	}

	static void assertAbsent(String where, @Nullable Object shown) {
		String text = String.valueOf(shown);
		assertThat(isIn(text)).as("a secret in %s: %s", where, text).isFalse();
	}

	/**
	 * Looks into a failure, its causes and what it suppresses.
	 * @param where what failed
	 * @param failure the failure
	 */
	static void assertAbsentFrom(String where, Throwable failure) {
		assertAbsentFrom(where, failure, Collections.newSetFromMap(new IdentityHashMap<>()));
	}

	private static void assertAbsentFrom(String where, Throwable failure, Set<Throwable> seen) {
		if (seen.add(failure)) {
			assertAbsent(where, failure);
			if (failure.getCause() != null) {
				assertAbsentFrom(where, failure.getCause(), seen);
			}
			for (Throwable suppressed : failure.getSuppressed()) {
				assertAbsentFrom(where, suppressed, seen);
			}
		}
	}

	/**
	 * Looks at the names of all threads.
	 */
	static void assertAbsentFromThreadNames() {
		Thread.getAllStackTraces().keySet().forEach((thread) -> assertAbsent("a thread's name", thread.getName()));
	}

}
