package io.jolt.broker.internal.protocol;

import java.nio.charset.StandardCharsets;

import io.jolt.broker.internal.routing.TopicName;

/**
 * An answer to one request, encoded once with its line end. Immutable.
 */
public final class Answer {

	/** The request was done. */
	public static final Answer OK = new Answer("{\"ok\":true}");

	// most publishes reach few
	private static final Answer[] COUNTED = new Answer[64];

	static {
		for (int i = 0; i < COUNTED.length; i++) {
			COUNTED[i] = new Answer(countedJson(i));
		}
	}

	private final byte[] line;

	private Answer(String json) {
		this.line = (json + "\n").getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * An error answer.
	 * @param code what is wrong
	 * @return the answer
	 */
	public static Answer error(ErrorCode code) {
		return new Answer("{\"ok\":false,\"error\":\"" + code.text() + "\"}");
	}

	/**
	 * An error answer that also says more.
	 * @param code what is wrong
	 * @param detail a sentence of ours, never text from the wire: it is not escaped
	 * @return the answer
	 */
	public static Answer error(ErrorCode code, String detail) {
		return new Answer("{\"ok\":false,\"error\":\"" + code.text() + ": " + detail + "\"}");
	}

	/**
	 * The answer to {@code hello}.
	 * @param broker name and version of the broker
	 * @param maxLineBytes the longest line that is accepted
	 * @param authentication whether authentication is required first
	 * @param sizedData whether the client knows sized data; others need not be told of it
	 * @param inbox the topic that only this client may subscribe to
	 * @return the answer
	 */
	public static Answer hello(String broker, int maxLineBytes, boolean authentication, boolean sizedData,
			TopicName inbox) {
		return new Answer("{\"ok\":true,\"broker\":\"" + broker
				+ "\",\"version\":1,\"features\":[\"publish-ack\",\"patterns\",\"headers\","
				+ "\"stats\",\"groups\",\"count\",\"inbox\"" + (sizedData ? ",\"" + SizedData.FEATURE + "\"" : "")
				+ (authentication ? ",\"authentication\"" : "") + "],\"max_line\":" + maxLineBytes + ",\"inbox\":\""
				+ inbox + "\"}");
	}

	/**
	 * The answer to a publish that asks how many it reaches.
	 * @param subscribers how many it was queued for
	 * @return the answer
	 */
	public static Answer counted(long subscribers) {
		return (subscribers < COUNTED.length) ? COUNTED[(int) subscribers] : new Answer(countedJson(subscribers));
	}

	private static String countedJson(long subscribers) {
		return "{\"ok\":true,\"subscribers\":" + subscribers + "}";
	}

	/**
	 * The answer to {@code stats}.
	 * @param stats the numbers, as JSON
	 * @return the answer
	 */
	public static Answer stats(String stats) {
		return new Answer("{\"ok\":true,\"stats\":" + stats + "}");
	}

	/**
	 * The encoded answer with its LF.
	 * @return the bytes, which must not be changed
	 */
	public byte[] line() {
		return this.line;
	}

	@Override
	public String toString() {
		return new String(this.line, StandardCharsets.UTF_8).strip();
	}

}
