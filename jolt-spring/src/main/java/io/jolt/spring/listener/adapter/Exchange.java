package io.jolt.spring.listener.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyException;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.internal.DeliveredMessage;
import io.jolt.spring.internal.MappedPublisher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * One attempt to handle a message that may be answered: a request, or what opens a call.
 * Safe for use by several threads.
 */
final class Exchange {

	// the class that users know
	private static final Logger log = LoggerFactory.getLogger(MethodListenerFactory.class);

	private final Answers answers;

	private final JoltMessage message;

	private final JoltDelivery delivery;

	// null until it is accepted; guarded by this
	private @Nullable JoltCall call;

	// why there were no more items from the other side; guarded by this
	private @Nullable Throwable inputFailure;

	Exchange(Answers answers, JoltMessage message, JoltDelivery delivery) {
		this.answers = answers;
		this.message = message;
		this.delivery = delivery;
	}

	/**
	 * The exchange that a message is handled in.
	 * @param message the message
	 * @return the exchange, or {@code null} if the message cannot be answered
	 */
	static @Nullable Exchange of(Message<?> message) {
		return (message instanceof DeliveredMessage<?> delivered && delivered.exchange() instanceof Exchange exchange)
				? exchange : null;
	}

	boolean isCall() {
		return this.delivery.isCall();
	}

	/**
	 * Accepts the call, unless that was done.
	 * @return the call
	 */
	JoltCall accept() {
		synchronized (this) {
			if (this.call != null) {
				return this.call;
			}
			this.call = this.delivery.accept(CallOptions.DEFAULT);
			this.answers.openCalls().add(this.call);
			return this.call;
		}
	}

	synchronized boolean isAccepted() {
		return this.call != null;
	}

	/**
	 * The items from the other side. Whoever subscribes accepts the call.
	 * @param reading converts an item for the method
	 * @return the items, for one subscriber
	 */
	Flow.Publisher<Object> items(Function<Message<?>, Object> reading) {
		return new MappedPublisher<JoltMessage, Object>((subscriber) -> accept().items().subscribe(subscriber),
				(item) -> read(item, reading), UnaryOperator.identity(), this::inputFailed);
	}

	private Object read(JoltMessage item, Function<Message<?>, Object> reading) {
		try {
			return reading.apply(this.answers.mapper().fromJolt(item));
		}
		catch (RuntimeException ex) {
			JoltReplyException answer = ErrorReply.of(ex, item);
			report(ex, answer);
			inputFailed(ex);
			accept().fail(answer.code(), answer.text());
			throw ex;
		}
	}

	private synchronized Throwable inputFailed(Throwable failure) {
		this.inputFailure = failure;
		return failure;
	}

	/**
	 * Answers with one value. Does not wait for the broker.
	 * @param payload the value, or {@code null} for an empty answer
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the failure is logged
	void reply(@Nullable Object payload) {
		if (isAccepted()) {
			stream(payload, true);
		}
		else {
			send(toReply(JoltReply.OK, payload));
		}
	}

	CompletableFuture<PublishResult> send(JoltReply reply) {
		return this.answers.client().reply(this.message, reply).whenComplete((sent, failure) -> {
			if (failure != null) {
				notSent(reply, failure);
			}
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // no more can be done
	private void notSent(JoltReply reply, Throwable failure) {
		boolean refused = failure instanceof JoltNotSentException || failure instanceof JoltRejectedException;
		if (refused && !reply.isError()) {
			log.warn("Listener '{}' could not reply to a request from topic '{}', and tries to tell so: {}",
					this.answers.listenerId(), LogText.of(this.message.topic()),
					LogText.of(String.valueOf(failure.getMessage())));
			this.answers.client().reply(this.message, JoltReply.error(JoltReplyException.LISTENER_FAILED, ""));
		}
		else {
			log.debug("A reply of listener '{}' was not sent", this.answers.listenerId(), LogThrowable.of(failure));
		}
	}

	JoltReply toReply(String status, @Nullable Object payload) {
		if (payload instanceof JoltReply reply) {
			return reply;
		}
		Object own = (payload instanceof Message<?> reply) ? reply.getHeaders().get(JoltHeaders.STATUS) : null;
		return new JoltReply((own != null) ? own.toString() : status, toJolt(payload));
	}

	private JoltMessage toJolt(@Nullable Object payload) {
		if (payload == null) {
			return JoltMessage.of("", "");
		}
		return (payload instanceof Message<?> reply)
				? this.answers.mapper()
					.toJolt("", MessageBuilder.fromMessage(reply).removeHeader(JoltHeaders.STATUS).build())
				: this.answers.mapper().payloadToJolt("", payload, null);
	}

	/**
	 * Answers a call, which is accepted unless that was done, with all that a method
	 * returned. Returns at once.
	 * @param returned a stream, a value or the promise of one; {@code null} for none
	 * @param takesItems whether somebody subscribes to the items from the other side
	 */
	void stream(@Nullable Object returned, boolean takesItems) {
		JoltCall accepted = accept();
		if (!takesItems) {
			accepted.items().subscribe(new Unwanted());
		}
		accepted.send(new MappedPublisher<>(Streams.publisher(returned), this::toJolt, this::outputFailed,
				this::outputFailed));
	}

	private Throwable outputFailed(Throwable failure) {
		JoltReplyException answer = ErrorReply.of(failure, this.message);
		report(failure, answer);
		return answer;
	}

	/**
	 * Ends the accepted call because its handling failed.
	 * @param failure why
	 */
	void fail(Throwable failure) {
		JoltReplyException answer = ErrorReply.of(failure, this.message);
		report(failure, answer);
		accept().fail(answer.code(), answer.text());
	}

	/**
	 * The method failed, and what handled that gave no answer.
	 * @param failure why it failed
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the failure is logged
	void handledWithoutAnswer(Throwable failure) {
		JoltReplyException answer = ErrorReply.of(failure, this.message);
		if (isAccepted()) {
			accept().fail(answer.code(), answer.text());
		}
		else {
			send(JoltReply.error(answer.code(), answer.text()));
		}
	}

	private void report(Throwable failure, JoltReplyException answer) {
		if (failure instanceof JoltReplyException || isFromOtherSide(failure)) {
			log.debug("A call of listener '{}' failed", this.answers.listenerId(), LogThrowable.of(failure));
		}
		else if (answer.code().equals(JoltReplyException.INVALID_PAYLOAD)) {
			// its message quotes the item
			log.error("Listener '{}' failed in a call from topic '{}': {}: {}", this.answers.listenerId(),
					LogText.of(this.message.topic()), failure.getClass().getSimpleName(),
					LogText.of(String.valueOf(failure.getMessage())));
		}
		else {
			log.error("Listener '{}' failed in a call from topic '{}'", this.answers.listenerId(),
					LogText.of(this.message.topic()), LogThrowable.of(failure));
		}
	}

	// what a method was told and passes on
	private synchronized boolean isFromOtherSide(Throwable failure) {
		Throwable current = failure;
		for (int depth = 0; current != null && depth < 16; depth++) {
			if (current == this.inputFailure) {
				return true;
			}
			current = current.getCause();
		}
		return false;
	}

	/**
	 * Wants no items, which lets a caller that sends some know.
	 */
	private static final class Unwanted implements Flow.Subscriber<JoltMessage> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.cancel();
		}

		@Override
		public void onNext(JoltMessage item) {
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

}
