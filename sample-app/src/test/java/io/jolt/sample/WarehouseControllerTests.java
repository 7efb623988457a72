package io.jolt.sample;

import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReplyErrorException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

@WebMvcTest(WarehouseController.class)
class WarehouseControllerTests {

	private static final QuoteRequest REQUEST = new QuoteRequest("Cup", 2);

	@Autowired
	private MockMvcTester mvc;

	@MockitoBean
	private WarehouseClient warehouse;

	@Test
	void aQuoteIsTheWarehousesReply() {
		given(this.warehouse.quote(REQUEST)).willReturn(new Quote("Cup", 2, 1400, "North"));
		assertThat(quote("Cup", "2")).hasStatusOk().bodyJson().extractingPath("$.cents").isEqualTo(1400);
	}

	@Test
	void whatTheWarehouseRefusesIsSaid() {
		given(this.warehouse.quote(REQUEST))
			.willThrow(new JoltReplyErrorException("failed", "out_of_stock", "No cups are left."));
		assertThat(quote("Cup", "2")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("$.detail")
			.isEqualTo("No cups are left.");
	}

	@Test
	void aWarehouseThatIsNotThereIsSaid() {
		given(this.warehouse.quote(REQUEST)).willThrow(new JoltNoResponderException("nobody", null));
		assertThat(quote("Cup", "2")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
	}

	@Test
	void theWarehouseIsNotAskedWhatIsNotValid() {
		assertThat(quote("", "2")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(quote("Cup", "")).hasStatus(HttpStatus.BAD_REQUEST);
		then(this.warehouse).shouldHaveNoInteractions();
	}

	@Test
	void packingIsAStreamOfEvents() throws Exception {
		given(this.warehouse.packing(new Order("1", "Ada", "Cup", 1)))
			.willReturn(Flux.just(new PackingStep(0, 1, "North"), new PackingStep(1, 1, "North")));
		MvcTestResult result = this.mvc.get()
			.uri("/api/warehouse/packing?id=1&customer=Ada&item=Cup&quantity=1")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange();
		assertThat(result).hasStatusOk();
		assertThat(result.getResponse().getContentAsString()).containsSubsequence("data:", "\"packed\":0", "data:",
				"\"packed\":1");
	}

	private MvcTestResult quote(String item, String quantity) {
		return this.mvc.get().uri("/api/warehouse/quote?item={item}&quantity={quantity}", item, quantity).exchange();
	}

}
