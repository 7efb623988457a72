package io.jolt.spring.listener;

import java.time.Duration;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container's listener, whose failures end with its error handler, and those of the
 * error handler in the log.
 */
final class GuardedListener implements JoltMessageListener {

	// what the container's users know
	private static final Logger log = LoggerFactory.getLogger(DefaultJoltMessageListenerContainer.class);

	private final JoltMessageListener listener;

	private final JoltErrorHandler errorHandler;

	private final JoltMessageListenerContainer container;

	GuardedListener(JoltMessageListener listener, JoltErrorHandler errorHandler,
			JoltMessageListenerContainer container) {
		this.listener = listener;
		this.errorHandler = errorHandler;
		this.container = container;
	}

	@Override
	public void onMessage(JoltMessage message) {
		try {
			this.listener.onMessage(message);
		}
		catch (Throwable ex) {
			handleError(ex, message);
		}
	}

	private void handleError(Throwable error, JoltMessage message) {
		try {
			this.errorHandler.handleError(error, new Failure(message));
		}
		catch (Throwable ex) {
			if (ex != error) {
				ex.addSuppressed(error);
			}
			log.error("Listener '{}' failed on a message from topic '{}', and so did its error handler",
					this.container.getListenerId(), LogText.of(message.topic()), ex);
		}
	}

	private final class Failure implements FailedDelivery {

		private final JoltMessage message;

		Failure(JoltMessage message) {
			this.message = message;
		}

		@Override
		public JoltMessage message() {
			return this.message;
		}

		@Override
		public JoltMessageListenerContainer container() {
			return GuardedListener.this.container;
		}

		@Override
		public void redeliver() throws Exception {
			GuardedListener.this.listener.onMessage(this.message);
		}

		@Override
		public boolean await(Duration delay) throws InterruptedException {
			// container part: replaced by a wait that the container's stop ends
			Thread.sleep(delay.toMillis());
			return true;
		}

		@Override
		public void deadLettered() {
			// container part: counted in the container's statistics
		}

	}

}
