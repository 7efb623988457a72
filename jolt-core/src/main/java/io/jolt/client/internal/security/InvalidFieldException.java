package io.jolt.client.internal.security;

import org.jspecify.annotations.Nullable;

/**
 * Something in a connection file is wrong. The reason never quotes the file, which may
 * hold a secret.
 */
final class InvalidFieldException extends Exception {

	private static final long serialVersionUID = 1L;

	private final String field;

	/**
	 * Creates an exception.
	 * @param field the path of the field; empty for the file as a whole
	 * @param reason what is wrong with it and what to do, on one line
	 */
	InvalidFieldException(String field, String reason) {
		this(field, reason, null);
	}

	InvalidFieldException(String field, String reason, @Nullable Throwable cause) {
		super(reason, cause);
		this.field = field;
	}

	/**
	 * The field.
	 * @return its path; empty for the file as a whole
	 */
	String field() {
		return this.field;
	}

}
