package io.jolt.spring.listener.adapter;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.function.Function;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
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

	private static final int MAX_CALL_ID_CHARS = 64;

	private final Answers answers;

	private final JoltMessage message;

	private final JoltDelivery delivery;

	private final CallerItems items = new CallerItems(this::accept);

	// null until it is accepted; guarded by this
	private @Nullable JoltCall call;

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

	/**
	 * Whether the message opens a call.
	 * @return {@code false} for a request, and for what only says that it opens one
	 */
	boolean isCall() {
		return this.delivery.isCall() && isCallId(this.message.headers().get(JoltMessageHeaders.CALL));
	}

	private static boolean isCallId(@Nullable String id) {
		return id != null && !id.isEmpty() && id.length() <= MAX_CALL_ID_CHARS
				&& id.chars().allMatch((c) -> c > ' ' && c <= '~');
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
		return this.items.read((item) -> read(item, reading));
	}

	private Object read(JoltMessage item, Function<Message<?>, Object> reading) {
		try {
			return reading.apply(DeliveredMessage.of(item, this.answers.mapper().fromJolt(item)));
		}
		catch (RuntimeException ex) {
			JoltReplyException answer = ErrorReply.of(ex, item);
			report(ex, answer);
			accept().fail(answer.code(), answer.text());
			throw ex;
		}
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
		return this.answers.reply(this.message, reply).whenComplete((sent, failure) -> {
			if (failure != null) {
				notSent(reply, failure);
			}
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // no more can be done
	private void notSent(JoltReply reply, Throwable wrapped) {
		// an interceptor may have added a stage of its own
		Throwable failure = (wrapped instanceof CompletionException && wrapped.getCause() != null) ? wrapped.getCause()
				: wrapped;
		boolean refused = failure instanceof JoltNotSentException || failure instanceof JoltRejectedException;
		if (refused && !reply.isError()) {
			log.warn("Listener '{}' could not reply to a request from topic '{}', and tries to tell so: {}",
					this.answers.listenerId(), LogText.of(this.message.topic()),
					LogText.of(String.valueOf(failure.getMessage())));
			this.answers.reply(this.message, JoltReply.error(JoltReplyException.LISTENER_FAILED, ""));
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
	 * @param takesItems whether somebody may subscribe to the items from the other side,
	 * until the answer is complete
	 */
	void stream(@Nullable Object returned, boolean takesItems) {
		JoltCall accepted = accept();
		if (!takesItems) {
			this.items.drop();
		}
		accepted.send(new MappedPublisher<>(Streams.publisher(returned), this::toJolt, this::outputFailed,
				this::outputFailed, this.items::drop));
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
		if (failure instanceof JoltReplyException || this.items.caused(failure)) {
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

}
