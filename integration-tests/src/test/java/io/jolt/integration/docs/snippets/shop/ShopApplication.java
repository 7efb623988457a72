package io.jolt.integration.docs.snippets.shop;

import io.jolt.spring.core.JoltOperations;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * The application.
 */
@SpringBootApplication
class ShopApplication {

	@Bean
	Checkout checkout(JoltOperations jolt) {
		return new Checkout(jolt);
	}

	@Bean
	Stock stock() {
		return (item, quantity) -> {
		};
	}

	record Checkout(JoltOperations jolt) {

		void buy(String item, int quantity) {
			this.jolt.convertAndSend("purchases", new Purchase(item, quantity));
		}

	}

	record Purchase(String item, int quantity) {
	}

	interface Stock {

		void take(String item, int quantity);

	}

}
