package io.jolt.client.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of a publish.
 */
interface PublishContract extends ContractFixture {

	@Test
	default void aPublishCompletes() {
		JoltClient client = openClient();
		assertThat(ContractFixture.join(client.publish("a", "text"))).isNotNull();
		assertThat(ContractFixture.join(client.publish(JoltMessage.of("a", "text", Map.of("k", "v"))))).isNotNull();
	}

	@Test
	default void aResultNamesTheTopicAndTheIdOfTheMessage() {
		JoltClient client = openClient();
		PublishResult plain = ContractFixture.join(client.publish("a", "text"));
		assertThat(plain.topic()).isEqualTo("a");
		assertThat(plain.messageId()).isNull();
		PublishResult identified = ContractFixture
			.join(client.publish(JoltMessage.of("b", "text", Map.of("jolt-id", "m-1", "kind", "order"))));
		assertThat(identified.topic()).isEqualTo("b");
		assertThat(identified.messageId()).isEqualTo("m-1");
	}

	@Test
	default void aPublishMayHaveATimeLimitOfItsOwn() {
		JoltClient client = openClient();
		interruptWhile(() -> {
			CompletableFuture<PublishResult> patient = client.publish("a", "patient");
			CompletableFuture<PublishResult> hurried = client.publish(JoltMessage.of("a", "hurried"),
					PublishOptions.DEFAULT.withTimeout(Duration.ofMillis(50)));
			assertThat(ContractFixture.failure(hurried)).isInstanceOf(JoltNotSentException.class);
			assertThat(patient).isNotDone();
		});
	}

	@Test
	default void aFlushCompletesAfterAllThatWasPublishedBefore() {
		JoltClient client = openClient();
		List<CompletableFuture<PublishResult>> published = IntStream.range(0, 1000)
			.mapToObj((i) -> client.publish("a", "" + i))
			.toList();
		ContractFixture.join(client.flush());
		assertThat(published).allSatisfy((each) -> assertThat(each).isCompleted());
	}

	@Test
	default void aFlushWaitsForWhatWaitsForAConnectionAndDoesNotFail() {
		JoltClient client = openClient();
		List<CompletableFuture<?>> flushed = new ArrayList<>();
		interruptWhile(() -> {
			CompletableFuture<PublishResult> waiting = client.publish("a", "waiting");
			CompletableFuture<Void> flush = client.flush();
			assertThat(waiting).isNotDone();
			assertThat(flush).isNotDone();
			flushed.addAll(List.of(waiting, flush));
		});
		flushed.forEach(ContractFixture::join);
		client.close();
		ContractFixture.join(client.flush());
	}

	@Test
	default void aPublishOfAClientThatIsNotStartedIsNotSent() {
		JoltClient client = newClient();
		CompletableFuture<PublishResult> early = client.publish("a", "text");
		assertThat(ContractFixture.failure(early)).isInstanceOf(JoltNotSentException.class);
		assertThat(ContractFixture.failure(client.publish(JoltMessage.of("a", "text"))))
			.isInstanceOf(JoltNotSentException.class);
		client.connect();
		client.stop();
		assertThat(ContractFixture.failure(client.publish("a", "text"))).isInstanceOf(JoltNotSentException.class);
	}

	@Test
	default void aPublishOfAClosedClientIsNotSent() {
		JoltClient client = openClient();
		client.close();
		assertThat(ContractFixture.failure(client.publish("a", "text"))).isInstanceOf(JoltNotSentException.class);
	}

	@Test
	default void aPublishWithoutAConnectionWaitsAndGoesOutAfterTheResubscriptions() {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), received);
		List<CompletableFuture<PublishResult>> published = new ArrayList<>();
		interruptWhile(() -> {
			for (int i = 0; i < 50; i++) {
				published.add(client.publish("a", String.valueOf(i)));
			}
			assertThat(published).noneMatch(CompletableFuture::isDone);
		});
		published.forEach(ContractFixture::join);
		received.awaitExactly(numbers(50));
	}

	@Test
	default void aPublishThatWaitsIsNotSentOnceTheClientIsClosed() {
		JoltClient client = openClient();
		interruptWhile(() -> {
			CompletableFuture<PublishResult> published = client.publish("a", "text");
			client.close();
			assertThat(ContractFixture.failure(published)).isInstanceOf(JoltNotSentException.class);
		});
	}

	@Test
	default void whatWasPublishedBeforeTheStopReachesOthers() {
		JoltClient client = openClient();
		JoltClient other = openClient();
		Received received = new Received();
		subscribed(other, SubscriptionOptions.forTopic("a").build(), received);
		for (int i = 0; i < 200; i++) {
			client.publish("a", String.valueOf(i)).exceptionally((failure) -> null);
		}
		client.stop();
		received.awaitExactly(numbers(200));
	}

	@Test
	default void publishesOfEachThreadKeepTheirOrder() throws InterruptedException {
		JoltClient client = openClient();
		Map<String, Received> received = Map.of("a", new Received(), "b", new Received(), "c", new Received());
		List<Thread> threads = new ArrayList<>();
		received.forEach((topic, listener) -> {
			subscribed(client, SubscriptionOptions.forTopic(topic).build(), listener);
			threads.add(new Thread(
					() -> numbers(300)
						.forEach((number) -> client.publish(topic, number).exceptionally((failure) -> null)),
					"contract-" + topic));
		});
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		received.values().forEach((listener) -> listener.awaitExactly(numbers(300)));
	}

	@Test
	default void futuresCompleteInTheOrderOfThePublishes() {
		JoltClient client = openClient();
		List<Integer> completed = new CopyOnWriteArrayList<>();
		List<CompletableFuture<Void>> done = new ArrayList<>();
		interruptWhile(() -> {
			for (int i = 0; i < 100; i++) {
				int number = i;
				// all of them wait, so that each dependent is there before its future
				// completes
				done.add(client.publish("a", "text").thenAccept((result) -> completed.add(number)));
			}
		});
		done.forEach(ContractFixture::join);
		assertThat(completed).isEqualTo(IntStream.range(0, 100).boxed().toList());
	}

	@Test
	default void aDependentThatBlocksDelaysOthersButDoesNotStopThem() {
		JoltClient client = openClient();
		CountDownLatch release = new CountDownLatch(1);
		List<CompletableFuture<Void>> blocked = new ArrayList<>();
		interruptWhile(() -> {
			for (int i = 0; i < 3; i++) {
				blocked.add(client.publish("a", "text").thenAccept((result) -> await(release)));
			}
		});
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), received);
		ContractFixture.join(client.publish("a", "after"));
		received.awaitCount(1);
		release.countDown();
		blocked.forEach(ContractFixture::join);
	}

	@Test
	default void headersThatMayBeLeftOutDoNotKeepAMessageFromBeingSent() {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), received);
		JoltMessage message = JoltMessage.of("a", "text", Map.of("trace", "1", "kind", "order"));
		ContractFixture
			.join(client.publish(message, PublishOptions.DEFAULT.withOptionalHeaders(Set.of("trace", "unknown"))));
		received.awaitExactly("text");
		assertThat(received.messages().get(0).headers()).containsEntry("kind", "order");
	}

	@Test
	default void aMessageToNobodyIsNoFailure() {
		JoltClient client = openClient();
		assertThat(ContractFixture.join(client.publish("nobody.is.here", "text"))).isNotNull();
	}

	static List<String> numbers(int count) {
		return IntStream.range(0, count).mapToObj(String::valueOf).toList();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "jolt-reply-to", "jolt-correlation-id", "jolt-encoding", "jolt-call", "jolt-frame",
			"jolt-anything" })
	default void aHeaderOfTheProtocolIsNotSent(String name) {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), received);
		assertThat(ContractFixture.failure(client.publish(JoltMessage.of("a", "x", Map.of("h", "i", name, "v")))))
			.isInstanceOf(JoltNotSentException.class)
			.hasMessageContaining(name);
		ContractFixture.join(client.publish("a", "last"));
		received.awaitExactly("last");
	}

	@Test
	default void anIdAndATypeThatKeepTheRulesArrive() {
		JoltClient client = openClient();
		Received received = new Received();
		subscribed(client, SubscriptionOptions.forTopic("a").build(), received);
		for (Map<String, String> refused : List.of(Map.of("jolt-id", ""), Map.of("jolt-id", "x".repeat(65)),
				Map.of("jolt-id", "\u00e9"), Map.of("jolt-type", ""), Map.of("jolt-type", "x".repeat(129)),
				Map.of("jolt-type", "a\nb"))) {
			assertThat(ContractFixture.failure(client.publish(JoltMessage.of("a", "x", refused))))
				.isInstanceOf(JoltNotSentException.class);
		}
		String id = "~".repeat(64);
		String type = "\u00e9".repeat(128);
		ContractFixture.join(
				client.publish(JoltMessage.builder("a").data("last").id(id).type(type).header("joltage", "1").build()));
		received.awaitExactly("last");
		assertThat(received.messages().get(0).id()).isEqualTo(id);
		assertThat(received.messages().get(0).type()).isEqualTo(type);
	}

	@Test
	default void aDeliveredMessageIsPublishedAgainWithoutTheHeadersOfTheProtocol() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("b", "1");
		headers.put("jolt-id", "7");
		headers.put("jolt-reply-to", "inbox");
		headers.put("jolt-encoding", "gzip");
		headers.put("jolt-type", "");
		headers.put("a", "2");
		assertThat(JoltMessageHeaders.withoutReserved(headers).keySet()).containsExactly("b", "jolt-id", "a");
		JoltClient client = openClient();
		assertThat(ContractFixture
			.join(client.publish(JoltMessage.of("a", "x", JoltMessageHeaders.withoutReserved(headers))))
			.messageId()).isEqualTo("7");
	}

}
