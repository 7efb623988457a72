package io.jolt.client.contract;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltDelivery;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.JoltResponder;
import io.jolt.client.SubscriptionOptions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests and their replies, and calls.
 */
@SuppressWarnings("FutureReturnValueIgnored")
interface ExchangeContract extends ContractFixture {

	/**
	 * Long enough not to be the reason for anything.
	 */
	Duration PATIENCE = Duration.ofSeconds(20);

	private JoltClient answering(String topic, JoltResponder responder) {
		JoltClient client = openClient();
		ContractFixture.join(client.respond(SubscriptionOptions.forTopic(topic).build(), responder).ready());
		return client;
	}

	private static CompletableFuture<JoltReply> ask(JoltClient client, String topic, String data) {
		return client.request(JoltMessage.of(topic, data), PATIENCE);
	}

	@Test
	default void aRequestGetsItsReply() {
		answering("quotes",
				(delivery) -> delivery.reply("found", delivery.message().data() + " pounds", Map.of("shop", "7")));
		JoltReply reply = ContractFixture.join(ask(openClient(), "quotes", "ten"));
		assertThat(reply.status()).isEqualTo("found");
		assertThat(reply.data()).isEqualTo("ten pounds");
		assertThat(reply.message().headers()).containsEntry("shop", "7");
	}

	@Test
	default void manyRequestsAtOnceGetEachItsOwnReply() {
		answering("quotes", (delivery) -> delivery.reply(delivery.message().data()));
		JoltClient client = openClient();
		List<CompletableFuture<JoltReply>> replies = IntStream.range(0, 2000)
			.mapToObj((i) -> ask(client, "quotes", "" + i))
			.toList();
		for (int i = 0; i < replies.size(); i++) {
			assertThat(ContractFixture.join(replies.get(i)).data()).isEqualTo("" + i);
		}
		assertThat(client.status().exchanges().waitingRequests()).isZero();
	}

	@Test
	default void aReplyMayComeLaterFromAnyThread() {
		List<JoltDelivery> deliveries = new CopyOnWriteArrayList<>();
		answering("quotes", deliveries::add);
		CompletableFuture<JoltReply> reply = ask(openClient(), "quotes", "ten");
		ContractFixture.await().until(() -> !deliveries.isEmpty());
		assertThat(reply).isNotDone();
		deliveries.get(0).reply("later");
		assertThat(ContractFixture.join(reply).data()).isEqualTo("later");
	}

	@Test
	default void oneMemberOfAGroupAnswers() {
		List<String> answered = new CopyOnWriteArrayList<>();
		for (String name : List.of("a", "b")) {
			JoltClient member = openClient();
			ContractFixture
				.join(member.respond(SubscriptionOptions.forTopic("quotes").group("desk").build(), (delivery) -> {
					answered.add(name);
					delivery.reply(name);
				}).ready());
		}
		JoltClient client = openClient();
		for (int i = 0; i < 10; i++) {
			ContractFixture.join(ask(client, "quotes", "" + i));
		}
		assertThat(answered).hasSize(10).contains("a", "b");
		assertThat(client.status().exchanges().unclaimedReplies()).isZero();
	}

	@Test
	default void aResponderThatThrowsAnswersWithItsCodeAndNothingElse() {
		answering("quotes", (delivery) -> {
			throw delivery.message().data().isEmpty() ? new IllegalStateException("secret")
					: new JoltReplyException("sold_out", "none left");
		});
		JoltClient client = openClient();
		assertThat(ContractFixture.failure(ask(client, "quotes", "x")))
			.isInstanceOfSatisfying(JoltReplyErrorException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo("sold_out");
				assertThat(ex.text()).isEqualTo("none left");
			});
		assertThat(ContractFixture.failure(ask(client, "quotes", "")))
			.isInstanceOfSatisfying(JoltReplyErrorException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo("listener_failed");
				assertThat(ex.text()).isEmpty();
			});
	}

	@Test
	default void aRequestToNobodyFailsAtOnce() {
		assertThat(ContractFixture.failure(ask(openClient(), "nobody", "")))
			.isInstanceOf(JoltNoResponderException.class);
	}

	@Test
	default void aRequestThatNobodyAnswersFailsInTime() {
		answering("quotes", (delivery) -> {
		});
		assertThat(ContractFixture.failure(openClient().request(JoltMessage.of("quotes", ""), Duration.ofSeconds(1))))
			.isInstanceOf(JoltReplyTimeoutException.class);
	}

	@Test
	default void aRequestIsAnsweredOverALaterConnectionIfItWaitedForOne() {
		answering("quotes", (delivery) -> delivery.reply("after all"));
		JoltClient client = openClient();
		ContractFixture.join(ask(client, "quotes", ""));
		CompletableFuture<JoltReply>[] reply = newArray();
		interruptWhile(() -> {
			reply[0] = client.request(JoltMessage.of("quotes", ""), PATIENCE);
			assertThat(reply[0]).isNotDone();
		});
		ContractFixture.await().until(reply[0]::isDone);
		// it may have been faster than the one who answers
		if (reply[0].isCompletedExceptionally()) {
			assertThat(ContractFixture.failure(reply[0])).isInstanceOf(JoltNoResponderException.class);
		}
	}

	@SuppressWarnings("unchecked")
	private static <T> CompletableFuture<T>[] newArray() {
		return (CompletableFuture<T>[]) new CompletableFuture<?>[1];
	}

	@Test
	default void whenTheConnectionEndsTheOutcomeOfARequestIsUnknown() {
		CountDownLatch asked = new CountDownLatch(1);
		answering("quotes", (delivery) -> asked.countDown());
		JoltClient client = openClient();
		CompletableFuture<JoltReply> reply = ask(client, "quotes", "");
		ContractFixture.await().until(() -> asked.getCount() == 0);
		interrupt();
		assertThat(ContractFixture.failure(reply)).isInstanceOf(JoltOutcomeUnknownException.class);
	}

	@Test
	default void aClientThatIsNotStartedSendsNoRequest() {
		assertThat(ContractFixture.failure(ask(newClient(), "quotes", ""))).isInstanceOf(JoltNotSentException.class);
	}

	@Test
	default void whatBelongsToTheProtocolIsNotSent() {
		JoltMessage forged = JoltMessage.builder("quotes").header(JoltMessageHeaders.REPLY_TO, "elsewhere").build();
		JoltClient client = openClient();
		assertThat(ContractFixture.failure(client.request(forged, PATIENCE))).isInstanceOf(JoltNotSentException.class);
		assertThat(ContractFixture.failure(client.call(forged, CallOptions.DEFAULT)))
			.isInstanceOf(JoltNotSentException.class);
	}

	@Test
	default void aStreamComesBackWholeAndInOrderHoweverSlowItIsRead() {
		int count = 3000;
		answering("stream", (delivery) -> {
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			sendAll(call, count, 0);
		});
		JoltCall call = ContractFixture.join(openClient().call(JoltMessage.of("stream", ""), CallOptions.DEFAULT));
		Pulled items = new Pulled(3);
		call.items().subscribe(items);
		ContractFixture.join(items.ended);
		assertThat(items.data)
			.containsExactlyElementsOf(IntStream.range(0, count).mapToObj(Integer::toString).toList());
		ContractFixture.join(call.ended());
	}

	// one by one, as the other side takes them
	private static void sendAll(JoltCall call, int count, int next) {
		if (next == count) {
			call.end();
			return;
		}
		call.send(Integer.toString(next)).thenRunAsync(() -> sendAll(call, count, next + 1));
	}

	@Test
	default void streamsGoBothWays() {
		answering("echo", (delivery) -> {
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			call.send(call.items());
		});
		JoltCall call = ContractFixture
			.join(openClient().call(JoltMessage.of("echo", "first"), CallOptions.DEFAULT.withMore(true)));
		Pulled items = new Pulled(Long.MAX_VALUE);
		call.items().subscribe(items);
		sendAll(call, 1000, 0);
		ContractFixture.join(items.ended);
		assertThat(items.data).hasSize(1001).startsWith("first", "0").endsWith("999");
	}

	@Test
	default void aClientMayCallItself() {
		JoltClient client = answering("echo", (delivery) -> {
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			call.send(call.items());
		});
		JoltCall call = ContractFixture.join(client.call(JoltMessage.of("echo", "first"), CallOptions.DEFAULT));
		Pulled items = new Pulled(Long.MAX_VALUE);
		call.items().subscribe(items);
		ContractFixture.join(items.ended);
		assertThat(items.data).containsExactly("first");
		assertThat(ContractFixture.join(ask(answering("self", (delivery) -> delivery.reply("me")), "self", "")).data())
			.isEqualTo("me");
	}

	@Test
	default void whenTheConnectionsEndBothSidesOfACallKnow() {
		List<JoltCall> accepted = new CopyOnWriteArrayList<>();
		answering("stream", (delivery) -> accepted.add(delivery.accept(CallOptions.DEFAULT)));
		JoltCall call = ContractFixture.join(openClient().call(JoltMessage.of("stream", ""), CallOptions.DEFAULT));
		ContractFixture.await().until(() -> !accepted.isEmpty());
		interrupt();
		assertThat(ContractFixture.failure(call.ended())).isInstanceOf(JoltCallBrokenException.class);
		assertThat(ContractFixture.failure(accepted.get(0).ended())).isInstanceOf(JoltCallBrokenException.class);
	}

	@Test
	default void whenOneSideOfACallIsClosedTheOtherKnows() {
		List<JoltCall> accepted = new CopyOnWriteArrayList<>();
		answering("stream", (delivery) -> {
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			accepted.add(call);
			sendAll(call, Integer.MAX_VALUE, 0);
		});
		JoltClient caller = openClient();
		JoltCall call = ContractFixture.join(caller.call(JoltMessage.of("stream", ""), CallOptions.DEFAULT));
		call.items().subscribe(new Pulled(Long.MAX_VALUE));
		caller.close();
		assertThat(ContractFixture.failure(accepted.get(0).ended())).isInstanceOf(JoltCallBrokenException.class);
	}

	@Test
	default void aCallToNobodyFailsAtOnce() {
		assertThat(ContractFixture.failure(openClient().call(JoltMessage.of("nobody", ""), CallOptions.DEFAULT)))
			.isInstanceOf(JoltNoResponderException.class);
	}

	@Test
	default void manyCallsRunSideBySide() {
		answering("stream", (delivery) -> {
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			call.send(delivery.message().data());
			call.end();
		});
		JoltClient client = openClient();
		List<Pulled> all = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 500; i++) {
			Pulled items = new Pulled(Long.MAX_VALUE);
			all.add(items);
			client.call(JoltMessage.of("stream", "" + i), CallOptions.DEFAULT).whenComplete((call, failure) -> {
				if (failure != null) {
					items.onError(failure);
				}
				else {
					call.items().subscribe(items);
				}
			});
		}
		for (int i = 0; i < all.size(); i++) {
			ContractFixture.join(all.get(i).ended);
			assertThat(all.get(i).data).containsExactly("" + i);
		}
		ContractFixture.await().until(() -> client.status().exchanges().openCalls() == 0);
	}

	/**
	 * Keeps the items of a call, asking for a few at a time.
	 */
	final class Pulled implements Flow.Subscriber<JoltMessage> {

		final List<String> data = new CopyOnWriteArrayList<>();

		final CompletableFuture<Void> ended = new CompletableFuture<>();

		private final long portion;

		private long left;

		private Flow.Subscription subscription = new Flow.Subscription() {

			@Override
			public void request(long n) {
			}

			@Override
			public void cancel() {
			}

		};

		Pulled(long portion) {
			this.portion = portion;
			this.left = portion;
		}

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription = given;
			given.request(this.portion);
		}

		@Override
		public void onNext(JoltMessage item) {
			this.data.add(item.data());
			if (--this.left == 0) {
				this.left = this.portion;
				this.subscription.request(this.portion);
			}
		}

		@Override
		public void onError(Throwable failure) {
			this.ended.completeExceptionally(failure);
		}

		@Override
		public void onComplete() {
			this.ended.complete(null);
		}

	}

}
