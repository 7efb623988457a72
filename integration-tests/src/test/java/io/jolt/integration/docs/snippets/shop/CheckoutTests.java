package io.jolt.integration.docs.snippets.shop;

import java.util.List;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.integration.docs.snippets.shop.ShopApplication.Checkout;
import io.jolt.integration.docs.snippets.shop.ShopApplication.Purchase;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

// tag::test[]
@SpringBootTest
@EmbeddedJolt
class CheckoutTests {

	@Test
	void announcesAPurchase(@Autowired Checkout checkout, JoltMessageCaptor captor) {
		checkout.buy("book", 2);
		assertThat(captor).hasMessage("purchases", new Purchase("book", 2)).hasNoMessages("purchases.dlt");
	}

	// end::test[]

	// tag::captor[]
	@Test
	void theCaptorWaits(@Autowired Checkout checkout, JoltMessageCaptor captor) {
		checkout.buy("book", 2);
		checkout.buy("pen", 1);
		// at most 10 seconds
		List<Purchase> purchases = captor.await("purchases", Purchase.class, 2);
		assertThat(purchases).extracting(Purchase::item).containsExactly("book", "pen");
	}

	@Test
	void theListenersAreThere(@Autowired Checkout checkout, JoltMessageCaptor captor) {
		// an id or a topic; for all listeners, awaitSubscribed()
		captor.awaitSubscribed("stock");
		checkout.buy("book", 2);
		assertThat(captor).hasMessage("purchases");
	}
	// end::captor[]

	// tag::test[]

}
// end::test[]
