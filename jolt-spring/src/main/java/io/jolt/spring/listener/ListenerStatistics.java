package io.jolt.spring.listener;

/**
 * A snapshot of a listener's statistics. The counts begin when the container is created
 * and span all its starts.
 *
 * @param received how many messages were taken out of the queue
 * @param handled how many the listener handled, at once or after retries
 * @param failed how many it failed on for good, which leaves them to the error handler
 * @param retried how often it was called again for a message
 * @param deadLettered how many were published as dead letters
 * @param filtered how many its filter skipped
 * @param dropped how many never reached it, because its queue was full or the container
 * stopped
 * @param inProgress how many it is handling now
 * @param queuedMessages how many wait for it
 * @param queuedBytes the size of those in bytes, as counted against the limit of the
 * queue
 * @param interruptions how often it lost its own socket, and with it the messages that
 * the broker held for it
 */
public record ListenerStatistics(long received, long handled, long failed, long retried, long deadLettered,
		long filtered, long dropped, int inProgress, int queuedMessages, long queuedBytes, long interruptions) {

}
