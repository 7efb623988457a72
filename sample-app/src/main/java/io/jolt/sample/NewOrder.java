package io.jolt.sample;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/**
 * What a customer sends to place an order.
 *
 * @param customer the customer
 * @param item the item
 * @param quantity the quantity
 */
record NewOrder(@NotBlank @Size(max = 80) String customer, @NotBlank @Size(max = 80) String item,
		@NotNull @Positive @Max(1000) Integer quantity) {

	Order place() {
		return new Order(UUID.randomUUID().toString(), this.customer, this.item, this.quantity);
	}

}
