package io.jolt.client.internal.request;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.HeaderLimits;
import io.jolt.client.internal.protocol.LineBuffer;
import io.jolt.client.internal.protocol.PublishFields;
import io.jolt.client.internal.protocol.RequestEncoder;
import io.jolt.client.internal.protocol.WireText;
import io.jolt.client.internal.runtime.Completions;
import io.jolt.client.spi.PayloadCompression;
import io.jolt.client.spi.ProtocolHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A publish. Its data and headers are kept as long as its line may still change: with the
 * connection that takes it, or because they do not fit.
 */
public class PublishRequest extends UserRequest<PublishResult> {

	private static final String UNKNOWN_TOPIC = "unknown_topic";

	private final String topic;

	// null once the final line was encoded. Owned like the line
	private @Nullable String data;

	// the data as it travels compressed, null if it does not. Owned like the line
	private @Nullable String compressed;

	// its optional headers, in order. Owned like the line
	private Map<String, String> headers = Map.of();

	private final PublishOptions options;

	// what the client added to the line. Owned like the line
	private PublishFields added = PublishFields.NONE;

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
	 * Whether it is to be answered at the inbox of the connection that takes it.
	 * @return {@code true} if it is
	 */
	public boolean asks() {
		return false;
	}

	/**
	 * Whether it asks how many subscribers it reaches, where the broker counts.
	 * @return {@code true} if it does
	 */
	public final boolean counts() {
		return this.options.counted();
	}

	/**
	 * Whether its text is compressed.
	 * @return the setting, or {@code null} for the client's
	 */
	public @Nullable Boolean compression() {
		return this.options.compressed();
	}

	/**
	 * Compresses its text, unless that is of no use.
	 * @param compression how
	 */
	public void compress(PayloadCompression compression) {
		if (this.data != null
				&& HeaderLimits.hasRoom(this.headers, JoltMessageHeaders.ENCODING, PayloadCompression.GZIP)) {
			this.compressed = compression.compress(this.data);
		}
	}

	/**
	 * Whether its text travels compressed where the broker knows headers.
	 * @return {@code true} if it does
	 */
	public boolean isCompressed() {
		return this.compressed != null;
	}

	/**
	 * Leaves out a header that the client adds by itself where it applies.
	 * @param name the header's name
	 */
	public void leaveOut(String name) {
		if (this.headers.containsKey(name)) {
			Map<String, String> left = new LinkedHashMap<>(this.headers);
			left.remove(name);
			this.headers = left;
		}
	}

	/**
	 * Checks what an application publishes.
	 * @throws JoltNotSentException if it must not be sent
	 */
	public void requirePermittedHeaders() {
		if (hasHeaders()) {
			ProtocolHeaders.requirePermitted(this.topic, this.headers);
		}
	}

	/**
	 * Encodes it without keeping its line.
	 * @param encoder encodes
	 * @param adding what the client adds
	 * @param sizedLimit how long a line may be if the broker takes unescaped data that
	 * follows its line, 0 if it does not
	 * @return the line, to be released
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	public LineBuffer encode(RequestEncoder encoder, PublishFields adding, int sizedLimit) {
		return encoder.publish(this.topic, data(adding), this.headers, adding, sizedLimit);
	}

	/**
	 * Encodes it in the form that every broker knows, and keeps its line.
	 * @param encoder encodes
	 * @param adding what the client adds
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	public void encode(RequestEncoder encoder, PublishFields adding) {
		line(encoder.publishLine(this.topic, data(adding), this.headers, adding));
		this.added = adding;
		if (!mayChange()) {
			this.data = null;
		}
		else if (!this.headers.isEmpty()) {
			// it waits, and the user's map may change meanwhile
			this.headers = new LinkedHashMap<>(this.headers);
		}
	}

	/**
	 * Encodes it to wait for a connection, whose broker is not known yet.
	 * @param encoder encodes
	 * @return how many bytes its line may have, whichever broker takes it
	 * @throws JoltNotSentException if it cannot be encoded
	 */
	public int encodeToWait(RequestEncoder encoder) {
		encode(encoder, waitingFields());
		int longest = line().length;
		if (isCompressed() && !asks()) {
			LineBuffer plain = encode(encoder, PublishFields.of(false, counts()), 0);
			longest = Math.max(longest, plain.length());
			encoder.release(plain);
		}
		return longest;
	}

	/**
	 * What the client adds while the broker is not known.
	 * @return the longest fields
	 */
	PublishFields waitingFields() {
		return PublishFields.of(isCompressed(), counts());
	}

	/**
	 * Encodes it again if the client adds something else than before.
	 * @param encoder encodes
	 * @param adding what the client adds
	 */
	public void encodeAgain(RequestEncoder encoder, PublishFields adding) {
		if (this.added != adding) {
			encode(encoder, adding);
		}
	}

	/**
	 * By how many bytes its line may become shorter with the connection that takes it.
	 * @return the number, 0 unless it waits for an inbox
	 */
	public int slackBytes() {
		return 0;
	}

	/**
	 * What the client added to its line.
	 * @return the fields
	 */
	final PublishFields added() {
		return this.added;
	}

	// with the connection that takes it
	private boolean mayChange() {
		return !this.headers.isEmpty() || asks() || counts() || isCompressed();
	}

	private String data(PublishFields adding) {
		return Objects.requireNonNull(adding.compressed() ? this.compressed : this.data);
	}

	/**
	 * The final line was encoded.
	 */
	public void forgetMessage() {
		this.data = null;
		this.compressed = null;
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
			encode(encoder, this.added);
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
			encode(encoder, this.added);
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
		if (received != null && !received.ok() && !received.code().equals(UNKNOWN_TOPIC)) {
			completeExceptionally(rejected(received));
			return;
		}
		JoltException failure = failureOfAccepted();
		if (failure != null) {
			completeExceptionally(failure);
			return;
		}
		PublishResult result = PublishResult.of(this.topic, this.messageId, received != null);
		complete((received != null && received.subscribers() != Answer.NOT_COUNTED && (asks() || counts()))
				? result.withSubscribers(received.subscribers()) : result);
	}

	/**
	 * Why it was in vain although the broker accepted it.
	 * @return the failure, or {@code null}
	 */
	@Nullable JoltException failureOfAccepted() {
		return null;
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
