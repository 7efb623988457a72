package io.jolt.spring.listener;

/**
 * Receives a message on which its listener failed for good. Called on the listener's
 * thread: the next message waits until it returns.
 */
@FunctionalInterface
public interface JoltMessageRecoverer {

	/**
	 * Recovers a message.
	 * @param error the failure of the last attempt
	 * @param delivery the message and its listener
	 * @param attempts how often the listener was called for it, at least 1
	 * @throws Exception if the message cannot be recovered, which is logged together with
	 * the listener's failure; there is no further attempt
	 */
	void recover(Throwable error, FailedDelivery delivery, int attempts) throws Exception;

}
