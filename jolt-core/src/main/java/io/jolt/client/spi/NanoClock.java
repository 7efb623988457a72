package io.jolt.client.spi;

/**
 * Monotonic time: the wall clock may jump, and no time-out may depend on it.
 */
@FunctionalInterface
public interface NanoClock {

	/**
	 * Returns the time since an arbitrary moment.
	 * @return the time in nanoseconds, to be compared by subtraction only
	 */
	long nanoTime();

}
