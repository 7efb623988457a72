package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
		this.jolt.convertAndSend("typed.raw", "text");
		assertThat(heard()).startsWith("typed.raw text {");
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
	void aClassChoosesByThePayloadsType(@Autowired PaymentListener payments) throws Exception {
		this.jolt.convertAndSend("payments", new PaymentListener.Refunded("7", 300));
		assertThat(next(payments.heard)).isEqualTo("refunded 300");
		this.jolt.convertAndSend("payments", new PaymentListener.Paid("7", 600));
		assertThat(next(payments.heard)).isEqualTo("paid 600");
		this.jolt.convertAndSend("payments", "something else");
		assertThat(next(payments.heard)).isEqualTo("other something else");
	}

	@Test
	void listenersHaveSettingsOfTheirOwn(@Autowired TunedListeners tuned) {
		this.jolt.convertAndSend("images.uploaded", "cat");
		this.jolt.convertAndSend("orders.tuned", new Order("tuned", "Cup", 1));
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(tuned.heard).contains("logged tuned")
				.anyMatch((text) -> text.startsWith("thumbnail of cat by orders-")));
	}

	@Test
	void aFilterLeavesMessagesOut(@Autowired FilteredListener filtered) throws Exception {
		this.jolt.convertAndSend("offers", new Order("1", "Cup", 1), Map.of("tenant", "globex"));
		this.jolt.convertAndSend("offers", ORDER, Map.of("tenant", "acme"));
		assertThat(next(filtered.heard)).isEqualTo("of acme: 7");
	}

	@Test
	void listenersAreAddedAtRunTime(@Autowired DynamicListeners.TenantListeners tenants,
			@Autowired DynamicListeners.TopicTap tap) throws Exception {
		this.jolt.convertAndSend("tenants.globex", "hello");
		assertThat(next(tenants.heard)).isEqualTo("globex gets hello");
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		tap.open("tapped", heard);
		this.jolt.convertAndSend("tapped", "hello");
		assertThat(next(heard)).isEqualTo("hello");
		tap.close("tapped");
	}

	@Test
	void aPausedListenerGetsItsMessagesLater(@Autowired ListenerAdmin admin) throws Exception {
		admin.duringMaintenance("regions", () -> {
			this.jolt.convertAndSend("eu", "later");
			assertThat(this.listeners.heard).isEmpty();
		});
		assertThat(heard()).isEqualTo("region later");
		assertThat(admin.describe("regions")).startsWith("[eu, us] is RUNNING");
	}

	private static String text(JoltMessageCaptor captor, String topic) {
		return captor.await(topic, 1, Duration.ofSeconds(10)).get(0).data();
	}

	private void assertHeard(String topic, Object payload, String expected) throws Exception {
		this.jolt.convertAndSend(topic, payload);
		assertThat(heard()).isEqualTo(expected);
	}

	private String heard() throws Exception {
		return next(this.listeners.heard);
	}

	private static String next(BlockingQueue<String> queue) throws Exception {
		return String.valueOf(queue.poll(10, TimeUnit.SECONDS));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ OrderListeners.class, ReplyListeners.class, PaymentListener.class, TunedListeners.class,
			FilteredListener.class, ListenerAdmin.class, DynamicListeners.TenantListeners.class,
			DynamicListeners.TopicTap.class, ErrorHandling.OneListenersHandler.class })
	static class Application {

	}

}
