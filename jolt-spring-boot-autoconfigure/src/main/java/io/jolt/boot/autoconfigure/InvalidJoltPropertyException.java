package io.jolt.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A property's value cannot be used. The message never quotes the value, which may be or
 * contain a password.
 */
class InvalidJoltPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String reason;

	InvalidJoltPropertyException(String property, String reason) {
		this(property, reason, null);
	}

	InvalidJoltPropertyException(String property, String reason, @Nullable Throwable cause) {
		super("Invalid property '" + property + "': " + reason, cause);
		this.property = property;
		this.reason = reason;
	}

	String property() {
		return this.property;
	}

	String reason() {
		return this.reason;
	}

	/**
	 * Converts the exception of another class that rejected a property.
	 * @param property the property's name
	 * @param refusal the exception, whose message must be safe to show
	 * @return the exception to throw
	 */
	static InvalidJoltPropertyException of(String property, IllegalArgumentException refusal) {
		String message = refusal.getMessage();
		return new InvalidJoltPropertyException(property, (message != null) ? message : "its value cannot be used");
	}

	/**
	 * Applies a property to an object that rejects values it cannot use.
	 * @param property the property's name
	 * @param setting applies the property
	 */
	static void check(String property, Runnable setting) {
		try {
			setting.run();
		}
		catch (IllegalArgumentException ex) {
			throw of(property, ex);
		}
	}

}
