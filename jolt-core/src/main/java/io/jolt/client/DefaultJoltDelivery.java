package io.jolt.client;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * A delivered message, and the client that answers it.
 */
final class DefaultJoltDelivery implements JoltDelivery {

	private static final String OPEN = "open";

	private final JoltClient client;

	private final JoltMessage message;

	DefaultJoltDelivery(JoltClient client, JoltMessage message) {
		this.client = Objects.requireNonNull(client, "client");
		this.message = Objects.requireNonNull(message, "message");
	}

	@Override
	public JoltMessage message() {
		return this.message;
	}

	@Override
	public boolean isRequest() {
		return this.message.headers().containsKey(JoltMessageHeaders.REPLY_TO);
	}

	@Override
	public boolean isCall() {
		return isRequest() && OPEN.equals(this.message.headers().get(JoltMessageHeaders.FRAME));
	}

	@Override
	public CompletableFuture<PublishResult> reply(String status, String data, Map<String, String> headers) {
		return reply(JoltReply.of(status, data, headers));
	}

	@Override
	public CompletableFuture<PublishResult> fail(String code, String text) {
		return reply(JoltReply.error(code, text));
	}

	private CompletableFuture<PublishResult> reply(JoltReply reply) {
		return this.client.reply(this.message, reply);
	}

	@Override
	public JoltCall accept(CallOptions options) {
		return this.client.accept(this.message, options);
	}

	@Override
	public String toString() {
		return "JoltDelivery[" + this.message.topic() + "]";
	}

}
