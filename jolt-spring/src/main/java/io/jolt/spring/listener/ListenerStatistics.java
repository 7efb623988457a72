package io.jolt.spring.listener;

/**
 * A listener's figures at one moment. The counts are those since the container was
 * created, over all its starts.
 *
 * @param received how many messages were taken out of the queue
 * @param handled how many the listener handled, at once or after retries
 * @param failed how many it failed on to the end, so that the error handler had the last
 * word
 * @param retried how often it was called again for a message
 * @param deadLettered how many were published as dead letters
 * @param filtered how many its filter left out
 * @param dropped how many never reached it, because its queue was full or the container
 * stopped
 * @param inProgress how many it is handling now
 * @param queuedMessages how many wait for it
 * @param queuedBytes the size of those in bytes, as it is counted against the queue's
 * bound
 * @param interruptions how often it lost the connection that it had for itself, and with
 * it what the broker held for it
 */
public record ListenerStatistics(long received, long handled, long failed, long retried, long deadLettered,
		long filtered, long dropped, int inProgress, int queuedMessages, long queuedBytes, long interruptions) {

}
