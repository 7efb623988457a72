package io.jolt.client.internal.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.LineBuffer;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.protocol.WireText;
import org.jspecify.annotations.Nullable;

/**
 * A publish.
 */
final class PublishRequest extends UserRequest<PublishResult> {

	private static final String UNKNOWN_TOPIC = "unknown_topic";

	private final String topic;

	// null once it was encoded for good. Owned as the line
	private @Nullable String data;

	// what to encode again without headers; null if it has none. Owned as the line
	private @Nullable JoltMessage withHeaders;

	private final Set<String> optionalHeaders;

	// settled when a connection takes it, before it is enqueued there
	private boolean answered = true;

	PublishRequest(String topic, String data, long deadlineNanos) {
		this(topic, data, Set.of(), deadlineNanos);
	}

	PublishRequest(JoltMessage message, Set<String> optionalHeaders, long deadlineNanos) {
		this(message.topic(), message.data(), Set.copyOf(optionalHeaders), deadlineNanos);
		this.withHeaders = message.headers().isEmpty() ? null : message;
	}

	private PublishRequest(String topic, String data, Set<String> optionalHeaders, long deadlineNanos) {
		super(deadlineNanos);
		this.topic = topic;
		this.data = data;
		this.optionalHeaders = optionalHeaders;
	}

	/**
	 * Encodes it without keeping its line.
	 * @param encoder encodes
	 * @param sizedLimit how long a line may be that has its data behind it, 0 where the
	 * broker does not know such lines
	 * @return the line, to be released
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	LineBuffer encode(RequestEncoder encoder, int sizedLimit) {
		JoltMessage message = this.withHeaders;
		return encoder.publish(this.topic, data(), (message != null) ? message.headers() : Map.of(), sizedLimit);
	}

	/**
	 * Encodes it in the form that every broker knows, and keeps its line.
	 * @param encoder encodes
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	void encode(RequestEncoder encoder) {
		JoltMessage message = this.withHeaders;
		line(encoder.publish(this.topic, data(), (message != null) ? message.headers() : Map.of()));
		if (message == null) {
			// it cannot become another
			this.data = null;
		}
	}

	private String data() {
		return Objects.requireNonNull(this.data);
	}

	/**
	 * It was encoded for good.
	 */
	void forgetMessage() {
		this.data = null;
		this.withHeaders = null;
	}

	boolean hasHeaders() {
		return this.withHeaders != null;
	}

	boolean needsHeaders() {
		JoltMessage message = this.withHeaders;
		return message != null && !this.optionalHeaders.containsAll(message.headers().keySet());
	}

	void dropHeaders(RequestEncoder encoder) {
		if (hasHeaders()) {
			this.withHeaders = null;
			encode(encoder);
		}
	}

	void dropOptionalHeaders(RequestEncoder encoder) {
		JoltMessage message = this.withHeaders;
		if (message != null && !this.optionalHeaders.isEmpty()) {
			Map<String, String> needed = new LinkedHashMap<>(message.headers());
			needed.keySet().removeAll(this.optionalHeaders);
			this.withHeaders = needed.isEmpty() ? null : JoltMessage.of(this.topic, data(), needed);
			encode(encoder);
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
		// not needed any more, and the answer may be long in coming
		forgetMessage();
	}

	@Override
	void written(Completions completions) {
		completions.add(this);
	}

	@Override
	void conclude(@Nullable Answer received) {
		// there was nobody to reach, which is no fault of the publisher's
		if (received == null || received.ok() || received.code().equals(UNKNOWN_TOPIC)) {
			complete(PublishResult.of(received != null));
		}
		else {
			completeExceptionally(rejected(received));
		}
	}

	@Override
	String describe() {
		return "publish to topic '" + WireText.sanitize(this.topic) + "'";
	}

}
