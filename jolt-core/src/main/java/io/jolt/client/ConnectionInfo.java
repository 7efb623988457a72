package io.jolt.client;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is known about the broker of a connection.
 *
 * @param server its address, as it appears in messages and logs
 * @param broker what it calls itself, {@code NAME/VERSION}, or {@code null} for a plain
 * broker, which does not say
 * @param features what it can do beyond the plain protocol, for example {@code patterns}
 * and {@code headers}; empty for a plain broker
 * @param publishAcknowledged whether it answers publishes
 */
public record ConnectionInfo(String server, @Nullable String broker, Set<String> features,
		boolean publishAcknowledged) {

	/**
	 * The feature of subscribing to patterns.
	 */
	public static final String PATTERNS = "patterns";

	/**
	 * The feature of message headers.
	 */
	public static final String HEADERS = "headers";

	/**
	 * The feature of sharing messages among the members of a group.
	 */
	public static final String GROUPS = "groups";

	/**
	 * The feature of counting a message's subscribers.
	 */
	public static final String COUNT = "count";

	/**
	 * The feature of giving each connection an inbox, to which others answer.
	 */
	public static final String INBOX = "inbox";

	/**
	 * Creates the information.
	 */
	public ConnectionInfo {
		features = Set.copyOf(features);
	}

}
