package io.jolt.spring.listener.adapter;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * A method of a bean that is called for messages: takes its arguments from the message,
 * awaits its result, and sends that as a reply. Safe for use by several threads.
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
	 * Calls the method, and blocks until its result is complete and its reply accepted.
	 * @param message the message
	 * @param providedArgs more arguments, matched by type before those from the message
	 * @throws Exception what the method throws, why its result failed, or why its
	 * arguments cannot be resolved or its reply sent
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
