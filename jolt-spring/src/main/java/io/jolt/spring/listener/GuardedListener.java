package io.jolt.spring.listener;

import java.util.concurrent.CountDownLatch;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import io.jolt.spring.observation.ListenerObservation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container's listener, whose failures go to its error handler, and those of the error
 * handler to the log.
 */
final class GuardedListener implements JoltMessageListener {

	// the class that the container's users know
	private static final Logger log = LoggerFactory.getLogger(DefaultJoltMessageListenerContainer.class);

	private final JoltMessageListener listener;

	private final ErrorReplies errorReplies;

	private final JoltErrorHandler errorHandler;

	private final JoltMessageListenerContainer container;

	private final ListenerCounts counts;

	private final ListenerObservation observation;

	private final CountDownLatch stopping;

	/**
	 * Creates a listener for one run of a container.
	 * @param listener the user's listener
	 * @param errorReplies tell asking sides of its failures
	 * @param errorHandler handles its failures
	 * @param container its container
	 * @param counts counts the outcomes
	 * @param observation records its failures
	 * @param stopping released when the run begins to end
	 */
	GuardedListener(JoltMessageListener listener, ErrorReplies errorReplies, JoltErrorHandler errorHandler,
			JoltMessageListenerContainer container, ListenerCounts counts, ListenerObservation observation,
			CountDownLatch stopping) {
		this.listener = listener;
		this.errorReplies = errorReplies;
		this.errorHandler = errorHandler;
		this.container = container;
		this.counts = counts;
		this.observation = observation;
		this.stopping = stopping;
	}

	@Override
	public void onMessage(JoltMessage message) {
		this.counts.begin();
		boolean handled = false;
		try {
			this.listener.onMessage(message);
			handled = true;
		}
		catch (Throwable ex) {
			handled = handleError(ex, message, this.listener);
		}
		finally {
			this.counts.end(handled);
		}
	}

	/**
	 * A message failed before it reached the listener.
	 * @param message the message
	 * @param error why
	 * @param retry receives it if another attempt is made
	 */
	void failed(JoltMessage message, Throwable error, JoltMessageListener retry) {
		this.counts.begin();
		boolean handled = false;
		try {
			handled = handleError(error, message, retry);
		}
		finally {
			this.counts.end(handled);
		}
	}

	// whether the message was handled in the end
	private boolean handleError(Throwable error, JoltMessage message, JoltMessageListener retry) {
		ListenerFailure failure = new ListenerFailure(message, error, this.container, retry, this.counts,
				this.observation, this.stopping);
		try {
			this.errorHandler.handleError(error, failure);
		}
		catch (Throwable ex) {
			if (ex != error) {
				ex.addSuppressed(error);
			}
			log.error("Listener '{}' failed on a message from topic '{}', and so did its error handler",
					this.container.getListenerId(), LogText.of(message.topic()), LogThrowable.of(ex));
		}
		Throwable remaining = failure.remaining();
		if (remaining != null) {
			this.observation.failed(remaining);
			this.errorReplies.failed(message, remaining);
		}
		return remaining == null;
	}

}
