package io.jolt.client.internal.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.jolt.client.MessageLimits;

/**
 * The protocol's limits of topics and headers.
 */
public final class HeaderLimits {

	private static final int MAX_TOPIC_BYTES = 256;

	private static final int MAX_HEADERS = 64;

	private static final int MAX_NAME_BYTES = 128;

	private static final int MAX_TOTAL_BYTES = 16 * 1024;

	private HeaderLimits() {
	}

	/**
	 * All limits.
	 * @param maxLineBytes the longest line
	 * @return the limits
	 */
	public static MessageLimits withLine(int maxLineBytes) {
		return new MessageLimits(MAX_TOPIC_BYTES, MAX_HEADERS, MAX_NAME_BYTES, MAX_TOTAL_BYTES, maxLineBytes);
	}

	/**
	 * Drops optional headers that do not fit.
	 * @param headers the headers
	 * @param optional the names of those that may be dropped, the last ones first
	 * @return the same map if all fit
	 */
	public static Map<String, String> fit(Map<String, String> headers, Set<String> optional) {
		Room room = new Room();
		headers.forEach((name, value) -> {
			if (!optional.contains(name)) {
				room.take(name, value);
			}
		});
		Map<String, String> left = new LinkedHashMap<>();
		headers.forEach((name, value) -> {
			if (!optional.contains(name) || room.takeIfFits(name, value)) {
				left.put(name, value);
			}
		});
		return (left.size() == headers.size()) ? headers : left;
	}

	/**
	 * Whether one more header fits.
	 * @param headers the headers
	 * @param name the name of another
	 * @param value its value
	 * @return {@code true} if all together keep the limits, or the others do not anyway
	 */
	public static boolean hasRoom(Map<String, String> headers, String name, String value) {
		Room room = new Room();
		headers.forEach(room::take);
		return room.takeIfFits(name, value);
	}

	private static final class Room {

		private int headers;

		private int totalBytes;

		void take(String name, String value) {
			this.headers++;
			this.totalBytes += Utf8.length(name) + Utf8.length(value);
		}

		boolean takeIfFits(String name, String value) {
			boolean fits = this.headers < MAX_HEADERS && Utf8.length(name) <= MAX_NAME_BYTES
					&& this.totalBytes + Utf8.length(name) + Utf8.length(value) <= MAX_TOTAL_BYTES;
			if (fits) {
				take(name, value);
			}
			return fits;
		}

	}

}
