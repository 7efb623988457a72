package io.jolt.spring.listener.adapter;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method of a bean that is called for messages: its arguments are made of the message,
 * what it promises is awaited, and what it returns is sent as a reply. Safe for use by
 * several threads.
 */
final class ReplyingHandlerMethod {

	private final InvocableHandlerMethod method;

	private final @Nullable ReplySender replies;

	/**
	 * Creates a method.
	 * @param method the method; it comes from a {@link JoltMessageHandlerMethodFactory}
	 * if it is to have {@link io.jolt.client.JoltMessage} parameters
	 * @param replies sends what the method returns, or {@code null} to ignore it
	 */
	ReplyingHandlerMethod(InvocableHandlerMethod method, @Nullable ReplySender replies) {
		this.method = method;
		this.replies = method.isVoid() ? null : replies;
	}

	/**
	 * Calls the method, and blocks until what it promises has come and its reply is
	 * accepted.
	 * @param message the message
	 * @param providedArgs further arguments, which are matched by their types before
	 * those that are made of the message
	 * @throws Exception what the method throws, what its result failed with, or why its
	 * arguments cannot be made or its reply cannot be sent
	 */
	void invoke(Message<?> message, @Nullable Object... providedArgs) throws Exception {
		Object result = AsyncResult.await(this.method.invoke(message, providedArgs));
		if (result != null && this.replies != null) {
			this.replies.send(result, message);
		}
	}

	InvocableHandlerMethod method() {
		return this.method;
	}

	@Override
	public String toString() {
		return this.method.toString();
	}

}
