package io.jolt.boot.test.slice;

import jakarta.validation.constraints.Positive;

/**
 * A payload.
 *
 * @param item what
 * @param count how many
 */
record Order(String item, @Positive int count) {

}
