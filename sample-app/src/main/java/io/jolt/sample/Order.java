package io.jolt.sample;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * An order as published to {@code orders.created} and {@code orders.accepted}.
 *
 * @param id its unique id
 * @param customer the customer
 * @param item the item
 * @param quantity the quantity
 */
record Order(@NotBlank @Size(max = 64) String id, @NotBlank @Size(max = 80) String customer,
		@NotBlank @Size(max = 80) String item, @Positive int quantity) {
}
