package io.jolt.spring.listener;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyException;
import io.jolt.client.spi.LogThrowable;
import io.jolt.spring.listener.adapter.ErrorReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells asking sides that a listener failed on their requests, whatever its error handler
 * has done. Safe for use by several threads.
 */
final class ErrorReplies {

	private static final Logger log = LoggerFactory.getLogger(DefaultJoltMessageListenerContainer.class);

	private final JoltClient client;

	private final String listenerId;

	ErrorReplies(JoltClient client, String listenerId) {
		this.client = client;
		this.listenerId = listenerId;
	}

	/**
	 * Lets a listener answer by an exception.
	 * @param listener the listener
	 * @return a listener for which a {@link JoltReplyException} is the answer to a
	 * request, and not a failure
	 */
	JoltMessageListener answering(JoltMessageListener listener) {
		return (message) -> {
			try {
				listener.onMessage(message);
			}
			catch (JoltReplyException ex) {
				if (!isRequest(message)) {
					throw ex;
				}
				answer(message, ex);
			}
		};
	}

	/**
	 * A listener failed for good.
	 * @param message the message
	 * @param error why
	 */
	void failed(JoltMessage message, Throwable error) {
		if (isRequest(message)) {
			answer(message, ErrorReply.of(error, message));
		}
	}

	private boolean isRequest(JoltMessage message) {
		return !message.headers().isEmpty() && JoltDelivery.of(this.client, message).isRequest();
	}

	// never throws: the error handler has dealt with the message, whatever its headers
	// say
	@SuppressWarnings("FutureReturnValueIgnored") // the asking side may have gone
	private void answer(JoltMessage message, JoltReplyException answer) {
		log.debug("Listener '{}' answers a request with an error", this.listenerId, LogThrowable.of(answer));
		try {
			this.client.reply(message, JoltReply.error(answer.code(), answer.text())).whenComplete((sent, failure) -> {
				if (failure != null) {
					notSent(failure);
				}
			});
		}
		catch (RuntimeException ex) {
			notSent(ex);
		}
	}

	private void notSent(Throwable failure) {
		log.debug("The answer of listener '{}' was not sent", this.listenerId, LogThrowable.of(failure));
	}

}
