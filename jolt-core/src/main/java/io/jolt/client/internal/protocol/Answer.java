package io.jolt.client.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The broker's answer to a request. It carries no id: the order tells which request it
 * answers.
 *
 * @param ok whether the broker accepted the request
 * @param error the broker's words as received, neither escaped nor truncated, or
 * {@code null} if it accepted; see {@link WireText} for messages and logs
 * @param hello what the broker says about itself, or {@code null} if the answer does not
 * say
 * @param subscribers to how many subscribers a message was passed on, or
 * {@link #NOT_COUNTED}
 */
public record Answer(boolean ok, @Nullable String error, @Nullable BrokerHello hello,
		int subscribers) implements InboundFrame {

	/**
	 * Stands for a number of subscribers that the broker does not give.
	 */
	public static final int NOT_COUNTED = -1;

	/**
	 * The error of an answer that gives none.
	 */
	public static final String UNKNOWN_ERROR = "Unknown error";

	/**
	 * The usual answer.
	 */
	public static final Answer OK = new Answer(true, null, null);

	private static final Answer[] FEW_SUBSCRIBERS = new Answer[16];

	static {
		for (int i = 0; i < FEW_SUBSCRIBERS.length; i++) {
			FEW_SUBSCRIBERS[i] = new Answer(true, null, null, i);
		}
	}

	private static final String AUTH_REQUIRED = "auth_required";

	/**
	 * Creates an answer without a number of subscribers.
	 * @param ok whether the broker accepted the request
	 * @param error the broker's words, or {@code null}
	 * @param hello what the broker says about itself, or {@code null}
	 */
	public Answer(boolean ok, @Nullable String error, @Nullable BrokerHello hello) {
		this(ok, error, hello, NOT_COUNTED);
	}

	static Answer counted(int subscribers) {
		if (subscribers < 0) {
			return OK;
		}
		return (subscribers < FEW_SUBSCRIBERS.length) ? FEW_SUBSCRIBERS[subscribers]
				: new Answer(true, null, null, subscribers);
	}

	static Answer error(@Nullable String error) {
		return new Answer(false, (error != null) ? error : UNKNOWN_ERROR, null);
	}

	/**
	 * Whether it says no more than that the broker accepted the request, and how many
	 * subscribers a message was passed on to.
	 * @return {@code true} if nothing else is to be seen in it
	 */
	public boolean onlyAccepts() {
		return this.ok && this.hello == null;
	}

	/**
	 * The code of its error: the text up to the first colon.
	 * @return the code, escaped and truncated; empty if it is ok
	 */
	public String code() {
		if (this.error == null) {
			return "";
		}
		int colon = this.error.indexOf(':');
		return WireText.sanitize(((colon >= 0) ? this.error.substring(0, colon) : this.error).strip());
	}

	/**
	 * What it says, for messages and logs.
	 * @return the error, escaped and truncated
	 */
	public String words() {
		return (this.error != null) ? WireText.sanitize(this.error) : "ok";
	}

	/**
	 * Whether the broker says that it wants credentials, or different ones.
	 * @return {@code true} if it does, whatever was asked
	 */
	public boolean isAuthenticationRequired() {
		return !this.ok && code().equals(AUTH_REQUIRED);
	}

}
