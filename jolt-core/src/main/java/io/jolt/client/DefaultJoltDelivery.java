package io.jolt.client;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A delivered message, and the client that answers it.
 */
final class DefaultJoltDelivery implements JoltDelivery {

	private static final String OPEN = "open";

	private final JoltClient client;

	private final JoltMessage message;

	// null unless it was accepted; written by the responder, read by whoever fails it
	private volatile @Nullable JoltCall accepted;

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
		String id = this.message.headers().get(JoltMessageHeaders.CALL);
		return isRequest() && OPEN.equals(this.message.headers().get(JoltMessageHeaders.FRAME)) && id != null
				&& JoltMessageHeaders.isId(id);
	}

	@Override
	public CompletableFuture<PublishResult> reply(String status, String data, Map<String, String> headers) {
		return reply(JoltReply.of(status, data, headers));
	}

	@Override
	public CompletableFuture<PublishResult> fail(String code, String text) {
		JoltCall call = this.accepted;
		if (call != null) {
			call.fail(code, text);
			return call.ended().handle((nothing, failure) -> PublishResult.of(this.message.topic(), null, false));
		}
		return reply(JoltReply.error(code, text));
	}

	private CompletableFuture<PublishResult> reply(JoltReply reply) {
		return this.client.reply(this.message, reply);
	}

	@Override
	public JoltCall accept(CallOptions options) {
		JoltCall call = this.client.accept(this.message, options);
		this.accepted = call;
		return call;
	}

	@Override
	public String toString() {
		return "JoltDelivery[" + this.message.topic() + "]";
	}

}
