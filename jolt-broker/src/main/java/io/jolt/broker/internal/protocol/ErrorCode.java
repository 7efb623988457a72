package io.jolt.broker.internal.protocol;

import java.util.Locale;

/**
 * The codes with which the text of an error answer begins.
 */
public enum ErrorCode {

	/** Not JSON, or not the JSON that a request may be. */
	INVALID_JSON,

	/** The operation is missing, or something in it that has no code of its own. */
	INVALID_REQUEST,

	/** No operation of that name. */
	UNKNOWN_OP,

	/** A topic or pattern that is missing or not allowed. */
	INVALID_TOPIC,

	/** Data that is missing or not a string. */
	INVALID_DATA,

	/** Headers that are not an object of strings, or too many or too long. */
	INVALID_HEADERS,

	/** A group's name that is not allowed. */
	INVALID_GROUP,

	/** The bytes are not UTF-8. */
	INVALID_UTF8,

	/** Not before a successful authentication. */
	AUTH_REQUIRED,

	/** Wrong user or wrong password; which one is not revealed. */
	AUTH_FAILED,

	/** The user may not do this. */
	NOT_AUTHORIZED,

	/** The line exceeds the limit. */
	LINE_TOO_LONG,

	/** The limit on connections is reached. */
	TOO_MANY_CONNECTIONS,

	/** The limit on subscriptions of a connection is reached. */
	TOO_MANY_SUBSCRIPTIONS,

	/** Something did not happen in time. */
	TIMEOUT;

	private final String text = name().toLowerCase(Locale.ROOT);

	/**
	 * The code as it stands in answers.
	 * @return the code
	 */
	public String text() {
		return this.text;
	}

}
