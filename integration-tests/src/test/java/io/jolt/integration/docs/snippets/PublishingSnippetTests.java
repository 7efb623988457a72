package io.jolt.integration.docs.snippets;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.jolt.boot.test.EmbeddedJolt;
import io.jolt.boot.test.JoltMessageCaptor;
import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltOperations;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code docs/publishing.md} shows.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
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
		assertThat(published("orders.created").data()).isEqualTo(TEXT);
	}

	@Test
	void tellsTheOutcomesApart() {
		assertThat(this.orders.placeAndSay(ORDER)).isEqualTo("accepted");
		assertThat(this.orders.placeAndSay(new Order("7", "x".repeat(2_000_000), 2))).startsWith("not sent");
		assertThat(published("orders.created").data()).isEqualTo(TEXT);
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

	@Test
	void aRunnerPublishes(@Autowired ApplicationRunner sayThatWeAreOpen) throws Exception {
		sayThatWeAreOpen.run(new DefaultApplicationArguments());
		assertThat(published("shop.opened").data()).isEqualTo("since now");
	}

	@Test
	void aPublisherWithAHintPublishes(@Autowired OrderPublisher publisher) {
		publisher.publish(ORDER);
		assertThat(published("orders.created").data()).isEqualTo(TEXT);
	}

	@Test
	void publishesWithALimitOfItsOwn() {
		assertThat(this.orders.placeSoon(ORDER)).succeedsWithin(LIMIT)
			.satisfies((result) -> assertThat(result.topic()).isEqualTo("orders.created"));
		assertThat(published("orders.created").data()).isEqualTo(TEXT);
	}

	@Test
	void publishesAMap() {
		this.orders.count("Cup", 2);
		assertThat(published("stock.counted").data()).contains("\"item\":\"Cup\"", "\"count\":2");
	}

	@Test
	void postProcessorsAndInterceptorsAddHeaders() {
		this.orders.placeForTheShop(ORDER);
		assertThat(published("orders.created").headers())
			.containsAllEntriesOf(Map.of("source", "shop", "version", "2", "sender", "shop"));
	}

	@Test
	void whatWasPublishedHasEndedAfterAFlush() {
		assertThat(this.orders.placeAll(List.of(ORDER, ORDER))).isZero();
		assertThat(this.captor.await("orders.created", 2, LIMIT)).hasSize(2);
	}

	@Test
	void aConverterBeanConvertsItsType(@Autowired JoltOperations jolt, @Autowired PriceListener listener)
			throws Exception {
		jolt.convertAndSend("prices", new PublishingParts.Price(250, "EUR"));
		assertThat(published("prices").data()).isEqualTo("250 EUR");
		assertThat(listener.received).succeedsWithin(LIMIT).isEqualTo(new PublishingParts.Price(250, "EUR"));
	}

	private JoltMessage published(String topic) {
		return this.captor.await(topic, 1, LIMIT).get(0);
	}

	@Component
	static class PriceListener {

		final CompletableFuture<PublishingParts.Price> received = new CompletableFuture<>();

		@JoltListener("prices")
		void on(PublishingParts.Price price) {
			this.received.complete(price);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ OrderService.class, PublishingParts.SourceInterceptor.class, PublishingParts.TemplateConfiguration.class,
			PublishingParts.PriceConverter.class, StartupPublisher.class, OrderPublisher.class, PriceListener.class })
	static class Application {

	}

}
