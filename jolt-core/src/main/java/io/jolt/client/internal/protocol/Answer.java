package io.jolt.client.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The broker's answer to a request. It carries no id: which request it answers follows
 * from the order.
 *
 * @param ok whether the broker accepted the request
 * @param error the broker's words as they came, neither escaped nor truncated, or
 * {@code null} if it accepted; see {@link WireText} for messages and logs
 * @param hello what the broker says of itself, or {@code null} if the answer does not say
 */
public record Answer(boolean ok, @Nullable String error, @Nullable BrokerHello hello) implements InboundFrame {

	/**
	 * The error of an answer that gives none.
	 */
	public static final String UNKNOWN_ERROR = "Unknown error";

	/**
	 * The usual answer.
	 */
	public static final Answer OK = new Answer(true, null, null);

	static Answer error(@Nullable String error) {
		return new Answer(false, (error != null) ? error : UNKNOWN_ERROR, null);
	}

}
