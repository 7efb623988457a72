package io.jolt.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Options for one publish. Immutable.
 */
public final class PublishOptions {

	/**
	 * The default options: the client's request time-out and no optional headers.
	 */
	public static final PublishOptions DEFAULT = new PublishOptions(null, Set.of(), false, null);

	private final @Nullable Duration timeout;

	private final Set<String> optionalHeaders;

	private final boolean counted;

	// null for the client's setting
	private final @Nullable Boolean compressed;

	private PublishOptions(@Nullable Duration timeout, Set<String> optionalHeaders, boolean counted,
			@Nullable Boolean compressed) {
		this.timeout = timeout;
		this.optionalHeaders = optionalHeaders;
		this.counted = counted;
		this.compressed = compressed;
	}

	/**
	 * Changes how long the publish may take, including waiting for room, for a connection
	 * and for the broker's answer. A message that was written by then but not answered
	 * fails with a {@link JoltOutcomeUnknownException}, one that was not written with a
	 * {@link JoltNotSentException}.
	 * @param timeout the limit, positive, or {@code null} for the client's request
	 * time-out
	 * @return options with that limit
	 * @throws IllegalArgumentException if the limit is not positive
	 */
	public PublishOptions withTimeout(@Nullable Duration timeout) {
		if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
			throw new IllegalArgumentException("The time limit of a publish must be positive but is " + timeout);
		}
		return new PublishOptions(timeout, this.optionalHeaders, this.counted, this.compressed);
	}

	/**
	 * Changes which headers are optional, such as those of a trace. They are left out
	 * where they would prevent the message from being sent: all of them if the broker
	 * does not support headers or the message would be too long with them; otherwise
	 * those that exceed the header limits, from last to first.
	 * @param optionalHeaders the names of the headers, which are copied
	 * @return options with those names
	 */
	public PublishOptions withOptionalHeaders(Set<String> optionalHeaders) {
		return new PublishOptions(this.timeout, Set.copyOf(optionalHeaders), this.counted, this.compressed);
	}

	/**
	 * Asks the broker to how many subscribers it passes the message on. A broker that
	 * does not count answers as usual.
	 * @return options that ask for {@link PublishResult#subscribers()}
	 */
	public PublishOptions withSubscriberCount() {
		return new PublishOptions(this.timeout, this.optionalHeaders, true, this.compressed);
	}

	/**
	 * Changes whether the text is compressed on the wire. It is sent as it is if it is
	 * shorter than the client's threshold or would become longer. Subscribers that use
	 * this client get the text; others get base64 of its gzip.
	 * @param compressed {@code true} to compress it, {@code false} not to, or
	 * {@code null} for the client's setting
	 * @return options with that setting
	 */
	public PublishOptions withCompression(@Nullable Boolean compressed) {
		return new PublishOptions(this.timeout, this.optionalHeaders, this.counted, compressed);
	}

	/**
	 * The publish's time limit.
	 * @return the limit, or {@code null} for the client's request time-out
	 */
	public @Nullable Duration timeout() {
		return this.timeout;
	}

	/**
	 * The optional headers.
	 * @return their names, unmodifiable
	 */
	public Set<String> optionalHeaders() {
		return this.optionalHeaders;
	}

	/**
	 * Whether the broker is asked to how many subscribers it passes the message on.
	 * @return {@code false} by default
	 */
	public boolean counted() {
		return this.counted;
	}

	/**
	 * Whether the text is compressed on the wire.
	 * @return the setting, or {@code null} for the client's
	 */
	public @Nullable Boolean compressed() {
		return this.compressed;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PublishOptions that && Objects.equals(this.timeout, that.timeout)
				&& this.optionalHeaders.equals(that.optionalHeaders) && this.counted == that.counted
				&& Objects.equals(this.compressed, that.compressed);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.timeout, this.optionalHeaders, this.counted, this.compressed);
	}

	@Override
	public String toString() {
		return "PublishOptions[timeout=" + this.timeout + ", optionalHeaders=" + this.optionalHeaders + ", counted="
				+ this.counted + ", compressed=" + this.compressed + "]";
	}

}
