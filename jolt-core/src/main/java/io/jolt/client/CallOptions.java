package io.jolt.client;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

/**
 * Options for one side of a call. Immutable.
 */
public final class CallOptions {

	/**
	 * How many items one side takes without having consumed them, unless the call or the
	 * client sets another number.
	 */
	public static final int DEFAULT_WINDOW = 64;

	/**
	 * The largest window.
	 */
	public static final int MAX_WINDOW = 65_536;

	/**
	 * The default options: one item is sent, and as many are taken at a time as the
	 * client sets, {@value #DEFAULT_WINDOW} by default.
	 */
	public static final CallOptions DEFAULT = new CallOptions(0, false, PublishOptions.DEFAULT);

	// 0 for the client's
	private final int window;

	private final boolean more;

	private final PublishOptions publishOptions;

	private CallOptions(int window, boolean more, PublishOptions publishOptions) {
		this.window = window;
		this.more = more;
		this.publishOptions = publishOptions;
	}

	/**
	 * Changes how many items may be on their way or wait to be consumed.
	 * @param window the number of items, 1 to {@value #MAX_WINDOW}
	 * @return options with that window
	 */
	public CallOptions withWindow(int window) {
		if (window < 1 || window > MAX_WINDOW) {
			throw new IllegalArgumentException("A window must be 1 to " + MAX_WINDOW + " items, not " + window);
		}
		return new CallOptions(window, this.more, this.publishOptions);
	}

	/**
	 * Changes whether the caller sends more items than the first one. If so, it ends its
	 * stream itself.
	 * @param more {@code true} to send more; the accepting side ignores it
	 * @return options with that setting
	 */
	public CallOptions withMore(boolean more) {
		return new CallOptions(this.window, more, this.publishOptions);
	}

	/**
	 * Changes how long opening the call may take: until it was accepted.
	 * @param timeout the limit, positive, or {@code null} for the client's reply time-out
	 * @return options with that limit
	 */
	public CallOptions withTimeout(@Nullable Duration timeout) {
		return new CallOptions(this.window, this.more, this.publishOptions.withTimeout(timeout));
	}

	/**
	 * Changes how its messages are published.
	 * @param publishOptions the options; their time limit is that of
	 * {@link #withTimeout(Duration)}
	 * @return options with those
	 */
	public CallOptions withPublishOptions(PublishOptions publishOptions) {
		return new CallOptions(this.window, this.more, Objects.requireNonNull(publishOptions, "publishOptions"));
	}

	/**
	 * How many items may be on their way or wait to be consumed.
	 * @return the number of items, empty for that of the client
	 */
	public OptionalInt window() {
		return (this.window > 0) ? OptionalInt.of(this.window) : OptionalInt.empty();
	}

	/**
	 * Whether the caller sends more items than the first one.
	 * @return {@code false} by default
	 */
	public boolean more() {
		return this.more;
	}

	/**
	 * How its messages are published.
	 * @return the options
	 */
	public PublishOptions publishOptions() {
		return this.publishOptions;
	}

	@Override
	public String toString() {
		return "CallOptions[window=" + ((this.window > 0) ? this.window : "default") + ", more=" + this.more
				+ ", publishOptions=" + this.publishOptions + "]";
	}

}
