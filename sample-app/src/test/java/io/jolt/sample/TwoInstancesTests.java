package io.jolt.sample;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of the application on one broker.
 */
@Timeout(120)
class TwoInstancesTests {

	private static final int ORDERS = 20;

	@Test
	void theyShareTheWorkAndBothBoardsShowAllOfIt() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				ConfigurableApplicationContext north = start(broker, "North");
				ConfigurableApplicationContext south = start(broker, "South");
				JoltClient watching = JoltClientBuilder.create().address("localhost", broker.port()).build()) {
			watching.connect();
			CountDownLatch accepted = new CountDownLatch(ORDERS);
			watching.subscribe("orders.accepted", (message) -> accepted.countDown()).ready().join();
			for (int i = 1; i <= ORDERS; i++) {
				north.getBean(JoltOperations.class)
					.convertAndSend("orders.created", new Order(String.valueOf(i), "Ada", "Cup", 1));
			}
			assertThat(accepted.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(received(north, "order-desk")).isPositive();
			assertThat(received(south, "order-desk")).isPositive();
			assertThat(received(north, "order-desk") + received(south, "order-desk")).isEqualTo(ORDERS);
			assertThat(warehousesThatAnswer(south)).containsExactlyInAnyOrder("North", "South");
		}
	}

	private static Set<String> warehousesThatAnswer(ConfigurableApplicationContext asking) {
		WarehouseClient client = asking.getBean(WarehouseClient.class);
		Set<String> warehouses = new HashSet<>();
		for (int i = 0; i < 2; i++) {
			warehouses.add(client.quote(new QuoteRequest("Cup", 1)).warehouse());
		}
		return warehouses;
	}

	private static long received(ConfigurableApplicationContext instance, String listener) {
		return instance.getBean(JoltListenerEndpointRegistry.class)
			.getListenerContainer(listener)
			.statistics()
			.received();
	}

	private static ConfigurableApplicationContext start(JoltBroker broker, String warehouse) {
		return new SpringApplicationBuilder(OrderBoardApplication.class).web(WebApplicationType.SERVLET)
			.run("--server.port=0", "--jolt.embedded.enabled=false", "--jolt.url=jolt://localhost:" + broker.port(),
					"--board.warehouse=" + warehouse);
	}

}
