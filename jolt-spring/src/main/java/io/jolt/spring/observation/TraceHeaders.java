package io.jolt.spring.observation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jolt.client.JoltMessage;

/**
 * Lets a trace accompany a message: it is left out for a broker that knows no headers,
 * and where there is no room for it.
 */
final class TraceHeaders {

	// the protocol's limits
	private static final int MAX_HEADERS = 64;

	private static final int MAX_NAME_BYTES = 128;

	private static final int MAX_TOTAL_BYTES = 16 * 1024;

	private TraceHeaders() {
	}

	/**
	 * Adds headers.
	 * @param message the message
	 * @param trace what is added, in the place of headers of the same names: a message
	 * that is passed on continues the present trace, not the one that it came with
	 * @return the message with as many of the headers as fit
	 */
	static JoltMessage add(JoltMessage message, Map<String, String> trace) {
		if (trace.isEmpty()) {
			return message;
		}
		Map<String, String> headers = new LinkedHashMap<>(message.headers());
		int bytes = 0;
		for (Map.Entry<String, String> header : headers.entrySet()) {
			bytes += bytes(header.getKey()) + bytes(header.getValue());
		}
		for (Map.Entry<String, String> header : trace.entrySet()) {
			String name = header.getKey();
			String replaced = headers.remove(name);
			if (replaced != null) {
				bytes -= bytes(name) + bytes(replaced);
			}
			int added = bytes(name) + bytes(header.getValue());
			if (bytes(name) <= MAX_NAME_BYTES && headers.size() < MAX_HEADERS && bytes + added <= MAX_TOTAL_BYTES) {
				headers.put(name, header.getValue());
				bytes += added;
			}
		}
		return JoltMessage.of(message.topic(), message.data(), headers);
	}

	// in UTF-8; a pair of surrogates has four bytes
	private static int bytes(String text) {
		int bytes = text.length();
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c >= 0x80) {
				bytes += (c >= 0x800 && !Character.isSurrogate(c)) ? 2 : 1;
			}
		}
		return bytes;
	}

}
