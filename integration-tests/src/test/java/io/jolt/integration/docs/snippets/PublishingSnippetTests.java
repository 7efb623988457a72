package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.Map;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.client.JoltMessage;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/publishing.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "jolt.template.default-topic=orders.default")
@EmbeddedJolt
class PublishingSnippetTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private static final Order ORDER = new Order("7", "Cup", 2);

	private static final String TEXT = "{\"id\":\"7\",\"item\":\"Cup\",\"quantity\":2}";

	@Autowired
	private OrderService orders;

	@Autowired
	private JoltMessageCaptor captor;

	@Test
	void publishesJson() {
		this.orders.place(ORDER);
		assertThat(published("orders.created").data()).isEqualTo(TEXT);
	}

	@Test
	void publishesWithoutWaiting() {
		assertThat(this.orders.placeWithoutWaiting(ORDER)).succeedsWithin(LIMIT)
			.satisfies((result) -> assertThat(result.acknowledged()).isTrue());
	}

	@Test
	void tellsTheOutcomesApart() {
		assertThat(this.orders.placeAndSay(ORDER)).isEqualTo("accepted");
		assertThat(this.orders.placeAndSay(new Order("7", "x".repeat(2_000_000), 2))).startsWith("not sent");
	}

	@Test
	void publishesHeaders() {
		this.orders.placeFor(ORDER, "acme");
		assertThat(published("orders.created").headers())
			.containsAllEntriesOf(Map.of("tenant", "acme", "priority", "5"));
	}

	@Test
	void publishesToTheTopicInTheHeader() {
		this.orders.placeWhere(ORDER, "orders.special");
		assertThat(published("orders.special").data()).isEqualTo(TEXT);
	}

	@Test
	void publishesToTheDefaultTopic() {
		this.orders.placeWhereOrdersGo(ORDER);
		assertThat(published("orders.default").data()).isEqualTo(TEXT);
	}

	private JoltMessage published(String topic) {
		return this.captor.await(topic, 1, LIMIT).get(0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(OrderService.class)
	static class Application {

	}

}
