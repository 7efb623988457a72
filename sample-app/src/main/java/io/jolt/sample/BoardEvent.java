package io.jolt.sample;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A message as the page sees it.
 *
 * @param id tells it from all other events
 * @param topic the topic it was published to
 * @param at when it arrived here
 * @param data its text, shortened if it is long
 * @param failure why it became a dead letter, or {@code null} if it is none
 */
record BoardEvent(String id, String topic, Instant at, String data, @Nullable String failure) {
}
