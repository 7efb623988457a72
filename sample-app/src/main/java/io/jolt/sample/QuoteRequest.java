package io.jolt.sample;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * What the warehouse is asked a price for.
 *
 * @param item the item
 * @param quantity the quantity
 */
record QuoteRequest(@NotBlank @Size(max = 80) String item, @NotNull @Positive @Max(1000) Integer quantity) {
}
