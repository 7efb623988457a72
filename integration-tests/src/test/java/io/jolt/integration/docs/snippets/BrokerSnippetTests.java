package io.jolt.integration.docs.snippets;

import java.util.List;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.client.JoltClient;
import io.jolt.spring.core.JoltOperations;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/several-brokers.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "jolt.connections.billing.host=billing.example.com", "jolt.connections.billing.port=8443",
				"jolt.connections.lab.transport=lab" })
@EmbeddedJolt(properties = "app.lab-url=${jolt.test.broker.url}")
class BrokerSnippetTests {

	private static final Order ORDER = new Order("7", "Cup", 2);

	@Test
	void messagesGoFromOneBrokerToTheOther(@Autowired JoltOperations jolt, JoltMessageCaptor captor) {
		jolt.convertAndSend("orders.created", ORDER);
		assertThat(captor.await("invoices.wanted", Order.class, 1)).isEqualTo(List.of(ORDER));
		jolt.convertAndSend("invoices.paid", "7");
		assertThat(captor.await("orders.paid", 1)).hasSize(1);
	}

	@Test
	void theCustomizerIsCalledForItsConnection(@Autowired JoltClient client,
			@Autowired @Qualifier("billing") JoltClient billing) {
		assertThat(billing).isNotSameAs(client);
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.anyMatch((name) -> name.contains("shop-billing"));
	}

	@Test
	void aFactoryMakesTheClientsOfItsTransport(@Autowired @Qualifier("lab") JoltTemplate lab,
			JoltMessageCaptor captor) {
		lab.convertAndSend("measured", "42");
		assertThat(captor.await("measured", 1)).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Brokers.Bridge.class, Brokers.LabTransport.class, Brokers.Customizers.class })
	static class Application {

	}

}
