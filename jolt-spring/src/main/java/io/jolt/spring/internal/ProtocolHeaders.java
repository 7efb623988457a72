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
	 * Whether only the client may set a header.
	 * @param name the header's name
	 * @return {@code true} if a message with it would not be sent
	 */
	public static boolean isReserved(String name) {
		return name.startsWith(JoltMessageHeaders.PREFIX) && !isProperty(name);
	}

	private static boolean isProperty(String name) {
		return name.equals(JoltMessageHeaders.ID) || name.equals(JoltMessageHeaders.TYPE);
	}

	/**
	 * Ensures that an application may set a header.
	 * @param name the header's name
	 * @throws IllegalArgumentException if it may not
	 */
	public static void requireSettable(String name) {
		Assert.isTrue(!isReserved(name),
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
		if (!isProperty(name)) {
			return !isReserved(name);
		}
		try {
			requireValid(name, value);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
