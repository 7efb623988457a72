package io.jolt.integration.docs.snippets;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/listening.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "app.topic=orders.extra", "app.regions[0]=eu", "app.regions[1]=us" })
@EmbeddedJolt
class ListeningSnippetTests {

	private static final Order ORDER = new Order("7", "Cup", 2);

	@Autowired
	private JoltOperations jolt;

	@Autowired
	private OrderListeners listeners;

	@Test
	void handlesAnOrder() throws Exception {
		assertHeard("orders.created", ORDER, "2 of Cup");
	}

	@Test
	void listensToTopicsPlaceholdersAndPatterns() throws Exception {
		assertHeard("invoices.paid", "yes", "invoices.paid says yes");
		assertHeard("orders.extra", "yes", "orders.extra says yes");
		assertHeard("audit.login", "yes", "audit.login says yes");
		assertHeard("us", "yes", "region yes");
	}

	@Test
	void takesArgumentsOfEachKind() throws Exception {
		assertHeard("typed.valid", ORDER, "valid 7");
		assertHeard("typed.list", new Order[] { ORDER, ORDER }, "list of 2");
		assertHeard("typed.tree", ORDER, "tree with Cup");
		assertHeard("typed.optional", ORDER, "7 of nobody");
		this.jolt.convertAndSend("typed.message", ORDER, Map.of("tenant", "acme"));
		assertThat(heard()).isEqualTo("7 with acme");
		assertHeard("typed.raw", "text", "typed.raw text {}");
	}

	private void assertHeard(String topic, Object payload, String expected) throws Exception {
		this.jolt.convertAndSend(topic, payload);
		assertThat(heard()).isEqualTo(expected);
	}

	private String heard() throws Exception {
		return String.valueOf(this.listeners.heard.poll(10, TimeUnit.SECONDS));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OrderListeners.class)
	static class Application {

	}

}
