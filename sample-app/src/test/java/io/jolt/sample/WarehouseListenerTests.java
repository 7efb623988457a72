package io.jolt.sample;

import java.time.Duration;

import io.jolt.boot.test.JoltTest;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.spring.service.JoltServiceProxyFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@JoltTest(WarehouseListener.class)
class WarehouseListenerTests {

	private WarehouseClient warehouse;

	@BeforeEach
	void makeTheClient(@Autowired JoltServiceProxyFactory factory) {
		this.warehouse = factory.createClient(WarehouseClient.class);
	}

	@Test
	void aKnownItemHasAPrice() {
		assertThat(this.warehouse.quote(new QuoteRequest("Cup", 3))).isEqualTo(new Quote("Cup", 3, 2100, "North"));
	}

	@Test
	void anUnknownItemIsOutOfStock() {
		assertCode("out_of_stock", new QuoteRequest("Unicorn", 1));
	}

	@Test
	void whatIsNotValidIsRefused() {
		assertCode("invalid_payload", new QuoteRequest("", 1));
	}

	private void assertCode(String code, QuoteRequest request) {
		assertThatExceptionOfType(JoltReplyErrorException.class).isThrownBy(() -> this.warehouse.quote(request))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	@Test
	void anOrderIsPackedPieceByPiece() {
		assertThat(this.warehouse.packing(new Order("1", "Ada", "Cup", 2)).collectList().block(Duration.ofSeconds(20)))
			.containsExactly(new PackingStep(0, 2, "North"), new PackingStep(1, 2, "North"),
					new PackingStep(2, 2, "North"));
	}

}
