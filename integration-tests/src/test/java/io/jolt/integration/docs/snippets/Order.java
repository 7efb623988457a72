package io.jolt.integration.docs.snippets;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;

/**
 * The order of all examples.
 *
 * @param id tells it from all other orders
 * @param item what
 * @param quantity how many
 */
// tag::order[]
record Order(@NotBlank String id, @NotBlank String item, @Positive int quantity) {
}
// end::order[]
