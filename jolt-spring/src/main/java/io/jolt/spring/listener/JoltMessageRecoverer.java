package io.jolt.spring.listener;

/**
 * Takes a message that its listener is not called for any more. Called on the listener's
 * thread: the next message waits until it returns.
 */
@FunctionalInterface
public interface JoltMessageRecoverer {

	/**
	 * Takes a message.
	 * @param error what the last attempt failed with
	 * @param delivery the message and its listener
	 * @param attempts how often the listener was called for it, at least 1
	 * @throws Exception if the message cannot be taken, which is logged together with the
	 * listener's failure; the message is not tried again
	 */
	void recover(Throwable error, FailedDelivery delivery, int attempts) throws Exception;

}
