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

	// null once the final line was encoded. Owned like the line
	private @Nullable String data;

	// its optional headers, in order. Owned like the line
	private Map<String, String> headers = Map.of();

	private final PublishOptions options;

	// of the message, whose headers may be dropped before its result is created
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
	 * @param options name the headers that must not prevent it from being sent
	 * @param deadlineNanos when it fails at the latest
	 */
	public PublishRequest(JoltMessage message, PublishOptions options, long deadlineNanos) {
		this(message.topic(), message.data(), options, deadlineNanos);
		Map<String, String> all = Objects.requireNonNull(message.headers(), "headers");
		if (!all.isEmpty()) {
			this.headers = options.optionalHeaders().isEmpty() ? all : HeaderLimits.fit(all, options.optionalHeaders());
			this.messageId = this.headers.get(PublishResult.MESSAGE_ID);
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
	 * @param sizedLimit how long a line followed by its data may be, 0 if the broker does
	 * not support such lines
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
			// it will not change
			this.data = null;
		}
		else {
			// it waits, and the user's map may change meanwhile
			this.headers = new LinkedHashMap<>(this.headers);
		}
	}

	private String data() {
		return Objects.requireNonNull(this.data);
	}

	/**
	 * The final line was encoded.
	 */
	public void forgetMessage() {
		this.data = null;
		this.headers = Map.of();
	}

	/**
	 * Whether it still has headers.
	 * @return {@code true} if it has
	 */
	public boolean hasHeaders() {
		return !this.headers.isEmpty();
	}

	/**
	 * Whether it has required headers.
	 * @return {@code true} if it has
	 */
	public boolean needsHeaders() {
		return !this.options.optionalHeaders().containsAll(this.headers.keySet());
	}

	/**
	 * Drops all headers.
	 * @param encoder encodes it again
	 */
	public void dropHeaders(RequestEncoder encoder) {
		if (hasHeaders()) {
			this.headers = Map.of();
			this.messageId = null;
			encode(encoder);
		}
	}

	/**
	 * Drops the optional headers.
	 * @param encoder encodes it again
	 */
	public void dropOptionalHeaders(RequestEncoder encoder) {
		if (hasHeaders() && !this.options.optionalHeaders().isEmpty()) {
			Map<String, String> needed = new LinkedHashMap<>(this.headers);
			needed.keySet().removeAll(this.options.optionalHeaders());
			this.headers = needed;
			this.messageId = needed.get(PublishResult.MESSAGE_ID);
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
		// no longer needed, and the answer may take long
		forgetMessage();
	}

	@Override
	public void written(Completions completions) {
		completions.add(this);
	}

	@Override
	void conclude(@Nullable Answer received) {
		// there was no subscriber to reach, which is not the publisher's fault
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
