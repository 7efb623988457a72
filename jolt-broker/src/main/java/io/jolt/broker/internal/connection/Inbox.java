package io.jolt.broker.internal.connection;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

import io.jolt.broker.internal.routing.TopicName;

/**
 * Names the topics that only one connection each may subscribe to. Nobody can guess one:
 * who knows it was told. Safe for use by several threads.
 */
final class Inbox {

	private static final int RANDOM_BYTES = 16;

	private static final SecureRandom RANDOM = new SecureRandom();

	private Inbox() {
	}

	static TopicName create() {
		byte[] random = new byte[RANDOM_BYTES];
		RANDOM.nextBytes(random);
		String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
		return Objects.requireNonNull(TopicName.of(TopicName.INBOX_PREFIX + text));
	}

}
