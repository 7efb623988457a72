package io.jolt.spring;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.client.CallOptions;
import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltReactiveTemplate;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.core.ReplySender;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Calls from end to end: two applications and a broker between them.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // other futures tell what fails
class CallTests {

	private static final Duration LONG = Duration.ofSeconds(20);

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	private final LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();

	private final Streaming listener = new Streaming();

	private TestApplication answering;

	private TestApplication asking;

	@BeforeEach
	void start() {
		this.broker.start();
		this.validator.afterPropertiesSet();
		this.answering = TestApplication.with(this.broker).factory((factory) -> {
			factory.setValidator(this.validator);
			factory.getContainerProperties().setShutdownTimeout(Duration.ofMillis(200));
		});
		this.answering.listener(this.listener);
		this.answering.start();
		this.asking = TestApplication.with(this.broker).start();
	}

	@AfterEach
	void nothingIsLeft() {
		if (this.broker.isRunning()) {
			await().untilAsserted(() -> assertThat(openCalls()).isZero());
		}
		this.asking.close();
		this.answering.close();
		this.broker.close();
		this.validator.close();
	}

	private int openCalls() {
		return client(this.asking).status().exchanges().openCalls()
				+ client(this.answering).status().exchanges().openCalls();
	}

	private JoltTemplate template() {
		return this.asking.template();
	}

	private JoltReactiveTemplate reactive() {
		return new JoltReactiveTemplate(template());
	}

	private static JoltClient client(TestApplication application) {
		return application.context.getBean(JoltClient.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "publisher" })
	void aMethodGivesAStream(String topic) {
		assertThat(reactive().requestStream(topic, 100, Item.class).collectList().block(LONG))
			.isEqualTo(IntStream.rangeClosed(1, 100).mapToObj(Item::new).toList());
	}

	@Test
	void aStreamMayHaveATypeWithGenericsAndBeEmpty() {
		assertThat(reactive().requestStream("lists", 2, new ParameterizedTypeReference<List<Item>>() {
		}).collectList().block(LONG)).containsExactly(List.of(new Item(1)), List.of(new Item(2)));
		assertThat(reactive().requestStream("flux", 0, Item.class).collectList().block(LONG)).isEmpty();
	}

	@Test
	void aStreamIsAlsoAFlowPublisher() throws Exception {
		BlockingQueue<Object> received = new LinkedBlockingQueue<>();
		subscribe(template().message("flux").request(3).stream(Item.class), received);
		assertThat(List.of(take(received), take(received), take(received), take(received)))
			.isEqualTo(List.of(new Item(1), new Item(2), new Item(3), "complete"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "value", "future", "mono", "later" })
	void aMethodOfOneAnswerGivesAStreamOfOneItem(String topic) {
		assertThat(reactive().requestStream(topic, 7, Item.class).collectList().block(LONG))
			.containsExactly(new Item(7));
	}

	@ParameterizedTest
	@ValueSource(strings = { "channel", "flowChannel" })
	void aMethodTakesAndGivesAStream(String topic) {
		assertThat(reactive().requestChannel(topic, Flux.range(1, 500).map(Item::new), Item.class)
			.collectList()
			.block(LONG)).isEqualTo(IntStream.rangeClosed(1, 500).mapToObj((i) -> new Item(i * 2)).toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "sumMono", "sumFuture", "sumValue" })
	void aMethodTakesAStreamAndGivesOneItem(String topic) {
		assertThat(reactive().requestChannel(topic, Flux.range(1, 100).map(Item::new), Item.class)
			.collectList()
			.block(LONG)).containsExactly(new Item(5050));
	}

	@Test
	void aMethodThatTakesAStreamTakesAPlainMessageAndARequestAsOneItem() {
		template().convertAndSend("sumMono", new Item(4));
		assertThat(template().convertSendAndReceive("sumMono", new Item(5), Item.class)).isEqualTo(new Item(5));
	}

	@Test
	void aMethodThatReturnsNothingEndsItsStreamAndStillGetsTheItems() {
		assertThat(reactive().requestChannel("sink", Flux.range(1, 10).map(Item::new), Item.class)
			.collectList()
			.block(LONG)).isEmpty();
		assertThat(IntStream.rangeClosed(1, 10).mapToObj((i) -> take(this.listener.received)))
			.isEqualTo(IntStream.rangeClosed(1, 10).<Object>mapToObj(Item::new).toList());
	}

	@Test
	void headersAreThoseOfTheMessageThatOpensTheCall() {
		Flow.Publisher<String> stream = template().message("headers")
			.header("tenant", "acme")
			.request("x")
			.stream(String.class);
		BlockingQueue<Object> received = new LinkedBlockingQueue<>();
		subscribe(stream, received);
		assertThat(take(received)).isEqualTo("acme");
		assertThat(take(received)).isEqualTo("complete");
	}

	@Test
	void aPlainRequestToAMethodThatGivesAStreamIsTold() {
		assertThatThrownBy(() -> template().requestAsync("flux", 3, Item.class).get()).cause()
			.isInstanceOfSatisfying(JoltReplyErrorException.class,
					(ex) -> assertThat(ex.code()).isEqualTo("call_required"));
	}

	@Test
	void theListenersThreadDoesNotWaitForStreams() {
		CompletableFuture<?> first = reactive().requestStream("never", 1, Item.class).collectList().toFuture();
		take(this.listener.received);
		CompletableFuture<?> second = reactive().requestStream("never", 2, Item.class).collectList().toFuture();
		assertThat(take(this.listener.received)).isEqualTo(2);
		await().until(() -> openCalls() == 4);
		first.cancel(true);
		second.cancel(true);
	}

	@Test
	void notMoreItemsAreMadeThanTheOtherSideAsksForAndTheWindowHolds() {
		AtomicInteger taken = new AtomicInteger();
		BaseSubscriber<Item> subscriber = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				subscription.request(10);
			}

			@Override
			protected void hookOnNext(Item item) {
				taken.incrementAndGet();
			}

		};
		reactive().requestStream("endless", 0, Item.class).subscribe(subscriber);
		await().until(() -> taken.get() == 10);
		await().during(Duration.ofMillis(300)).until(() -> this.listener.made.get() <= 10 + CallOptions.DEFAULT_WINDOW);
		subscriber.request(1000);
		await().until(() -> taken.get() == 1010);
		assertThat(this.listener.made.get()).isLessThanOrEqualTo(1010 + CallOptions.DEFAULT_WINDOW);
		subscriber.cancel();
		await().until(() -> this.listener.cancelled.get() == 1);
	}

	@Test
	void notMoreItemsAreTakenFromTheCallerThanTheMethodAsksForAndTheWindowHolds() {
		AtomicInteger made = new AtomicInteger();
		Flux<Item> items = Flux.range(1, 100_000).map(Item::new).doOnNext((item) -> made.incrementAndGet());
		CompletableFuture<List<Item>> answer = reactive().requestChannel("firstTwo", items, Item.class)
			.collectList()
			.toFuture();
		assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).containsExactly(new Item(1), new Item(2));
		assertThat(made.get()).isLessThanOrEqualTo(2 * CallOptions.DEFAULT_WINDOW + 2);
	}

	@Test
	void aCallerThatCancelsCancelsTheMethodsStreamAndItsOwn() {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Item> items = Flux.<Item>never().startWith(new Item(1)).doOnCancel(cancelled::incrementAndGet);
		assertThat(reactive().requestChannel("channel", items, Item.class).take(1).collectList().block(LONG))
			.containsExactly(new Item(2));
		await().until(() -> cancelled.get() == 1);
		await().until(() -> this.listener.cancelled.get() == 1);
	}

	@Test
	void anExceptionOfTheStreamIsAFailureOnTheOtherSideAndLoggedOnce() {
		try (LogCapture log = LogCapture.of(MethodListenerFactory.class)) {
			assertThat(codeOf(reactive().requestStream("failingStream", 1, Item.class)))
				.isEqualTo(JoltReplyException.LISTENER_FAILED);
			assertThat(log.messages(Level.ERROR)).hasSize(1);
			assertThat(codeOf(reactive().requestStream("refusingStream", 1, Item.class))).isEqualTo("out_of_stock");
			assertThat(log.messages(Level.ERROR)).hasSize(1);
		}
		assertThat(codeOf(reactive().requestStream("throwing", 1, Item.class)))
			.isEqualTo(JoltReplyException.LISTENER_FAILED);
	}

	@Test
	void anItemThatCannotBeConvertedOrIsNotValidEndsTheCall() {
		try (LogCapture log = LogCapture.of(MethodListenerFactory.class)) {
			assertThat(codeOf(reactive().requestChannel("channel", Flux.just("{\"number\":1}", "{"), Item.class)))
				.isEqualTo(JoltReplyException.INVALID_PAYLOAD);
			assertThat(codeOf(reactive().requestChannel("channel", Flux.just(new Item(1), new Item(-1)), Item.class)))
				.isEqualTo(JoltReplyException.INVALID_PAYLOAD);
			assertThat(log.messages(Level.ERROR)).hasSize(2);
		}
		assertThat(codeOf(reactive().requestStream("flux", "x", Item.class)))
			.isEqualTo(JoltReplyException.INVALID_PAYLOAD);
	}

	@Test
	void anAnswerThatCannotBeConvertedFailsTheCallersStreamAndCancelsTheCall() {
		assertThatThrownBy(() -> reactive().requestStream("texts", 1, Item.class).blockLast(LONG))
			.isInstanceOf(MessageConversionException.class);
		await().until(() -> this.listener.cancelled.get() == 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "separate", "derived" })
	void aFailureOfTheCallersItemsIsToldToTheListenersStream(String topic) {
		IllegalStateException failure = new IllegalStateException("mine");
		assertThatThrownBy(() -> reactive()
			.requestChannel(topic, Flux.concat(Flux.just(new Item(1)), Flux.error(failure)), Item.class)
			.blockLast(LONG)).isSameAs(failure);
		assertThat(take(this.listener.failures)).isInstanceOfSatisfying(JoltReplyErrorException.class,
				(ex) -> assertThat(ex.code()).isEqualTo("caller_failed"));
	}

	@Test
	void aFailureOfTheCallersItemsBeforeTheFirstIsTheCallers() {
		IllegalStateException failure = new IllegalStateException("mine");
		assertThatThrownBy(() -> reactive().requestChannel("channel", Flux.error(failure), Item.class).blockLast(LONG))
			.isSameAs(failure);
		assertThatThrownBy(() -> reactive().requestChannel("channel", Flux.empty(), Item.class).blockLast(LONG))
			.isInstanceOf(JoltNotSentException.class);
		assertThatThrownBy(
				() -> reactive().requestChannel("channel", Flux.just(new byte[] { -1 }), Item.class).blockLast(LONG))
			.isInstanceOf(MessageConversionException.class);
	}

	@Test
	void nobodyTakesTheCall() {
		assertThatThrownBy(() -> reactive().requestStream("nobody", 1, Item.class).blockLast(LONG))
			.isInstanceOf(JoltNoResponderException.class);
		template().setReplyTimeout(Duration.ofSeconds(1));
		assertThatThrownBy(() -> reactive().requestStream("void", 1, Item.class).blockLast(LONG))
			.isInstanceOf(JoltReplyTimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nobody", "void" })
	void aCallThatIsNotOpenedCancelsTheCallersItemsOnce(String topic) {
		template().setReplyTimeout(Duration.ofMillis(100));
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Item> items = Flux.<Item>never().startWith(new Item(1)).doOnCancel(cancelled::incrementAndGet);
		assertThatThrownBy(() -> reactive().requestChannel(topic, items, Item.class).blockLast(LONG))
			.isInstanceOf(JoltException.class);
		assertThat(cancelled).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ignoringMono", "ignoringFuture", "ignoringValue", "ignoringVoid", "ignoringFlux" })
	void aMethodThatTakesNoneOfTheItemsEndsTheCallWithItsAnswer(String topic) {
		AtomicInteger cancelled = new AtomicInteger();
		Flux<Item> items = Flux.range(1, 100_000).map(Item::new).doOnCancel(cancelled::incrementAndGet);
		List<Item> answer = reactive().requestChannel(topic, items, Item.class).collectList().block(LONG);
		assertThat(answer).isEqualTo(topic.equals("ignoringVoid") ? List.of() : List.of(new Item(-1)));
		await().until(() -> openCalls() == 0);
		await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
	}

	@Test
	void itemsThatNobodyTookBeforeTheAnswerCannotBeTakenAfterIt() {
		assertThat(reactive().requestChannel("forLater", Flux.range(1, 100_000).map(Item::new), Item.class)
			.collectList()
			.block(LONG)).isEmpty();
		Flux<?> items = (Flux<?>) take(this.listener.received);
		await().until(() -> openCalls() == 0);
		assertThatThrownBy(() -> items.blockLast(LONG)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("answered");
	}

	@Test
	void aMistakeWithTheItemsIsLoggedAndWhatTheOtherSideToldIsNot() {
		try (LogCapture log = LogCapture.of(MethodListenerFactory.class)) {
			assertThatThrownBy(() -> reactive()
				.requestChannel("channel",
						Flux.concat(Flux.just(new Item(1)), Flux.error(new IllegalStateException("mine"))), Item.class)
				.blockLast(LONG)).hasMessage("mine");
			await().until(() -> openCalls() == 0);
			assertThat(log.messages(Level.ERROR)).isEmpty();
			assertThat(codeOf(reactive().requestChannel("twice", Flux.just(new Item(1), new Item(2)), Item.class)))
				.isEqualTo(JoltReplyException.LISTENER_FAILED);
			assertThat(log.messages(Level.ERROR)).hasSize(1);
		}
	}

	@Test
	void aConnectionThatEndsBreaksTheCallOnBothSides() {
		CompletableFuture<?> answer = reactive()
			.requestChannel("separate", Flux.<Item>never().startWith(new Item(1)), Item.class)
			.collectList()
			.toFuture();
		take(this.listener.received);
		await().until(() -> openCalls() == 2);
		this.broker.stop();
		assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(JoltCallBrokenException.class);
		assertThat(take(this.listener.failures)).isInstanceOf(JoltCallBrokenException.class);
	}

	@Test
	void stoppingLetsCallsEndForSomeTimeAndThenEndsThem() {
		CompletableFuture<?> answer = reactive().requestStream("never", 1, Item.class).collectList().toFuture();
		take(this.listener.received);
		this.answering.registry().getListenerContainer("never").stop();
		assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).cause()
			.isInstanceOfSatisfying(JoltReplyErrorException.class,
					(ex) -> assertThat(ex.code()).isEqualTo(JoltReplyException.SHUTTING_DOWN));
		await().until(() -> this.listener.cancelled.get() == 1);
	}

	@Test
	void stoppingWaitsForACallThatEnds() {
		CompletableFuture<List<Item>> answer = reactive().requestStream("untilTold", 1, Item.class)
			.collectList()
			.toFuture();
		take(this.listener.received);
		CompletableFuture<Void> stopped = new CompletableFuture<>();
		this.answering.registry().getListenerContainer("untilTold").stop(() -> stopped.complete(null));
		assertThat(this.answering.registry().getListenerContainer("untilTold").state())
			.isEqualTo(ContainerState.STOPPING);
		this.listener.goOn.countDown();
		stopped.orTimeout(20, TimeUnit.SECONDS).join();
		assertThat(answer.orTimeout(20, TimeUnit.SECONDS).join()).containsExactly(new Item(1));
	}

	@Test
	void aReactiveRequestIsSentForEachSubscriberAndGivenUpWhenCancelled() {
		Mono<Item> request = reactive().request("value", 7, Item.class);
		assertThat(request.block(LONG)).isEqualTo(new Item(7));
		assertThat(request.block(LONG)).isEqualTo(new Item(7));
		assertThat(reactive().request("value", 7, Void.class).blockOptional(LONG)).isEmpty();
		CompletableFuture<Item> waiting = reactive().request("void", 1, Item.class).toFuture();
		await().until(() -> client(this.asking).status().exchanges().waitingRequests() == 1);
		waiting.cancel(true);
		await().until(() -> client(this.asking).status().exchanges().waitingRequests() == 0);
	}

	private static String codeOf(Flux<?> stream) {
		try {
			return "complete with " + stream.collectList().block(LONG);
		}
		catch (JoltReplyErrorException ex) {
			return ex.code();
		}
	}

	private static Object take(BlockingQueue<?> queue) {
		try {
			Object taken = queue.poll(20, TimeUnit.SECONDS);
			assertThat(taken).isNotNull();
			return taken;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void subscribe(Flow.Publisher<?> publisher, BlockingQueue<Object> received) {
		publisher.subscribe(new Flow.Subscriber<Object>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscription.request(Long.MAX_VALUE);
			}

			@Override
			public void onNext(Object item) {
				received.add(item);
			}

			@Override
			public void onError(Throwable failure) {
				received.add(failure);
			}

			@Override
			public void onComplete() {
				received.add("complete");
			}

		});
	}

	record Item(@Positive int number) {

	}

	static class Streaming {

		final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

		final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

		final AtomicInteger made = new AtomicInteger();

		final AtomicInteger cancelled = new AtomicInteger();

		final CountDownLatch goOn = new CountDownLatch(1);

		@JoltListener("flux")
		Flux<Item> flux(int number) {
			return Flux.range(1, number).map(Item::new);
		}

		@JoltListener("publisher")
		Flow.Publisher<Item> publisher(int number) {
			return (subscriber) -> {
				SubmissionPublisher<Item> publisher = new SubmissionPublisher<>();
				publisher.subscribe(subscriber);
				IntStream.rangeClosed(1, number).mapToObj(Item::new).forEach(publisher::submit);
				publisher.close();
			};
		}

		@JoltListener("lists")
		Flux<List<Item>> lists(int number) {
			return Flux.range(1, number).map((i) -> List.of(new Item(i)));
		}

		@JoltListener("value")
		Item value(int number) {
			return new Item(number);
		}

		@JoltListener("future")
		CompletableFuture<Item> future(int number) {
			return CompletableFuture.supplyAsync(() -> new Item(number));
		}

		@JoltListener("mono")
		Mono<Item> mono(int number) {
			return Mono.just(new Item(number));
		}

		@JoltListener("later")
		void later(int number, ReplySender sender) {
			CompletableFuture.runAsync(() -> sender.send(new Item(number)));
		}

		@JoltListener("channel")
		Flux<Item> channel(@Valid Flux<Item> items) {
			return items.map((item) -> new Item(item.number() * 2)).doOnCancel(this.cancelled::incrementAndGet);
		}

		@JoltListener("derived")
		Flux<Item> derived(Flux<Item> items) {
			return items.doOnNext(this.received::add).doOnError(this.failures::add);
		}

		@JoltListener("separate")
		Flux<Item> separate(Flux<Item> items) {
			items.subscribe(this.received::add, this.failures::add);
			return Flux.never();
		}

		@JoltListener("flowChannel")
		Flow.Publisher<Item> flowChannel(Flow.Publisher<Item> items) {
			return (subscriber) -> items.subscribe(new Flow.Subscriber<>() {

				@Override
				public void onSubscribe(Flow.Subscription subscription) {
					subscriber.onSubscribe(subscription);
				}

				@Override
				public void onNext(Item item) {
					subscriber.onNext(new Item(item.number() * 2));
				}

				@Override
				public void onError(Throwable failure) {
					subscriber.onError(failure);
				}

				@Override
				public void onComplete() {
					subscriber.onComplete();
				}

			});
		}

		@JoltListener("sumMono")
		Mono<Item> sumMono(Flux<Item> items) {
			return items.map(Item::number).reduce(Integer::sum).map(Item::new);
		}

		@JoltListener("sumFuture")
		CompletableFuture<Item> sumFuture(Flux<Item> items) {
			return sumMono(items).toFuture();
		}

		@JoltListener("sumValue")
		Item sumValue(Flux<Item> items) {
			return sumMono(items).block(LONG);
		}

		@JoltListener("sink")
		void sink(Flux<Item> items) {
			items.subscribe(this.received::add);
		}

		@JoltListener("ignoringMono")
		Mono<Item> ignoringMono(Flux<Item> items) {
			return Mono.just(new Item(-1));
		}

		@JoltListener("ignoringFuture")
		CompletableFuture<Item> ignoringFuture(Flow.Publisher<Item> items) {
			return CompletableFuture.supplyAsync(() -> new Item(-1));
		}

		@JoltListener("ignoringValue")
		Item ignoringValue(Flux<Item> items) {
			return new Item(-1);
		}

		@JoltListener("ignoringVoid")
		void ignoringVoid(Flux<Item> items) {
		}

		@JoltListener("ignoringFlux")
		Flux<Item> ignoringFlux(Flux<Item> items) {
			return Flux.just(new Item(-1));
		}

		@JoltListener("forLater")
		void forLater(Flux<Item> items) {
			this.received.add(items);
		}

		@JoltListener("twice")
		Flux<Item> twice(Flux<Item> items) {
			items.subscribe(this.received::add, this.failures::add);
			return items;
		}

		@JoltListener("headers")
		Flux<String> headers(String payload, @Header("tenant") String tenant) {
			return Flux.just(tenant);
		}

		@JoltListener(id = "never", topics = "never")
		Flux<Item> never(int number) {
			this.received.add(number);
			return Flux.<Item>never().doOnCancel(this.cancelled::incrementAndGet);
		}

		@JoltListener(id = "untilTold", topics = "untilTold")
		Flux<Item> untilTold(int number) {
			this.received.add(number);
			return Flux.from(Mono.fromFuture(CompletableFuture.supplyAsync(() -> {
				try {
					this.goOn.await();
					return new Item(number);
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
			})));
		}

		@JoltListener("endless")
		Flux<Item> endless(int number) {
			return Flux.<Item, Integer>generate(() -> 1, (i, sink) -> {
				this.made.incrementAndGet();
				sink.next(new Item(i));
				return i + 1;
			}).doOnCancel(this.cancelled::incrementAndGet);
		}

		@JoltListener("firstTwo")
		Flux<Item> firstTwo(Flux<Item> items) {
			return items.take(2);
		}

		@JoltListener("texts")
		Flux<String> texts(int number) {
			return Flux.<String>never().startWith("{").doOnCancel(this.cancelled::incrementAndGet);
		}

		@JoltListener("failingStream")
		Flux<Item> failingStream(int number) {
			return Flux.concat(Flux.just(new Item(1)), Flux.error(new IllegalArgumentException("secret")));
		}

		@JoltListener("refusingStream")
		Flux<Item> refusingStream(int number) {
			return Flux.concat(Flux.just(new Item(1)),
					Flux.error(new JoltReplyException("out_of_stock", "Only one is left")));
		}

		@JoltListener("throwing")
		Flux<Item> throwing(int number) {
			throw new IllegalArgumentException("secret");
		}

		@JoltListener("void")
		void nothing(int number) {
		}

	}

}
