package io.jolt.spring.service;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.PublishResult;
import io.jolt.spring.service.FakeExchanges.Sent;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Clients of interfaces: what their methods send, and what they return.
 */
@SuppressWarnings("NullAway") // the fake and its nulls
class JoltServiceProxyFactoryTests {

	private final FakeExchanges exchanges = new FakeExchanges();

	private final JoltServiceProxyFactory factory = JoltServiceProxyFactory.builder(this.exchanges).build();

	private final Orders orders = this.factory.createClient(Orders.class);

	@Test
	void aDefaultMethodMayBelongToAnInterfaceThatOnlyItsPackageMayUse() throws Exception {
		Class<?> drafts = Class.forName("io.jolt.spring.service.scanned.Drafts");
		Method method = drafts.getDeclaredMethod("allChanged", String[].class);
		method.setAccessible(true);
		assertThat(method.invoke(this.factory.createClient(drafts), (Object) new String[] { "a", "b" })).isEqualTo(2);
		assertThat(this.exchanges.sent).extracting(Sent::payload).containsExactly("a", "b");
	}

	@Test
	void aTypeIsTheReplyToARequest() {
		answer(new Quote(3));
		assertThat(this.orders.quote(new Order("cup"), "acme")).isEqualTo(new Quote(3));
		assertThat(sent()).isEqualTo(new Sent("request", "orders.quote", new Order("cup"), Map.of("tenant", "acme"),
				null, Quote.class.getName(), List.of()));
	}

	@Test
	void theTypeOfAReplyKeepsItsGenerics() {
		answer(List.of(new Quote(1)));
		assertThat(this.orders.quotes()).containsExactly(new Quote(1));
		assertThat(sent().type()).isEqualTo("java.util.List<" + Quote.class.getName() + ">");
		assertThat(sent().payload()).isNull();
	}

	@Test
	void aReplyWithoutAValueIsNullOrEmpty() {
		assertThat(this.orders.quote(new Order("cup"), "acme")).isNull();
		assertThat(this.orders.find("cup")).isEmpty();
		assertThat(this.orders.findLater("cup")).isCompletedWithValue(Optional.empty());
		answer(new Quote(3));
		assertThat(this.orders.find("cup")).contains(new Quote(3));
	}

	@Test
	void aFutureCompletesWithTheReply() {
		this.exchanges.answer = new CompletableFuture<>();
		CompletableFuture<Quote> quote = this.orders.quoteAsync(new Order("cup"));
		assertThat(sent().way()).isEqualTo("request");
		assertThat(quote).isNotDone();
		this.exchanges.answer.complete(new Quote(3));
		assertThat(quote).isCompletedWithValue(new Quote(3));
		assertThat(this.orders.quoteStage(new Order("cup")).toCompletableFuture()).isCompletedWithValue(new Quote(3));
	}

	@Test
	void cancellingAFutureCancelsTheRequest() {
		this.exchanges.answer = new CompletableFuture<>();
		this.orders.quoteAsync(new Order("cup")).cancel(true);
		assertThat(this.exchanges.answer).isCancelled();
		this.exchanges.answer = new CompletableFuture<>();
		this.orders.findLater("cup").cancel(true);
		assertThat(this.exchanges.answer).isCancelled();
	}

	@Test
	void aMonoRequestsForEachSubscriber() {
		answer(new Quote(3));
		Mono<Quote> quote = this.orders.quoteMono(new Order("cup"));
		assertThat(this.exchanges.sent).isEmpty();
		assertThat(quote.block()).isEqualTo(new Quote(3));
		assertThat(quote.block()).isEqualTo(new Quote(3));
		assertThat(this.exchanges.sent).hasSize(2).extracting(Sent::way).containsOnly("request");
	}

	@Test
	void nothingIsAPublishThatWaitsForTheBroker() {
		this.orders.created(new Order("cup"));
		assertThat(sent().way()).isEqualTo("publish");
		assertThat(sent().topic()).isEqualTo("orders.created");
		assertThat(this.orders.createdAsync(new Order("cup"))).isCompletedWithValue(null);
		Mono<Void> mono = this.orders.createdMono(new Order("cup"));
		assertThat(this.exchanges.sent).hasSize(2);
		assertThat(mono.block()).isNull();
		assertThat(this.exchanges.sent).extracting(Sent::way).containsOnly("publish").hasSize(3);
		JoltException failure = new JoltException("full");
		this.exchanges.answer = CompletableFuture.failedFuture(failure);
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> this.orders.created(new Order("cup")))
			.isSameAs(failure);
	}

	@Test
	void theBrokersAnswerCanBeReturned() {
		assertThat(this.orders.published(new Order("cup")).acknowledged()).isTrue();
		assertThat(sent().way()).isEqualTo("publish");
	}

	@Test
	void aReplyCanBeReturnedAsItIs() {
		JoltReply reply = JoltReply.of("late", "3", Map.of());
		answer(reply);
		assertThat(this.orders.reply(new Order("cup"))).isSameAs(reply);
		assertThat(sent().way()).isEqualTo("reply");
	}

	@Test
	void aStreamIsACallForEachSubscriber() {
		this.exchanges.items = Flux.just(new Quote(1), new Quote(2));
		Flux<Quote> watched = this.orders.watch("cup");
		assertThat(this.exchanges.sent).isEmpty();
		assertThat(watched.collectList().block()).containsExactly(new Quote(1), new Quote(2));
		assertThat(sent().way()).isEqualTo("call");
		assertThat(sent().payload()).isEqualTo("cup");
		assertThat(sent().type()).isEqualTo(Quote.class.getName());
		assertThat(Flux.from(FlowAdapters.toPublisher(this.orders.watchFlow("cup"))).collectList().block())
			.containsExactly(new Quote(1), new Quote(2));
	}

	@Test
	void aStreamCanBeSentAndOneReturned() {
		this.exchanges.items = Flux.just(new Quote(1), new Quote(2));
		assertThat(this.orders.convert(Flux.just(new Order("cup"), new Order("pot"))).collectList().block())
			.containsExactly(new Quote(1), new Quote(2));
		assertThat(sent().stream()).containsExactly(new Order("cup"), new Order("pot"));
	}

	@Test
	void aStreamCanBeSentForOneReply() {
		this.exchanges.items = Flux.just(3);
		assertThat(this.orders.sum(Flux.just(new Order("cup"), new Order("pot")))).isEqualTo(3);
		assertThat(sent().stream()).hasSize(2);
		Flow.Publisher<Order> stream = FlowAdapters.toFlowPublisher(Flux.just(new Order("cup")));
		assertThat(this.orders.sumAsync(stream)).isCompletedWithValue(3);
		assertThat(sent().stream()).hasSize(1);
		this.exchanges.items = Flux.just(1, 2);
		assertThatExceptionOfType(JoltException.class).isThrownBy(() -> this.orders.sum(Flux.just(new Order("cup"))))
			.withMessageContaining("orders.sum");
	}

	@Test
	void aStreamCanBeSentToItsEnd() {
		this.exchanges.items = Flux.just("ignored");
		this.orders.upload(Flux.just(new Order("cup")));
		assertThat(sent().stream()).hasSize(1);
		this.exchanges.items = Flux.error(new JoltException("broken"));
		assertThatExceptionOfType(JoltException.class)
			.isThrownBy(() -> this.orders.upload(Flux.just(new Order("cup"))));
	}

	@Test
	void cancellingWhatWaitsForAStreamCancelsTheCall() {
		List<String> cancelled = new CopyOnWriteArrayList<>();
		this.exchanges.items = Flux.never().doOnCancel(() -> cancelled.add("call"));
		Flow.Publisher<Order> stream = FlowAdapters.toFlowPublisher(Flux.just(new Order("cup")));
		this.orders.sumAsync(stream).cancel(true);
		assertThat(cancelled).containsExactly("call");
	}

	@Test
	void aBlockingMethodThrowsWhatTheRequestFailedWith() {
		JoltNoResponderException failure = new JoltNoResponderException("nobody", null);
		this.exchanges.answer = CompletableFuture.failedFuture(failure);
		assertThatExceptionOfType(JoltNoResponderException.class)
			.isThrownBy(() -> this.orders.quote(new Order("cup"), "acme"))
			.isSameAs(failure)
			// and from where
			.satisfies((thrown) -> assertThat(thrown.getSuppressed()).hasSize(1)
				.allSatisfy((suppressed) -> assertThat(suppressed.getStackTrace())
					.anyMatch((frame) -> frame.getClassName().equals(JoltServiceProxyFactoryTests.class.getName()))));
		assertThat(this.orders.quoteAsync(new Order("cup"))).isCompletedExceptionally();
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> this.orders.findMono("cup").block());
	}

	@Test
	void anInterruptGivesTheRequestUp() {
		this.exchanges.answer = new CompletableFuture<>();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(JoltOutcomeUnknownException.class)
			.isThrownBy(() -> this.orders.quote(new Order("cup"), "acme"));
		assertThat(Thread.interrupted()).isTrue();
		assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> this.exchanges.answer.join());
	}

	@Test
	void headersWithoutAValueAreLeftOut() {
		this.orders.headers("x", null, Optional.empty(), 5, null);
		assertThat(sent().headers()).isEqualTo(Map.of("level", 5));
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("a", "1");
		map.put("b", null);
		map.put("c", Optional.of("3"));
		this.orders.headers("x", "acme", Optional.of("me"), null, map);
		assertThat(sent().headers())
			.isEqualTo(Map.of("tenant", "acme", "user", "me", "level", "7", "a", "1", "c", "3"));
	}

	@Test
	void headersAreTextThatTheConversionServiceMakes() {
		this.orders.list(List.of("a", "b"));
		assertThat(sent().headers()).isEqualTo(Map.of("tags", "a,b"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.object(new Object()))
			.withMessageContaining("Orders.object")
			.withMessageContaining("'thing'");
	}

	@Test
	void theAnnotationSetsTheMessagesTypeAndTheTimeLimit() {
		Typed typed = JoltServiceProxyFactory.builder(this.exchanges)
			.replyTimeout(Duration.ofSeconds(9))
			.embeddedValueResolver((text) -> text.replace("${app}", "shop").replace("${limit}", "250ms"))
			.build()
			.createClient(Typed.class);
		typed.own("x");
		assertThat(sent().topic()).isEqualTo("shop.own");
		assertThat(sent().headers()).isEqualTo(Map.of(JoltMessageHeaders.TYPE, "own"));
		assertThat(sent().timeout()).isEqualTo(Duration.ofMillis(250));
		typed.common("x");
		assertThat(sent().topic()).isEqualTo("shop");
		assertThat(sent().headers()).isEqualTo(Map.of(JoltMessageHeaders.TYPE, "common"));
		assertThat(sent().timeout()).isEqualTo(Duration.ofSeconds(9));
		// a publish has the client's request time-out
		typed.published("x");
		assertThat(sent().timeout()).isNull();
	}

	@Test
	void defaultMethodsCallTheOthers() {
		answer(new Quote(3));
		assertThat(this.orders.price("cup")).isEqualTo(3);
		assertThat(sent().headers()).isEqualTo(Map.of("tenant", "none"));
	}

	@Test
	void objectMethodsWork() {
		assertThat(this.orders.toString()).contains(Orders.class.getName());
		Orders same = this.orders;
		assertThat(this.orders).isEqualTo(same).isNotEqualTo(this.factory.createClient(Orders.class));
		assertThat(this.orders.hashCode()).isEqualTo(same.hashCode());
		assertThat(this.exchanges.sent).isEmpty();
	}

	@Test
	void inheritedMethodsKnowTheTypesOfTheInterface() {
		answer(List.of(new Quote(1)));
		OrderStore store = this.factory.createClient(OrderStore.class);
		store.all();
		assertThat(sent().topic()).isEqualTo("store.all");
		assertThat(sent().type()).isEqualTo("java.util.List<" + Order.class.getName() + ">");
		store.save(new Order("cup"));
		assertThat(sent().topic()).isEqualTo("store.save");
	}

	@Test
	void anApplicationAddsResolversOfItsOwn() {
		JoltServiceArgumentResolver tenant = new JoltServiceArgumentResolver() {

			@Override
			public boolean supportsParameter(MethodParameter parameter) {
				return parameter.getParameterType() == Tenant.class;
			}

			@Override
			public void resolve(Object argument, MethodParameter parameter, JoltServiceRequest request) {
				request.setHeader("tenant", ((Tenant) argument).name());
			}

		};
		Tenants tenants = JoltServiceProxyFactory.builder(this.exchanges)
			.argumentResolver(tenant)
			.build()
			.createClient(Tenants.class);
		tenants.add(new Order("cup"), new Tenant("acme"));
		assertThat(sent().payload()).isEqualTo(new Order("cup"));
		assertThat(sent().headers()).isEqualTo(Map.of("tenant", "acme"));
	}

	@Test
	void aPayloadIsNotMissingByMistake() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.orders.quote(null, "acme"))
			.withMessageContaining("Orders.quote");
		this.orders.optional(null);
		assertThat(sent().payload()).isNull();
	}

	private void answer(Object value) {
		this.exchanges.answer = CompletableFuture.completedFuture(value);
	}

	private Sent sent() {
		return this.exchanges.last();
	}

	record Order(String item) {
	}

	record Quote(int price) {
	}

	record Tenant(String name) {
	}

	@JoltExchange("orders")
	interface Orders {

		@JoltExchange("quote")
		Quote quote(@Payload Order order, @Header("tenant") String tenant);

		@JoltExchange("quotes")
		List<Quote> quotes();

		@JoltExchange("find")
		Optional<Quote> find(String item);

		@JoltExchange("find")
		CompletableFuture<Optional<Quote>> findLater(String item);

		@JoltExchange("find")
		Mono<Quote> findMono(String item);

		@JoltExchange("quote")
		CompletableFuture<Quote> quoteAsync(Order order);

		@JoltExchange("quote")
		CompletionStage<Quote> quoteStage(Order order);

		@JoltExchange("quote")
		Mono<Quote> quoteMono(Order order);

		@JoltExchange("quote")
		JoltReply reply(Order order);

		@JoltExchange("created")
		void created(Order order);

		@JoltExchange("created")
		CompletableFuture<Void> createdAsync(Order order);

		@JoltExchange("created")
		Mono<Void> createdMono(Order order);

		@JoltExchange("created")
		PublishResult published(Order order);

		@JoltExchange("watch")
		Flux<Quote> watch(String item);

		@JoltExchange("watch")
		Flow.Publisher<Quote> watchFlow(String item);

		@JoltExchange("convert")
		Flux<Quote> convert(Flux<Order> orders);

		@JoltExchange("sum")
		int sum(Flux<Order> orders);

		@JoltExchange("sum")
		CompletableFuture<Integer> sumAsync(Flow.Publisher<Order> orders);

		@JoltExchange("upload")
		void upload(Flux<Order> orders);

		@JoltExchange("headers")
		void headers(@Payload String payload, @Header("tenant") String tenant, @Header("user") Optional<String> user,
				@Header(name = "level", defaultValue = "7") Integer level, @Headers Map<String, Object> others);

		@JoltExchange("headers")
		void list(@Header List<String> tags);

		@JoltExchange("headers")
		void object(@Header Object thing);

		@JoltExchange("optional")
		void optional(@Payload(required = false) Order order);

		default int price(String item) {
			return quote(new Order(item), "none").price();
		}

	}

	@JoltExchange(value = "${app}", type = "common")
	interface Typed {

		@JoltExchange(value = "own", type = "own", timeout = "${limit}")
		String own(String payload);

		@JoltExchange
		String common(String payload);

		@JoltExchange("published")
		void published(String payload);

	}

	interface Store<T> {

		@JoltExchange("all")
		List<T> all();

		@JoltExchange("save")
		void save(T element);

	}

	@JoltExchange("store")
	interface OrderStore extends Store<Order> {

	}

	interface Tenants {

		@JoltExchange("orders.add")
		void add(Order order, Tenant tenant);

	}

}
