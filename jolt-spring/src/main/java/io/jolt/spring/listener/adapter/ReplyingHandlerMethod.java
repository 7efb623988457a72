package io.jolt.spring.listener.adapter;

import java.util.Collection;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.jolt.client.JoltReplyException;
import io.jolt.spring.core.JoltHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method of a bean that is called for messages: takes its arguments from the message,
 * and answers with its result: a request where that says, a call with a stream, any other
 * message as {@code @SendTo} says. Safe for use by several threads.
 */
final class ReplyingHandlerMethod {

	/**
	 * The code for a request to a method that gives a stream, which only a call can take.
	 */
	static final String CALL_REQUIRED = "call_required";

	private final InvocableHandlerMethod method;

	private final HandlerSignature signature;

	private final SendToReplies replies;

	/**
	 * Creates a method.
	 * @param method the method; it comes from a {@link JoltMessageHandlerMethodFactory}
	 * if it is to have parameters for {@link io.jolt.client.JoltMessage}s, streams or
	 * what answers later
	 * @param replies sends what the method returns for a message that is not a request
	 */
	ReplyingHandlerMethod(InvocableHandlerMethod method, SendToReplies replies) {
		this.method = method;
		this.signature = HandlerSignature.of(method);
		this.replies = replies;
	}

	/**
	 * Calls the method, and blocks until its result is complete and, if it goes where
	 * {@code @SendTo} says, accepted. Does not wait for streams.
	 * @param message the message
	 * @param providedArgs more arguments, matched by type before those from the message
	 * @throws Exception what the method throws, why its result failed, or why its
	 * arguments cannot be resolved or its reply sent
	 */
	void invoke(Message<?> message, @Nullable Object... providedArgs) throws Exception {
		Exchange exchange = Exchange.of(message);
		if (exchange != null && !exchange.isCall() && this.signature.givesStream()) {
			throw new JoltReplyException(CALL_REQUIRED, "The answer is a stream: open a call");
		}
		Object returned = this.method.invoke(message, providedArgs);
		if (exchange != null && exchange.isCall()
				&& (this.signature.takesStream() || (returned != null && Streams.isStream(returned.getClass())))) {
			boolean blocking = returned instanceof Future<?> && !(returned instanceof CompletionStage<?>);
			exchange.stream(blocking ? AsyncResult.await(returned) : returned, this.signature.takesStream());
			return;
		}
		Object result = AsyncResult.await(returned);
		if (exchange != null) {
			if (this.signature.answersByResult()) {
				answer(exchange, result, message);
			}
		}
		else if (result != null && !this.method.isVoid()) {
			this.replies.send(result, message);
		}
	}

	private void answer(Exchange exchange, @Nullable Object result, Message<?> message) {
		if (result instanceof Message<?> reply && reply.getHeaders().containsKey(JoltHeaders.TOPIC)) {
			this.replies.send(reply, message);
		}
		else if (result instanceof Collection<?> several && !several.isEmpty()
				&& several.iterator().next() instanceof Message<?>) {
			several.forEach((each) -> answer(exchange, each, message));
		}
		else {
			exchange.reply(result);
		}
	}

	/**
	 * Whether it answers requests, by its result or later.
	 * @return {@code false} if it never answers
	 */
	boolean isAnswering() {
		return this.signature.takesSender() || this.signature.answersByResult();
	}

	InvocableHandlerMethod method() {
		return this.method;
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
