package io.jolt.integration.docs.snippets;

import java.security.NoSuchAlgorithmException;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README and {@code docs/security.md} show.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@EmbeddedJolt
class ReadmeSnippetTests {

	@Test
	void aPlacedOrderIsAccepted(@Autowired ShopDesk desk, JoltMessageCaptor captor) {
		Order order = new Order("7", "Cup", 2);
		desk.place(order);
		assertThat(captor.await("orders.accepted", Order.class, 1)).isEqualTo(List.of(order));
	}

	@Test
	void theClientNeedsNoSpring(JoltBroker broker) throws Exception {
		try (LogLines log = LogLines.of(PlainClient.class)) {
			assertThat(PlainClient.sayHello(broker.port()).acknowledged()).isTrue();
			assertThat(log.next()).isEqualTo("hello");
		}
	}

	@Test
	void aClientWithTlsCanBeBuilt() throws NoSuchAlgorithmException {
		try (JoltClient client = PlainClient.secured(SSLContext.getDefault())) {
			assertThat(client.state()).isNotEqualTo(ConnectionState.OPEN);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ShopDesk.class)
	static class Application {

	}

}
