package io.jolt.spring.core;

/**
 * Names of message headers that Jolt for Spring itself reads and writes. None of them
 * ever travels.
 */
public final class JoltHeaders {

	/**
	 * What the names begin with.
	 */
	public static final String PREFIX = "jolt_";

	/**
	 * The topic a message came from: the real one, also where a pattern matched it. Never
	 * read when sending, or a reply that copies headers would loop.
	 */
	public static final String TOPIC = PREFIX + "topic";

	/**
	 * The topic to send a message to.
	 */
	public static final String TARGET_TOPIC = PREFIX + "targetTopic";

	private JoltHeaders() {
	}

}
