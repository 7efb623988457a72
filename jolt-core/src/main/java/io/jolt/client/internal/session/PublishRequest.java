package io.jolt.client.internal.session;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.protocol.WireText;
import org.jspecify.annotations.Nullable;

/**
 * A publish.
 */
final class PublishRequest extends UserRequest<PublishResult> {

	private static final String UNKNOWN_TOPIC = "unknown_topic";

	private final String topic;

	// what to encode again without headers; null if it has none. Owned as the line
	private @Nullable JoltMessage withHeaders;

	// settled when a connection takes it, before it is enqueued there
	private boolean answered = true;

	PublishRequest(JoltMessage message, byte[] line, long deadlineNanos) {
		super(line, deadlineNanos);
		this.topic = message.topic();
		this.withHeaders = message.headers().isEmpty() ? null : message;
	}

	boolean hasHeaders() {
		return this.withHeaders != null;
	}

	/**
	 * Whether it has headers that the message is not to be sent without.
	 * @return {@code true} if not all of them only accompany it
	 */
	boolean needsHeaders() {
		JoltMessage message = this.withHeaders;
		return message != null && !message.optionalHeaders().containsAll(message.headers().keySet());
	}

	void dropHeaders(RequestEncoder encoder) {
		JoltMessage message = this.withHeaders;
		if (message != null) {
			replaceLine(encoder.publish(message.topic(), message.data(), Map.of()));
			this.withHeaders = null;
		}
	}

	void dropOptionalHeaders(RequestEncoder encoder) {
		JoltMessage message = this.withHeaders;
		if (message != null && !message.optionalHeaders().isEmpty()) {
			Map<String, String> needed = new LinkedHashMap<>(message.headers());
			needed.keySet().removeAll(message.optionalHeaders());
			replaceLine(encoder.publish(message.topic(), message.data(), needed));
			this.withHeaders = needed.isEmpty() ? null : JoltMessage.of(message.topic(), message.data(), needed);
		}
	}

	void expectAnswer(boolean expected) {
		this.answered = expected;
	}

	@Override
	boolean isAnswered() {
		return this.answered;
	}

	@Override
	void handedOver(long nowNanos) {
		// the message is not needed any more, and the answer may be long in coming
		this.withHeaders = null;
	}

	@Override
	void written(Completions completions) {
		completions.add(this);
	}

	@Override
	void conclude(@Nullable Answer received) {
		// there was nobody to reach, which is no fault of the publisher's
		if (received == null || received.ok() || Failures.code(received).equals(UNKNOWN_TOPIC)) {
			complete(PublishResult.of(received != null));
		}
		else {
			completeExceptionally(Failures.rejected(describe(), received));
		}
	}

	@Override
	String describe() {
		return "publish to topic '" + WireText.sanitize(this.topic) + "'";
	}

}
