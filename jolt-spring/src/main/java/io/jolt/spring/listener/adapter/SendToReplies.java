package io.jolt.spring.listener.adapter;

import java.util.Collection;

import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.Message;

/**
 * Publishes what listener methods return. A collection is one payload unless it holds
 * messages. Waits until the broker has answered, so that a reply that is not accepted
 * fails the listener. Safe for use by several threads.
 */
final class SendToReplies {

	private final JoltOperations operations;

	private final @Nullable ReplyTopic topic;

	/**
	 * Creates a sender.
	 * @param operations publishes
	 * @param topic where replies go, or {@code null} to send only messages that name
	 * their own topic
	 */
	SendToReplies(JoltOperations operations, @Nullable ReplyTopic topic) {
		this.operations = operations;
		this.topic = topic;
	}

	/**
	 * Sends a reply.
	 * @param reply what the method returned, once complete
	 * @param request the message it was called with
	 */
	void send(Object reply, Message<?> request) {
		if (reply instanceof Message<?> message) {
			sendMessage(message, request);
		}
		else if (reply instanceof Collection<?> replies && !replies.isEmpty()
				&& replies.iterator().next() instanceof Message<?>) {
			replies.forEach((each) -> send(each, request));
		}
		else if (this.topic != null) {
			this.operations.convertAndSend(this.topic.resolve(request, reply), reply);
		}
	}

	private void sendMessage(Message<?> message, Message<?> request) {
		// never the request's topic, which a copy of its headers contains
		Object ownTopic = message.getHeaders().get(JoltHeaders.TOPIC);
		if (ownTopic == null && this.topic != null) {
			this.operations.send(this.topic.resolve(request, message.getPayload()), message);
		}
		else {
			this.operations.send(message);
		}
	}

}
