package io.jolt.spring.listener;

/**
 * Is notified of a {@link DefaultJoltErrorHandler}'s attempts, on the listener's thread.
 * Its exceptions are logged and change nothing.
 */
@FunctionalInterface
public interface JoltRetryListener {

	/**
	 * An attempt failed, possibly the first one.
	 * @param delivery the message and its listener
	 * @param error the listener's failure
	 * @param attempt the attempt's number, from 1
	 */
	void failedDelivery(FailedDelivery delivery, Throwable error, int attempt);

	/**
	 * All attempts failed, and the recoverer took the message.
	 * @param delivery the message and its listener
	 * @param error the failure of the last attempt
	 */
	default void recovered(FailedDelivery delivery, Throwable error) {
	}

	/**
	 * All attempts failed, and the recoverer failed.
	 * @param delivery the message and its listener
	 * @param error the failure of the last attempt
	 * @param failure the recoverer's exception
	 */
	default void recoveryFailed(FailedDelivery delivery, Throwable error, Throwable failure) {
	}

}
