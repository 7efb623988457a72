package io.jolt.sample;

import org.jspecify.annotations.Nullable;

/**
 * Why an order was rejected, as published to {@code orders.rejected}.
 *
 * @param id the order's id, or {@code null} if it could not be read
 * @param reason why, for people to read
 * @param received the beginning of the text if it could not be read, or else {@code null}
 */
record RejectedOrder(@Nullable String id, String reason, @Nullable String received) {
}
