package io.jolt.client.internal.request;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.HeaderLimits;
import io.jolt.client.internal.protocol.LineBuffer;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.internal.runtime.Completions;
import org.jspecify.annotations.Nullable;

/**
 * A publish.
 */
public final class PublishRequest extends UserRequest<PublishResult> {

	private static final String UNKNOWN_TOPIC = "unknown_topic";

	private final String topic;

	// null once it was encoded for good. Owned as the line
	private @Nullable String data;

	// what it has and may be encoded again without, in their order. Owned as the line
	private Map<String, String> headers = Map.of();

	private final PublishOptions options;

	// of the message, whose headers may be forgotten before its result is made
	private @Nullable String messageId;

	// settled when a connection takes it, before it is enqueued there
	private boolean answered = true;

	/**
	 * Creates a publish without headers.
	 * @param topic the topic
	 * @param data the data
	 * @param deadlineNanos when it fails at the latest
	 */
	public PublishRequest(String topic, String data, long deadlineNanos) {
		this(topic, data, PublishOptions.DEFAULT, deadlineNanos);
	}

	/**
	 * Creates a publish.
	 * @param message what to publish
	 * @param options say which headers must not keep it from being sent
	 * @param deadlineNanos when it fails at the latest
	 */
	public PublishRequest(JoltMessage message, PublishOptions options, long deadlineNanos) {
		this(message.topic(), message.data(), options, deadlineNanos);
		Map<String, String> all = Objects.requireNonNull(message.headers(), "headers");
		if (!all.isEmpty()) {
			this.headers = options.optionalHeaders().isEmpty() ? all : HeaderLimits.fit(all, options.optionalHeaders());
			this.messageId = all.get(PublishResult.MESSAGE_ID);
		}
	}

	private PublishRequest(String topic, String data, PublishOptions options, long deadlineNanos) {
		super(deadlineNanos);
		this.topic = topic;
		this.data = data;
		this.options = options;
	}

	/**
	 * Encodes it without keeping its line.
	 * @param encoder encodes
	 * @param sizedLimit how long a line may be that has its data behind it, 0 where the
	 * broker does not know such lines
	 * @return the line, to be released
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	public LineBuffer encode(RequestEncoder encoder, int sizedLimit) {
		return encoder.publish(this.topic, data(), this.headers, sizedLimit);
	}

	/**
	 * Encodes it in the form that every broker knows, and keeps its line.
	 * @param encoder encodes
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	public void encode(RequestEncoder encoder) {
		line(encoder.publish(this.topic, data(), this.headers));
		if (this.headers.isEmpty()) {
			// it cannot become another
			this.data = null;
		}
		else {
			// it waits, and the user's own may change meanwhile
			this.headers = new LinkedHashMap<>(this.headers);
		}
	}

	private String data() {
		return Objects.requireNonNull(this.data);
	}

	/**
	 * It was encoded for good.
	 */
	public void forgetMessage() {
		this.data = null;
		this.headers = Map.of();
	}

	/**
	 * Whether it has headers at the moment.
	 * @return {@code true} if it has
	 */
	public boolean hasHeaders() {
		return !this.headers.isEmpty();
	}

	/**
	 * Whether it has headers that it must not lose.
	 * @return {@code true} if it has
	 */
	public boolean needsHeaders() {
		return !this.options.optionalHeaders().containsAll(this.headers.keySet());
	}

	/**
	 * Goes without headers.
	 * @param encoder encodes it anew
	 */
	public void dropHeaders(RequestEncoder encoder) {
		if (hasHeaders()) {
			this.headers = Map.of();
			encode(encoder);
		}
	}

	/**
	 * Goes without those headers that it may lose.
	 * @param encoder encodes it anew
	 */
	public void dropOptionalHeaders(RequestEncoder encoder) {
		if (hasHeaders() && !this.options.optionalHeaders().isEmpty()) {
			Map<String, String> needed = new LinkedHashMap<>(this.headers);
			needed.keySet().removeAll(this.options.optionalHeaders());
			this.headers = needed;
			encode(encoder);
		}
	}

	/**
	 * Settles whether the broker answers it.
	 * @param expected whether it does
	 */
	public void expectAnswer(boolean expected) {
		this.answered = expected;
	}

	@Override
	public boolean isAnswered() {
		return this.answered;
	}

	@Override
	public void handedOver(long nowNanos) {
		// not needed any more, and the answer may be long in coming
		forgetMessage();
	}

	@Override
	public void written(Completions completions) {
		completions.add(this);
	}

	@Override
	void conclude(@Nullable Answer received) {
		// there was nobody to reach, which is no fault of the publisher's
		if (received == null || received.ok() || received.code().equals(UNKNOWN_TOPIC)) {
			complete(PublishResult.of(this.topic, this.messageId, received != null));
		}
		else {
			completeExceptionally(rejected(received));
		}
	}

	@Override
	public String timeLimit() {
		Duration timeout = this.options.timeout();
		return (timeout != null) ? "its own time limit of " + timeout.toMillis() + " ms" : super.timeLimit();
	}

	@Override
	String describe() {
		return "publish to topic '" + WireText.sanitize(this.topic) + "'";
	}

}
