package io.jolt.broker.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 */
public enum Operation {

	/** Publish. */
	PUBLISH("pub", false),

	/** Subscribe. */
	SUBSCRIBE("sub", false),

	/** Unsubscribe. */
	UNSUBSCRIBE("unsub", false),

	/** Nothing but an answer. */
	PING("ping", true),

	/** Authenticate. */
	AUTHENTICATE("auth", true),

	/** Ask what the broker can do. */
	HELLO("hello", true),

	/** Ask for the broker's statistics. */
	STATS("stats", false);

	private static final Operation[] VALUES = values();

	private final String text;

	private final boolean allowedToAnyone;

	Operation(String text, boolean allowedToAnyone) {
		this.text = text;
		this.allowedToAnyone = allowedToAnyone;
	}

	/**
	 * Whether it needs no authentication.
	 * @return whether anyone may ask for it
	 */
	public boolean isAllowedToAnyone() {
		return this.allowedToAnyone;
	}

	static @Nullable Operation of(byte[] bytes, int from, int to) {
		for (Operation operation : VALUES) {
			if (Ascii.equals(operation.text, bytes, from, to)) {
				return operation;
			}
		}
		return null;
	}

	static @Nullable Operation of(String text) {
		for (Operation operation : VALUES) {
			if (operation.text.equals(text)) {
				return operation;
			}
		}
		return null;
	}

}
