package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.Map;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;

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

	@MockitoBean
	private Warehouse warehouse;

	@MockitoBean
	private Ledger ledger;

	private LogLines log = LogLines.of(OrderListeners.class);

	@AfterEach
	void closeTheLog() {
		this.log.close();
	}

	@Test
	void handlesAnOrder() {
		this.jolt.convertAndSend("orders.created", ORDER);
		then(this.warehouse).should(timeout(10000)).reserve("Cup", 2);
	}

	@Test
	void listensToTopicsPlaceholdersAndPatterns() throws Exception {
		assertLogged("invoices.paid", "yes", "invoices.paid: yes");
		assertLogged("orders.extra", "yes", "orders.extra: yes");
		assertLogged("audit.login", "yes", "audit.login: yes");
		assertLogged("us", "yes", "Region: yes");
	}

	@Test
	void takesArgumentsOfEachKind() throws Exception {
		assertLogged("typed.valid", ORDER, "Valid: 7");
		assertLogged("typed.list", new Order[] { ORDER, ORDER }, "2 orders");
		assertLogged("typed.tree", ORDER, "Item: Cup");
		assertLogged("typed.optional", ORDER, "Order 7 of nobody");
		this.jolt.convertAndSend("typed.message", ORDER, Map.of("tenant", "acme"));
		assertThat(this.log.next()).isEqualTo("Order 7 of acme");
		this.jolt.convertAndSend("typed.raw", "text");
		assertThat(this.log.next()).startsWith("typed.raw text {");
	}

	@Test
	void repliesWithWhatTheMethodReturns(JoltMessageCaptor captor) {
		this.jolt.convertAndSend("orders.delivered", ORDER);
		assertThat(text(captor, "invoices.created")).isEqualTo("{\"order\":\"7\",\"euros\":6}");
		this.jolt.convertAndSend("prices.asked", ORDER, Map.of("tenant", "acme"));
		assertThat(text(captor, "prices.acme")).isEqualTo("3 for Cup");
		this.jolt.convertAndSend("orders.checked", ORDER);
		assertThat(text(captor, "stock.answers")).isEqualTo("Cup is there");
		this.jolt.convertAndSend("orders.counted", ORDER);
		assertThat(text(captor, "stock.counts")).isEqualTo("2");
		this.jolt.convertAndSend("orders.routed", ORDER);
		assertThat(text(captor, "orders.small")).contains("Cup");
	}

	@Test
	void aClassChoosesByTheMessagesType() throws Exception {
		try (LogLines others = LogLines.of(PaymentListener.class)) {
			this.jolt.message("payments").type("refund.partial").send(new PaymentListener.Refunded("7", 300));
			then(this.ledger).should(timeout(10000)).debit("7", 300);
			this.jolt.message("payments").type("paid").send(new PaymentListener.Paid("7", 600));
			then(this.ledger).should(timeout(10000)).credit("7", 600);
			this.jolt.convertAndSend("payments", "something else");
			assertThat(others.next()).isEqualTo("Neither a payment nor a refund: something else");
		}
	}

	@Test
	void listenersHaveSettingsOfTheirOwn() {
		try (LogLines tuned = LogLines.of(TunedListeners.class)) {
			this.jolt.convertAndSend("images.uploaded", "cat");
			this.jolt.convertAndSend("orders.tuned", new Order("tuned", "Cup", 1));
			await().atMost(Duration.ofSeconds(10))
				.untilAsserted(() -> assertThat(tuned.withThreads()).anyMatch((line) -> line.endsWith(": Order tuned"))
					.anyMatch((line) -> line.startsWith("orders-") && line.endsWith(": Thumbnail of cat")));
		}
	}

	@Test
	void aFilterLeavesMessagesOut() throws Exception {
		try (LogLines filtered = LogLines.of(FilteredListener.class)) {
			this.jolt.convertAndSend("offers", new Order("1", "Cup", 1), Map.of("tenant", "globex"));
			this.jolt.convertAndSend("offers", ORDER, Map.of("tenant", "acme"));
			assertThat(filtered.next()).isEqualTo("Offer to Acme: 7");
		}
	}

	@Test
	void listenersAreAddedAtRunTime(@Autowired DynamicListeners.TopicTap tap,
			@Autowired DynamicListeners.Imports imports) throws Exception {
		try (LogLines tenants = LogLines.of(DynamicListeners.class)) {
			this.jolt.convertAndSend("tenants.globex", "hello");
			assertThat(tenants.next()).isEqualTo("globex: hello");
		}
		JoltMessageListener listener = mock();
		tap.open("tapped", listener);
		this.jolt.convertAndSend("tapped", "hello");
		then(listener).should(timeout(10000)).onMessage(any());
		tap.close("tapped");
		JoltMessageListener importer = mock();
		imports.importUntilDone(importer, () -> this.jolt.convertAndSend("stock.imported", "7"));
		then(importer).should().onMessage(any());
	}

	@Test
	void aPausedListenerGetsItsMessagesLater(@Autowired ListenerAdmin admin) throws Exception {
		admin.duringMaintenance("regions", () -> {
			this.jolt.convertAndSend("eu", "later");
			assertThat(this.log.isEmpty()).isTrue();
		});
		assertThat(this.log.next()).isEqualTo("Region: later");
		assertThat(admin.describe("regions")).startsWith("[eu, us] is RUNNING");
	}

	private static String text(JoltMessageCaptor captor, String topic) {
		return captor.await(topic, 1, Duration.ofSeconds(10)).get(0).data();
	}

	private void assertLogged(String topic, Object payload, String expected) throws Exception {
		this.jolt.convertAndSend(topic, payload);
		assertThat(this.log.next()).isEqualTo(expected);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ OrderListeners.class, ReplyListeners.class, PaymentListener.class, TunedListeners.class,
			FilteredListener.class, ListenerAdmin.class, DynamicListeners.TenantListeners.class,
			DynamicListeners.TopicTap.class, DynamicListeners.Imports.class, ErrorHandling.OneListenersHandler.class })
	static class Application {

	}

}
