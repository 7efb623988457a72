package io.jolt.client.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltSubscription;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What reaches a listener, in which order, and on which threads.
 */
interface DeliveryContract extends ContractFixture {

	@ParameterizedTest
	@EnumSource
	default void aMessageArrivesAsItWasPublished(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(openClient(), SubscriptionOptions.forTopic("orders.created").overflow(overflow).build(), received);
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("z", "1");
		headers.put("a", "\u00e9 \"x\"");
		ContractFixture.join(client.publish(JoltMessage.of("orders.created", "the text", headers)));
		ContractFixture.join(client.publish("orders.created", "plain"));
		received.awaitExactly("the text", "plain");
		JoltMessage first = received.messages().get(0);
		assertThat(first.topic()).isEqualTo("orders.created");
		assertThat(first.headers()).isEqualTo(headers);
		assertThat(first.headers().keySet()).containsExactly("z", "a");
		assertThat(received.messages().get(1).headers()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u00e9\u4e2d\ud83d\ude00", "two\nlines\r\n", "\"quoted\\\"", "{\"a\":[1]}",
			"\u0000\u001f\u007f\u2028" })
	default void anyTextArrivesUnchanged(String text) {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), received);
		ContractFixture.join(client.publish("a", text));
		received.awaitExactly(text);
	}

	@ParameterizedTest
	@EnumSource
	default void messagesArriveInTheirOrder(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").overflow(overflow).build(), received);
		for (int i = 0; i < 1000; i++) {
			client.publish("a", String.valueOf(i)).exceptionally((failure) -> null);
		}
		received.awaitExactly(PublishContract.numbers(1000));
	}

	@Test
	default void eachSubscriptionOfATopicGetsEveryMessage() {
		JoltClient client = openClient();
		Received first = new Received();
		Received second = new Received();
		Received elsewhere = new Received();
		JoltSubscription subscription = subscribed(client, SubscriptionOptions.forTopic("a").build(), first);
		subscribed(client, SubscriptionOptions.forTopic("a").build(), second);
		subscribed(openClient(), SubscriptionOptions.forTopic("a").build(), elsewhere);
		ContractFixture.join(client.publish("a", "1"));
		first.awaitExactly("1");
		ContractFixture.join(subscription.unsubscribe());
		ContractFixture.join(client.publish("a", "2"));
		second.awaitExactly("1", "2");
		elsewhere.awaitExactly("1", "2");
		assertThat(first.texts()).containsExactly("1");
	}

	@ParameterizedTest
	@EnumSource
	default void aSubscriptionToSeveralGetsEachMessageOnce(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received received = new Received();
		JoltSubscription subscription = subscribed(client,
				SubscriptionOptions.forTopics(List.of("orders.created", "x"), List.of("orders.*", "*.created", ">"))
					.overflow(overflow)
					.build(),
				received);
		assertThat(subscription.topics()).containsExactly("orders.created", "x");
		assertThat(subscription.patterns()).containsExactly("orders.*", "*.created", ">");
		for (String topic : List.of("orders.created", "x", "orders.gone", "bills.created", "a.b.c")) {
			ContractFixture.join(client.publish(topic, topic));
		}
		received.awaitExactly("orders.created", "x", "orders.gone", "bills.created", "a.b.c");
		assertThat(received.messages()).allMatch((message) -> message.topic().equals(message.data()));
	}

	@Test
	default void aPatternMatchesWholeTokens() {
		JoltClient client = openClient();
		Received one = new Received();
		Received rest = new Received();
		Received literal = new Received();
		subscribed(client, SubscriptionOptions.forPatterns("a.*", "a.*.d").build(), one);
		subscribed(client, SubscriptionOptions.forPattern("a.>").build(), rest);
		subscribed(client, SubscriptionOptions.forTopics("a", "end").build(), literal);
		for (String topic : List.of("a", "a.b", "a.b.c", "a.b.d", "ab", "b.a", "a.c", "end")) {
			ContractFixture.join(client.publish(topic, topic));
		}
		literal.awaitExactly("a", "end");
		one.awaitExactly("a.b", "a.b.d", "a.c");
		rest.awaitExactly("a.b", "a.b.c", "a.b.d", "a.c");
	}

	@Test
	default void aListenerIsRunByOneThreadAtATime() {
		JoltClient client = openClient();
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(300);
		ContractFixture.join(client.subscribe("a", (message) -> {
			most.accumulateAndGet(running.incrementAndGet(), Math::max);
			Thread.onSpinWait();
			running.decrementAndGet();
			done.countDown();
		}).ready());
		for (int i = 0; i < 300; i++) {
			client.publish("a", "text").exceptionally((failure) -> null);
		}
		ContractFixture.await().until(() -> done.getCount() == 0);
		assertThat(most).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource
	default void aListenerIsRunByAsManyThreadsAsItsConcurrency(OverflowPolicy overflow) throws InterruptedException {
		JoltClient client = openClient();
		CountDownLatch together = new CountDownLatch(3);
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		AtomicInteger handled = new AtomicInteger();
		ContractFixture.join(client
			.subscribe(SubscriptionOptions.forTopic("a").overflow(overflow).concurrency(3).build(), (message) -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				together.countDown();
				// none of them goes on alone
				together.await(20, TimeUnit.SECONDS);
				running.decrementAndGet();
				handled.incrementAndGet();
			})
			.ready());
		for (int i = 0; i < 100; i++) {
			client.publish("a", "text").exceptionally((failure) -> null);
		}
		assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
		ContractFixture.await().until(() -> handled.get() == 100);
		assertThat(most).hasValue(3);
	}

	@ParameterizedTest
	@EnumSource
	default void aListenerRunsOnItsOwnExecutor(OverflowPolicy overflow) {
		ExecutorService executor = Executors.newFixedThreadPool(2, (task) -> new Thread(task, "contract-executor"));
		try {
			JoltClient client = openClient();
			Set<String> threads = ConcurrentHashMap.newKeySet();
			List<String> received = new CopyOnWriteArrayList<>();
			ContractFixture
				.join(client.subscribe(SubscriptionOptions.forTopic("a").overflow(overflow).executor(executor).build(),
						(message) -> {
							threads.add(Thread.currentThread().getName());
							received.add(message.data());
						})
					.ready());
			for (int i = 0; i < 200; i++) {
				client.publish("a", String.valueOf(i)).exceptionally((failure) -> null);
			}
			ContractFixture.await().until(() -> received.size() == 200);
			assertThat(received).isEqualTo(PublishContract.numbers(200));
			assertThat(threads).containsExactly("contract-executor");
		}
		finally {
			executor.shutdown();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	default void whatAListenerThrowsIsReportedAndTheSubscriptionGoesOn(boolean error) {
		JoltClient client = openClient();
		HeardEvents events = new HeardEvents();
		client.addConnectionListener(events);
		List<String> received = new CopyOnWriteArrayList<>();
		JoltSubscription subscription = client.subscribe("a", (message) -> {
			received.add(message.data());
			if (message.data().equals("bad")) {
				if (error) {
					throw new StackOverflowError("on purpose");
				}
				throw new Exception("on purpose");
			}
		});
		ContractFixture.join(subscription.ready());
		for (String text : List.of("1", "bad", "2", "bad", "3")) {
			ContractFixture.join(client.publish("a", text));
		}
		ContractFixture.await().until(() -> received.size() == 5);
		ContractFixture.await().until(() -> events.errors.size() == 2);
		assertThat(events.errors.get(0)).hasRootCauseMessage("on purpose");
		assertThat(received).containsExactly("1", "bad", "2", "bad", "3");
		assertThat(subscription.isActive()).isTrue();
		assertThat(subscription.droppedMessages()).isZero();
	}

	@ParameterizedTest
	@EnumSource
	default void aListenerMayPublishAndWaitForTheAnswer(OverflowPolicy overflow) {
		JoltClient client = openClient();
		Received answers = new Received();
		subscribed(client, SubscriptionOptions.forTopic("answer").build(), answers);
		ContractFixture.join(
				client
					.subscribe(SubscriptionOptions.forTopic("question").overflow(overflow).build(),
							(message) -> ContractFixture.join(client.publish("answer", message.data())))
					.ready());
		List<CompletableFuture<?>> published = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			published.add(client.publish("question", String.valueOf(i)));
		}
		published.forEach(ContractFixture::join);
		answers.awaitExactly(PublishContract.numbers(50));
	}

	@Test
	default void aListenerMaySubscribeAndEndItsOwnSubscription() {
		JoltClient client = openClient();
		Received later = new Received();
		List<JoltSubscription> own = new CopyOnWriteArrayList<>();
		List<String> received = new CopyOnWriteArrayList<>();
		own.add(client.subscribe("a", (message) -> {
			received.add(message.data());
			ContractFixture.join(client.subscribe("b", later).ready());
			own.get(0).close();
		}));
		ContractFixture.join(own.get(0).ready());
		ContractFixture.join(client.publish("a", "1"));
		ContractFixture.await().until(() -> !own.get(0).isActive());
		ContractFixture.join(client.publish("a", "2"));
		ContractFixture.join(client.publish("b", "3"));
		later.awaitExactly("3");
		assertThat(received).containsExactly("1");
	}

}
