package io.jolt.spring.internal;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;

import org.springframework.util.Assert;

/**
 * Which of the protocol's headers an application may send.
 */
public final class ProtocolHeaders {

	private ProtocolHeaders() {
	}

	/**
	 * Ensures that an application may set a header.
	 * @param name the header's name
	 * @throws IllegalArgumentException if it may not
	 */
	public static void requireSettable(String name) {
		Assert.isTrue(!JoltMessageHeaders.isReserved(name),
				() -> "The header '" + name + "' belongs to Jolt's protocol, so it can be read but not set: of the "
						+ "headers that begin with '" + JoltMessageHeaders.PREFIX + "' only '" + JoltMessageHeaders.ID
						+ "' and '" + JoltMessageHeaders.TYPE + "' can be set");
	}

	/**
	 * Ensures that a header's value is one that it can have.
	 * @param name the header's name
	 * @param value its value
	 * @throws IllegalArgumentException if it is an id or a type and not a valid one
	 */
	public static void requireValid(String name, String value) {
		if (name.equals(JoltMessageHeaders.ID)) {
			JoltMessage.builder("").id(value);
		}
		else if (name.equals(JoltMessageHeaders.TYPE)) {
			JoltMessage.builder("").type(value);
		}
	}

	/**
	 * Whether a header of a received message may be sent with another one.
	 * @param name the header's name
	 * @param value its value
	 * @return {@code false} if it was about the received message alone, or another kind
	 * of sender gave it a value that could not be sent
	 */
	public static boolean isPassedOn(String name, String value) {
		return switch (name) {
			case JoltMessageHeaders.ID -> JoltMessageHeaders.isId(value);
			case JoltMessageHeaders.TYPE -> JoltMessageHeaders.isType(value);
			default -> !JoltMessageHeaders.isReserved(name);
		};
	}

}
