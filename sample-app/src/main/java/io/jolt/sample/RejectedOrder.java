package io.jolt.sample;

import org.jspecify.annotations.Nullable;

/**
 * Why an order was rejected, as it travels on {@code orders.rejected}.
 *
 * @param id the order's id, or {@code null} if none could be read
 * @param reason why, for people
 * @param received how the text of what could not be read begins, or {@code null} if it
 * could
 */
record RejectedOrder(@Nullable String id, String reason, @Nullable String received) {
}
