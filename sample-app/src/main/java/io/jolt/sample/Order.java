package io.jolt.sample;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * An order as it travels on {@code orders.created} and {@code orders.accepted}.
 *
 * @param id tells it from all other orders
 * @param customer who ordered
 * @param item what
 * @param quantity how many
 */
record Order(@NotBlank @Size(max = 64) String id, @NotBlank @Size(max = 80) String customer,
		@NotBlank @Size(max = 80) String item, @Positive int quantity) {
}
