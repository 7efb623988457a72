package io.jolt.integration.docs.snippets;

/**
 * A repository that the examples call.
 */
interface FailedMessages {

	void save(String topic, String text, int attempts);

}
