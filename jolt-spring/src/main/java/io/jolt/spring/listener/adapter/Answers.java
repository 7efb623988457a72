package io.jolt.spring.listener.adapter;

import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.core.JoltMessageMapper;
import io.jolt.spring.internal.OpenCalls;
import org.jspecify.annotations.Nullable;

/**
 * What a listener answers with. Immutable.
 *
 * @param client the client that its messages come from
 * @param mapper converts answers
 * @param listenerId the listener's id, for the log
 * @param openCalls the calls that it has accepted
 */
record Answers(JoltClient client, JoltMessageMapper mapper, String listenerId, OpenCalls openCalls) {

	@Nullable Exchange exchange(JoltMessage message) {
		if (message.headers().isEmpty()) {
			return null;
		}
		JoltDelivery delivery = JoltDelivery.of(this.client, message);
		return (delivery.isRequest() || delivery.isCall()) ? new Exchange(this, message, delivery) : null;
	}

	/**
	 * Answers a message. Never throws, whatever its headers say: a listener that has done
	 * its work would do it again.
	 * @param message the message
	 * @param reply the answer
	 * @return completes like a publish
	 */
	CompletableFuture<PublishResult> reply(JoltMessage message, JoltReply reply) {
		try {
			return this.client.reply(message, reply);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

}
