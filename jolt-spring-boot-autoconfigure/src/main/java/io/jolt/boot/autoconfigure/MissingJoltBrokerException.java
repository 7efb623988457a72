package io.jolt.boot.autoconfigure;

/**
 * An embedded broker is enabled but not on the class path.
 */
class MissingJoltBrokerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MissingJoltBrokerException() {
		super("'jolt.embedded.enabled' is true, but there is no broker on the class path: "
				+ "add the dependency io.jolt:jolt-broker");
	}

}
