package io.jolt.benchmarks.workload;

/**
 * The text of messages, all the same but for a number at a fixed place, by which loss,
 * duplicates and disorder are noticed on arrival. All of it is ASCII. Immutable.
 */
public final class Payload {

	/**
	 * How many bytes all the different messages have together: few enough to stay in a
	 * processor's cache, as what an application has just made would.
	 */
	private static final int TOTAL_BYTES = 1024 * 1024;

	private static final int MOST_VARIANTS = 8192;

	private static final int LEAST_VARIANTS = 512;

	/**
	 * Added to every number, so that all have as many digits.
	 */
	private static final int BASE = 1_000_000;

	private static final int DIGITS = 7;

	private static final String KEY = "{\"number\":";

	private static final String NOTE = "a gift, please wrap it ";

	private final String head;

	private final String tail;

	private Payload(String head, String tail) {
		this.head = head;
		this.tail = tail;
	}

	/**
	 * Plain text.
	 * @param bytes its length
	 * @return the payload
	 */
	public static Payload plainText(int bytes) {
		return new Payload("", " " + note(bytes - DIGITS - 1));
	}

	/**
	 * JSON such as an application's: an order, with 26 quotes.
	 * @param bytes its length
	 * @return the payload
	 */
	public static Payload json(int bytes) {
		return new Payload(KEY, rest(note(bytes - KEY.length() - DIGITS - rest("").length())));
	}

	/**
	 * An array of such orders.
	 * @param bytes its length
	 * @return the payload
	 */
	public static Payload jsonArray(int bytes) {
		String separator = "," + KEY + BASE;
		String order = separator + rest(note(30));
		StringBuilder tail = new StringBuilder(rest(note(30)));
		int room = bytes - KEY.length() - DIGITS - 2;
		while (tail.length() + 2 * order.length() <= room) {
			tail.append(order);
		}
		int lastNote = room - tail.length() - separator.length() - rest("").length();
		tail.append(separator).append(rest(note(lastNote))).append(']');
		return new Payload("[" + KEY, tail.toString());
	}

	private static String rest(String note) {
		return ",\"id\":\"7d3f9c1e\",\"customer\":\"Ada Lovelace\",\"item\":\"Tea\",\"colour\":\"red\",\"size\":\"L\",\"note\":\""
				+ note + "\"}";
	}

	private static String note(int length) {
		return NOTE.repeat(length / NOTE.length() + 1).substring(0, length);
	}

	/**
	 * How many different messages there are. Their numbers begin with 0.
	 * @return the count
	 */
	public int variants() {
		return Math.min(MOST_VARIANTS, Math.max(LEAST_VARIANTS, TOTAL_BYTES / bytes()));
	}

	/**
	 * The length of a message.
	 * @return the length in bytes
	 */
	public int bytes() {
		return this.head.length() + DIGITS + this.tail.length();
	}

	/**
	 * Writes a message.
	 * @param number its number
	 * @return the text
	 */
	public String text(int number) {
		return this.head + (BASE + number) + this.tail;
	}

	/**
	 * Reads a message's number.
	 * @param text the text
	 * @return the number, or anything if it is no such message
	 */
	public int numberIn(String text) {
		int from = this.head.length();
		int number = -BASE;
		int factor = 1;
		for (int i = from + DIGITS - 1; i >= from; i--) {
			number += factor * (text.charAt(i) - '0');
			factor *= 10;
		}
		return number;
	}

	/**
	 * Reads a message's number.
	 * @param bytes holds the message
	 * @param offset where it begins
	 * @return the number, or anything if it is no such message
	 */
	public int numberIn(byte[] bytes, int offset) {
		int from = offset + this.head.length();
		int number = -BASE;
		int factor = 1;
		for (int i = from + DIGITS - 1; i >= from; i--) {
			number += factor * (bytes[i] - '0');
			factor *= 10;
		}
		return number;
	}

	/**
	 * Turns the number that stands in a message into the message's number.
	 * @param written what stands there
	 * @return the number
	 */
	public static int number(int written) {
		return written - BASE;
	}

}
