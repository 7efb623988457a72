package io.jolt.spring.listener;

/**
 * Hears of a {@link DefaultJoltErrorHandler}'s attempts, on the listener's thread. What
 * it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface JoltRetryListener {

	/**
	 * An attempt failed, the first one included.
	 * @param delivery the message and its listener
	 * @param error what the listener failed with
	 * @param attempt the attempt's number, from 1
	 */
	void failedDelivery(FailedDelivery delivery, Throwable error, int attempt);

	/**
	 * There were no more attempts, and the recoverer took the message.
	 * @param delivery the message and its listener
	 * @param error what the last attempt failed with
	 */
	default void recovered(FailedDelivery delivery, Throwable error) {
	}

	/**
	 * There were no more attempts, and the recoverer failed.
	 * @param delivery the message and its listener
	 * @param error what the last attempt failed with
	 * @param failure what the recoverer threw
	 */
	default void recoveryFailed(FailedDelivery delivery, Throwable error, Throwable failure) {
	}

}
