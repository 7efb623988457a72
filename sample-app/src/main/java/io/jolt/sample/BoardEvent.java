package io.jolt.sample;

import java.time.Instant;

/**
 * A message as the page sees it.
 *
 * @param id tells it from all other events
 * @param topic the topic it was published to
 * @param at when it arrived here
 * @param data its text, shortened if it is long
 */
record BoardEvent(String id, String topic, Instant at, String data) {
}
