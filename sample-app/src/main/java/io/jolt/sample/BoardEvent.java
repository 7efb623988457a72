package io.jolt.sample;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message as the page sees it.
 *
 * @param id its unique id
 * @param topic the topic it was published to
 * @param at when it arrived
 * @param data its text, shortened if it is long
 * @param failure why it became a dead letter, or {@code null} if it did not
 */
record BoardEvent(String id, String topic, Instant at, String data, @Nullable String failure) {
}
