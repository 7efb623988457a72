package io.jolt.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltResponder;

/**
 * A topic on which a {@link JoltResponderStub} answers: says what, and what was received.
 * What was set last applies to the next request. Payloads are converted with the
 * application's own converter.
 * <p>
 * Safe for use by several threads.
 */
public final class JoltStubbedTopic {

	private static final JoltResponder NO_REPLY = (delivery) -> {
	};

	private final String topic;

	private final PayloadReader reader;

	private final PayloadWriter writer;

	private final CapturedMessages received = new CapturedMessages();

	// written by tests, read by the thread that answers
	private volatile JoltResponder answer = NO_REPLY;

	JoltStubbedTopic(String topic, PayloadReader reader, PayloadWriter writer) {
		this.topic = topic;
		this.reader = reader;
		this.writer = writer;
	}

	String topic() {
		return this.topic;
	}

	/**
	 * Answers each request with a payload, and each call with a stream of that one item.
	 * @param payload the payload, or a message with headers; an empty text for an empty
	 * reply
	 * @return this topic
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 */
	public JoltStubbedTopic reply(Object payload) {
		return reply(JoltReply.OK, payload);
	}

	/**
	 * Answers each request with a status and a payload.
	 * @param status the status
	 * @param payload the payload, or a message with headers
	 * @return this topic
	 * @throws org.springframework.messaging.converter.MessageConversionException if the
	 * payload cannot be converted
	 * @throws IllegalArgumentException if it cannot be a status
	 */
	public JoltStubbedTopic reply(String status, Object payload) {
		JoltReply reply = new JoltReply(status, this.writer.write(payload));
		return answering((delivery) -> reply(delivery, reply));
	}

	/**
	 * Answers each request with what a function makes of its payload. A
	 * {@link JoltReplyException} that it throws is the answer, too.
	 * @param type the requests' type
	 * @param function makes the reply's payload; called by one thread at a time
	 * @param <T> the requests' type
	 * @return this topic
	 */
	public <T> JoltStubbedTopic replyWith(Class<T> type, Function<? super T, ?> function) {
		return answering((delivery) -> reply(delivery, new JoltReply(JoltReply.OK,
				this.writer.write(function.apply(this.reader.read(delivery.message(), type))))));
	}

	/**
	 * Answers each request, and each call, that it failed: who asks gets a
	 * {@link io.jolt.client.JoltReplyErrorException}.
	 * @param code the code
	 * @param text the text
	 * @return this topic
	 */
	public JoltStubbedTopic error(String code, String text) {
		// which has the rule for codes
		JoltReplyException failure = new JoltReplyException(code, text);
		return answering((delivery) -> reply(delivery, JoltReply.error(failure.code(), failure.text())));
	}

	/**
	 * Receives, and never answers: who asks waits in vain.
	 * @return this topic
	 */
	public JoltStubbedTopic noReply() {
		return answering(NO_REPLY);
	}

	/**
	 * Answers each call with a stream, and takes all items that its caller sends. A
	 * request, which can have only one answer, is told that it failed.
	 * @param items the items' payloads; none for an empty stream
	 * @return this topic
	 * @throws org.springframework.messaging.converter.MessageConversionException if an
	 * item cannot be converted
	 */
	public JoltStubbedTopic stream(Object... items) {
		List<JoltMessage> messages = Stream.of(items).map(this.writer::write).toList();
		return answering((delivery) -> {
			if (delivery.isCall()) {
				stream(delivery, messages);
			}
			else {
				reply(delivery, JoltReply.error(JoltReplyException.NO_HANDLER,
						"The test answers topic '" + this.topic + "' with a stream, but was asked for one reply"));
			}
		});
	}

	private JoltStubbedTopic answering(JoltResponder next) {
		this.answer = next;
		return this;
	}

	/**
	 * What was received so far: requests, what opens calls, plain messages, and the
	 * further items that the caller sends if the stub {@linkplain #stream answers with a
	 * stream}.
	 * @return a copy, in the order of arrival
	 */
	public List<JoltMessage> requests() {
		return this.received.visible();
	}

	/**
	 * The payloads of what was received so far.
	 * @param type the payloads' type
	 * @param <T> the payloads' type
	 * @return a copy, in the order of arrival
	 * @throws AssertionError if one cannot be read
	 */
	public <T> List<T> requests(Class<T> type) {
		return this.reader.read(requests(), type);
	}

	/**
	 * Waits until something was received, at most for
	 * {@link JoltMessageCaptor#DEFAULT_TIMEOUT}. Not needed where the test has seen the
	 * answer.
	 * @param count how much
	 * @return the first messages, as many as requested
	 * @throws AssertionError if fewer arrive in time, or the thread is interrupted
	 */
	public List<JoltMessage> await(int count) {
		return await(count, JoltMessageCaptor.DEFAULT_TIMEOUT);
	}

	/**
	 * Waits until something was received, and reads it, at most for
	 * {@link JoltMessageCaptor#DEFAULT_TIMEOUT}.
	 * @param type the payloads' type
	 * @param count how much
	 * @param <T> the payloads' type
	 * @return the first payloads, as many as requested
	 * @throws AssertionError if fewer arrive in time, the thread is interrupted, or one
	 * cannot be read
	 */
	public <T> List<T> await(Class<T> type, int count) {
		return this.reader.read(await(count), type);
	}

	/**
	 * Waits until something was received.
	 * @param count how much
	 * @param timeout how long to wait
	 * @return the first messages, as many as requested
	 * @throws AssertionError if fewer arrive in time, or the thread is interrupted
	 */
	public List<JoltMessage> await(int count, Duration timeout) {
		try {
			List<JoltMessage> found = this.received.await((message) -> true, count, timeout);
			if (found.size() < count) {
				throw new AssertionError(CaptureReport.of("Expected %d request(s) on topic '%s' within %s"
					.formatted(count, this.topic, CaptureReport.text(timeout)), this.topic, requests()));
			}
			return List.copyOf(found);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Waiting for requests on topic '" + this.topic + "' was interrupted", ex);
		}
	}

	// before it is answered: who sees the answer finds the request
	void answer(JoltDelivery delivery) throws Exception {
		this.received.add(delivery.message());
		this.answer.onDelivery(delivery);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // who asks finds out
	private static void reply(JoltDelivery delivery, JoltReply reply) {
		if (!delivery.isRequest() && !delivery.isCall()) {
			return;
		}
		if (reply.isError()) {
			delivery.fail(reply.status(), reply.data());
		}
		else {
			delivery.reply(reply.status(), reply.data(), reply.message().headers());
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the other side finds out
	private void stream(JoltDelivery delivery, List<JoltMessage> items) {
		JoltCall call = delivery.accept(CallOptions.DEFAULT);
		call.items().subscribe(new Recorder());
		CompletableFuture<Void> sent = CompletableFuture.completedFuture(null);
		for (JoltMessage item : items) {
			sent = sent.thenCompose((before) -> call.send(item));
		}
		sent.thenRun(call::end);
	}

	/**
	 * Remembers the items of a call after the first, which opened it.
	 */
	private final class Recorder implements Flow.Subscriber<JoltMessage> {

		// by one thread at a time
		private boolean open;

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(JoltMessage item) {
			if (this.open) {
				JoltStubbedTopic.this.received.add(item);
			}
			this.open = true;
		}

		@Override
		public void onError(Throwable failure) {
		}

		@Override
		public void onComplete() {
		}

	}

}
