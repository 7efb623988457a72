package io.jolt.integration.docs.snippets.shop;

import io.jolt.boot.test.JoltTest;
import io.jolt.integration.docs.snippets.shop.ShopApplication.Purchase;
import io.jolt.integration.docs.snippets.shop.ShopApplication.Stock;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.timeout;

// tag::slice[]
@JoltTest(StockListener.class)
class StockListenerTests {

	@MockitoBean
	private Stock stock;

	@Test
	void takesWhatWasBought(@Autowired JoltOperations jolt) {
		jolt.convertAndSend("purchases", new Purchase("book", 2));
		then(this.stock).should(timeout(5000)).take("book", 2);
	}

}
// end::slice[]
