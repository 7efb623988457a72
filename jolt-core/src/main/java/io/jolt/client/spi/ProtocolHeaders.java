package io.jolt.client.spi;

import java.util.Map;

import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import org.jspecify.annotations.Nullable;

/**
 * What applications may not send: the protocol's own headers, and ids and types that
 * break its rules.
 */
public final class ProtocolHeaders {

	private ProtocolHeaders() {
	}

	/**
	 * Checks a message that an application publishes.
	 * @param topic the topic
	 * @param headers the headers
	 * @throws JoltNotSentException if the message must not be sent
	 */
	public static void requirePermitted(String topic, Map<String, String> headers) {
		for (Map.Entry<String, String> header : headers.entrySet()) {
			String name = header.getKey();
			// one that is null anyway is refused where it is written
			String why = (name != null && name.startsWith(JoltMessageHeaders.PREFIX))
					? objection(name, header.getValue()) : null;
			if (why != null) {
				throw new JoltNotSentException("The publish to topic '" + LogText.of(topic) + "' was not sent: " + why);
			}
		}
	}

	private static @Nullable String objection(String name, @Nullable String value) {
		if (JoltMessageHeaders.isReserved(name)) {
			return "only Jolt itself may set the header '" + LogText.of(name) + "'. Leave it out, or use"
					+ " JoltMessageHeaders.withoutReserved to publish a delivered message again";
		}
		if (name.equals(JoltMessageHeaders.ID) && (value == null || !JoltMessageHeaders.isId(value))) {
			return "its id must have 1 to 64 printable ASCII characters";
		}
		if (name.equals(JoltMessageHeaders.TYPE) && (value == null || !JoltMessageHeaders.isType(value))) {
			return "its type must have 1 to 128 characters, none of them a control character";
		}
		return null;
	}

}
