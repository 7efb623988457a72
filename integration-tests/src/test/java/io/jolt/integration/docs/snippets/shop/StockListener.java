package io.jolt.integration.docs.snippets.shop;

import io.jolt.integration.docs.snippets.shop.ShopApplication.Purchase;
import io.jolt.integration.docs.snippets.shop.ShopApplication.Stock;
import io.jolt.spring.annotation.JoltListener;

import org.springframework.stereotype.Component;

/**
 * The listener under test.
 */
// tag::listener[]
@Component
class StockListener {

	private final Stock stock;

	StockListener(Stock stock) {
		this.stock = stock;
	}

	@JoltListener(id = "stock", topics = "purchases")
	void take(Purchase purchase) {
		this.stock.take(purchase.item(), purchase.quantity());
	}

}
// end::listener[]
