package io.jolt.spring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.ReplySender;
import io.jolt.spring.service.JoltExchange;
import io.jolt.spring.service.JoltServiceProxyFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client of an interface and the listeners that it asks, with a broker between them.
 */
class ServiceClientTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final TestApplication application = TestApplication.with(this.broker);

	private final TestApplication caller = TestApplication.with(this.broker);

	private final Listeners listeners = this.application.listener(new Listeners());

	private Orders orders;

	@BeforeEach
	void start() {
		this.application.start();
		this.caller.start();
		this.orders = JoltServiceProxyFactory.builder(this.caller.template()).build().createClient(Orders.class);
	}

	@AfterEach
	void stop() {
		this.caller.close();
		this.application.close();
		this.broker.close();
	}

	@Test
	void aRequestIsAnswered() {
		assertThat(this.orders.quote(new Order("cup", 3), "acme")).isEqualTo(new Quote("acme", 3));
		assertThat(this.orders.quoteAsync(new Order("cup", 4), "acme")).succeedsWithin(Duration.ofSeconds(5))
			.isEqualTo(new Quote("acme", 4));
		assertThat(this.orders.quoteMono(new Order("cup", 5), "acme").block(Duration.ofSeconds(5)))
			.isEqualTo(new Quote("acme", 5));
	}

	@Test
	void aReplyIsConvertedToATypeWithGenerics() {
		assertThat(this.orders.all("x")).containsExactly(new Quote("a", 1), new Quote("b", 2));
	}

	@Test
	void aReplyCanBeEmpty() {
		assertThat(this.orders.find("none")).isEmpty();
		assertThat(this.orders.find("cup")).contains(new Quote("cup", 1));
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> this.orders.count("none"));
	}

	@Test
	void aReplyCanBeSeenWithItsStatus() {
		JoltReply reply = this.orders.status("x");
		assertThat(reply.status()).isEqualTo("late");
		assertThat(reply.data()).isEqualTo("soon");
	}

	@Test
	void aPublishIsTypedAndReachesTheListener() throws Exception {
		this.orders.created(new Order("cup", 1));
		JoltMessage message = this.listeners.created.poll(5, TimeUnit.SECONDS);
		assertThat(message.type()).isEqualTo("created");
		assertThat(message.data()).contains("cup");
	}

	@Test
	void aStreamIsReceived() {
		assertThat(this.orders.watch("cup").collectList().block(Duration.ofSeconds(10)))
			.containsExactly(new Quote("cup", 1), new Quote("cup", 2), new Quote("cup", 3));
		assertThat(Flux.from(FlowAdapters.toPublisher(this.orders.watchFlow("cup")))
			.collectList()
			.block(Duration.ofSeconds(10))).hasSize(3);
	}

	@Test
	void aStreamIsSentAndReceived() {
		Flux<Order> all = Flux.range(1, 200).map((i) -> new Order("cup", i));
		List<Quote> quotes = this.orders.quoteAll(all, "acme").collectList().block(Duration.ofSeconds(20));
		assertThat(quotes).hasSize(200).first().isEqualTo(new Quote("acme", 1));
		assertThat(quotes).last().isEqualTo(new Quote("acme", 200));
	}

	@Test
	void aStreamIsSentForOneReply() {
		assertThat(this.orders.sum(Flux.range(1, 100))).isEqualTo(5050);
		assertThat(this.orders.sumAsync(FlowAdapters.toFlowPublisher(Flux.just(1, 2))))
			.succeedsWithin(Duration.ofSeconds(5))
			.isEqualTo(3);
	}

	@Test
	void failuresReachTheCallerAsTheyAre() {
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> this.orders.nobody("x"));
		assertThatExceptionOfType(JoltReplyErrorException.class).isThrownBy(() -> this.orders.refused("x"))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("out_of_stock"));
		assertThatExceptionOfType(JoltReplyTimeoutException.class).isThrownBy(() -> this.orders.slow("x"));
		assertThatExceptionOfType(JoltReplyErrorException.class)
			.isThrownBy(() -> this.orders.refusedStream("x").blockLast(Duration.ofSeconds(5)));
		this.listeners.release.countDown();
	}

	@Test
	void theTimeLimitIsThatForOpeningACallWhatEverThePayloadIs() {
		assertThatExceptionOfType(JoltReplyTimeoutException.class)
			.isThrownBy(() -> this.orders.slowSum(Flux.just(1, 2)));
		assertThatExceptionOfType(JoltReplyTimeoutException.class)
			.isThrownBy(() -> this.orders.slowStream(Flux.just("x")).blockLast(Duration.ofSeconds(5)));
		Orders patient = JoltServiceProxyFactory.builder(this.caller.template())
			.replyTimeout(Duration.ofSeconds(1))
			.build()
			.createClient(Orders.class);
		assertThatExceptionOfType(JoltReplyTimeoutException.class)
			.isThrownBy(() -> patient.slowByDefault(Flux.just("x")));
		this.listeners.release.countDown();
		assertThat(this.orders.slowByDefault(Flux.just("x"))).isEqualTo("x");
	}

	@Test
	void aCallThatIsNotOpenedCancelsTheStream() {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Integer> numbers = Flux.<Integer>never().startWith(1).doOnCancel(cancelled::incrementAndGet);
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> this.orders.nobodySums(numbers));
		assertThat(cancelled).hasValue(1);
	}

	record Order(String item, int amount) {
	}

	record Quote(String tenant, int price) {
	}

	@JoltExchange("orders")
	interface Orders {

		@JoltExchange("quote")
		Quote quote(Order order, @Header("tenant") String tenant);

		@JoltExchange("quote")
		CompletableFuture<Quote> quoteAsync(Order order, @Header("tenant") String tenant);

		@JoltExchange("quote")
		Mono<Quote> quoteMono(Order order, @Header("tenant") String tenant);

		@JoltExchange("all")
		List<Quote> all(String item);

		@JoltExchange("find")
		Optional<Quote> find(String item);

		@JoltExchange("find")
		int count(String item);

		@JoltExchange("status")
		JoltReply status(String item);

		@JoltExchange(value = "created", type = "created")
		void created(Order order);

		@JoltExchange("watch")
		Flux<Quote> watch(String item);

		@JoltExchange("watch")
		Flow.Publisher<Quote> watchFlow(String item);

		@JoltExchange("quote-all")
		Flux<Quote> quoteAll(Flux<Order> orders, @Header("tenant") String tenant);

		@JoltExchange("sum")
		int sum(Flux<Integer> numbers);

		@JoltExchange("sum")
		CompletableFuture<Integer> sumAsync(Flow.Publisher<Integer> numbers);

		@JoltExchange(value = "slow", timeout = "1s")
		String slowSum(Flux<Integer> numbers);

		@JoltExchange(value = "slow", timeout = "1s")
		Flux<String> slowStream(Flux<String> items);

		@JoltExchange("slow")
		String slowByDefault(Flux<String> items);

		@JoltExchange("nobody")
		int nobodySums(Flux<Integer> numbers);

		@JoltExchange("nobody")
		String nobody(String item);

		@JoltExchange("refused")
		String refused(String item);

		@JoltExchange("refused")
		Flux<String> refusedStream(String item);

		@JoltExchange(value = "slow", timeout = "1s")
		String slow(String item);

	}

	static class Listeners {

		final BlockingQueue<JoltMessage> created = new LinkedBlockingQueue<>();

		final CountDownLatch release = new CountDownLatch(1);

		@JoltListener("orders.quote")
		Quote quote(Order order, @Header("tenant") String tenant) {
			return new Quote(tenant, order.amount());
		}

		@JoltListener("orders.all")
		List<Quote> all(String item) {
			return List.of(new Quote("a", 1), new Quote("b", 2));
		}

		@JoltListener("orders.find")
		Optional<Quote> find(String item) {
			return item.equals("none") ? Optional.empty() : Optional.of(new Quote(item, 1));
		}

		@JoltListener("orders.status")
		void status(String item, ReplySender reply) {
			reply.send("late", "soon").join();
		}

		@JoltListener("orders.created")
		void created(JoltMessage message) {
			this.created.add(message);
		}

		@JoltListener("orders.watch")
		Flux<Quote> watch(String item) {
			return Flux.range(1, 3).map((i) -> new Quote(item, i));
		}

		@JoltListener("orders.quote-all")
		Flux<Quote> quoteAll(@Payload Flux<Order> orders, @Header("tenant") String tenant) {
			return orders.map((order) -> new Quote(tenant, order.amount()));
		}

		@JoltListener("orders.sum")
		Mono<Integer> sum(@Payload Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum);
		}

		@JoltListener("orders.refused")
		String refused(String item) {
			throw new JoltReplyException("out_of_stock", "no " + item);
		}

		@JoltListener("orders.slow")
		String slow(String item) throws InterruptedException {
			this.release.await(10, TimeUnit.SECONDS);
			return item;
		}

	}

}
