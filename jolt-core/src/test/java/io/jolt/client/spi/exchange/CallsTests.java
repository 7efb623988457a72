package io.jolt.client.spi.exchange;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Calls}: streams in both directions that are complete or end with an
 * error.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class CallsTests {

	private static final JoltMessage FIRST = JoltMessage.of("orders", "first");

	private static final CallOptions MORE = CallOptions.DEFAULT.withMore(true);

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ExchangeBroker broker = new ExchangeBroker();

	private final ExchangeBroker.Client caller = this.broker.client();

	private final ExchangeBroker.Client callee = this.broker.client();

	private final List<JoltCall> accepted = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.broker.close();
	}

	private void accepting(Consumer<JoltCall> handler) {
		accepting(this.callee, CallOptions.DEFAULT, handler);
	}

	private void accepting(ExchangeBroker.Client client, CallOptions options, Consumer<JoltCall> handler) {
		client.subscribe("orders", (open) -> {
			JoltCall call = client.exchanges.accept(open, options);
			this.accepted.add(call);
			handler.accept(call);
		});
	}

	private JoltCall open(CallOptions options) {
		return this.caller.exchanges.call(FIRST, options).orTimeout(20, TimeUnit.SECONDS).join();
	}

	private JoltCall acceptedCall() {
		await().until(() -> !this.accepted.isEmpty());
		return this.accepted.get(0);
	}

	private static void sendNumbers(JoltCall call, int count) {
		call.send(numbers(count));
	}

	// on demand, as a publisher must be
	private static Flow.Publisher<JoltMessage> numbers(int count) {
		return (subscriber) -> subscriber.onSubscribe(new Numbers(count, subscriber));
	}

	private void assertNothingIsLeft() {
		for (ExchangeBroker.Client client : List.of(this.caller, this.callee)) {
			await().until(() -> client.exchanges.status().openCalls() == 0);
		}
	}

	@Test
	void aStreamComesBackWholeAndInOrder() {
		accepting((call) -> sendNumbers(call, 1000));
		Collecting items = Collecting.all();
		JoltCall call = open(CallOptions.DEFAULT);
		call.items().subscribe(items);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items)
			.containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
		assertThat(call.ended()).succeedsWithin(LONG);
		assertThat(acceptedCall().ended()).succeedsWithin(LONG);
		assertNothingIsLeft();
	}

	@Test
	void aStreamGoesOutWholeAfterItsFirstItemAndGetsOneAnswer() {
		Collecting received = Collecting.all();
		accepting((call) -> {
			call.items().subscribe(received);
			received.ended.thenRun(() -> {
				call.send("thank you for " + received.items.size());
				call.end();
			});
		});
		JoltCall call = open(MORE);
		Collecting answer = Collecting.all();
		call.items().subscribe(answer);
		sendNumbers(call, 500);
		assertThat(answer.ended).succeedsWithin(LONG);
		assertThat(answer.items).containsExactly("thank you for 501");
		assertThat(received.items).startsWith("first", "0", "1").endsWith("499");
		assertNothingIsLeft();
	}

	@Test
	void streamsGoBothWaysAtOnce() {
		accepting((call) -> call.send(call.items()));
		JoltCall call = open(MORE);
		Collecting echo = Collecting.all();
		call.items().subscribe(echo);
		sendNumbers(call, 2000);
		assertThat(echo.ended).succeedsWithin(LONG);
		assertThat(echo.items).hasSize(2001).startsWith("first", "0").endsWith("1999");
		assertNothingIsLeft();
	}

	@Test
	void aStreamMayBeEmpty() {
		accepting(JoltCall::end);
		Collecting items = Collecting.all();
		open(CallOptions.DEFAULT).items().subscribe(items);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).isEmpty();
		assertNothingIsLeft();
	}

	@Test
	void aClientMayCallItself() {
		accepting(this.caller, CallOptions.DEFAULT, (call) -> call.send(call.items()));
		JoltCall call = open(MORE);
		Collecting echo = Collecting.all();
		call.items().subscribe(echo);
		sendNumbers(call, 500);
		assertThat(echo.ended).succeedsWithin(LONG);
		assertThat(echo.items).hasSize(501).startsWith("first", "0").endsWith("499");
		await().until(() -> this.caller.exchanges.status().openCalls() == 0);
	}

	@Test
	void whatGivesOneAnswerGivesACallOneItem() {
		this.callee.subscribe("orders", (open) -> this.callee.exchanges.reply(open, JoltReply.of("the answer")));
		Collecting items = Collecting.all();
		open(CallOptions.DEFAULT).items().subscribe(items);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).containsExactly("the answer");
		assertNothingIsLeft();
	}

	@Test
	void whatFailsBeforeItAcceptsFailsTheOpening() {
		this.callee.subscribe("orders",
				(open) -> this.callee.exchanges.reply(open, JoltReply.error("no_such_order", "unknown")));
		RequestsTests.assertFails(this.caller.exchanges.call(FIRST, CallOptions.DEFAULT), JoltReplyErrorException.class)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("no_such_order"));
		assertNothingIsLeft();
	}

	@Test
	void nobodySendsMoreThanWasAskedFor() {
		int window = 8;
		accepting((call) -> sendNumbers(call, 1000));
		JoltCall call = open(CallOptions.DEFAULT.withWindow(window));
		Collecting slow = new Collecting(0);
		call.items().subscribe(slow);
		await().until(() -> this.broker.frames(Frames.DATA).size() == window);
		for (int i = 1; i <= 200; i++) {
			slow.request(1);
			int expected = i;
			await().pollInterval(Duration.ofMillis(1)).until(() -> slow.items.size() == expected);
			long granted = window + this.broker.frames(Frames.MORE_CREDIT)
				.stream()
				.mapToLong((frame) -> Frames.number(frame, JoltMessageHeaders.CREDIT))
				.sum();
			assertThat(this.broker.frames(Frames.DATA).size()).isLessThanOrEqualTo((int) granted);
			assertThat(granted).isLessThanOrEqualTo(i + window);
		}
		call.cancel();
		assertNothingIsLeft();
	}

	@Test
	void aPublisherIsAskedForNoMoreThanTheOtherSideTakes() {
		accepting((call) -> {
		});
		JoltCall call = open(MORE);
		AtomicLong requested = new AtomicLong();
		call.send((Flow.Publisher<JoltMessage>) (subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long n) {
				requested.addAndGet(n);
			}

			@Override
			public void cancel() {
				requested.set(-1);
			}

		}));
		await().until(() -> requested.get() == CallOptions.DEFAULT_WINDOW);
		call.cancel();
		await().untilAsserted(() -> assertThat(requested.get()).isEqualTo(-1));
	}

	@Test
	void singleItemsWaitForTheOtherSideAndOneTooManyIsNotSent() {
		accepting(this.callee, CallOptions.DEFAULT.withWindow(2), (call) -> {
		});
		JoltCall call = open(MORE.withWindow(3));
		List<CompletableFuture<Void>> sent = Stream.generate(() -> call.send("x")).limit(10).toList();
		RequestsTests.assertFails(sent.get(9), JoltNotSentException.class);
		assertThat(sent.get(3)).isNotDone();
		call.cancel();
		RequestsTests.assertFails(sent.get(3), CancellationException.class);
	}

	@Test
	void cancellingStopsTheProducer() {
		accepting((call) -> sendNumbers(call, Integer.MAX_VALUE));
		JoltCall call = open(CallOptions.DEFAULT);
		Collecting items = new Collecting(10);
		call.items().subscribe(items);
		await().until(() -> items.items.size() == 10);
		items.cancel();
		RequestsTests.assertFails(acceptedCall().ended(), CancellationException.class);
		int sent = this.broker.frames(Frames.DATA).size();
		assertThat(sent).isLessThanOrEqualTo(10 + CallOptions.DEFAULT_WINDOW);
		assertNothingIsLeft();
		assertThat(this.broker.frames(Frames.DATA)).hasSize(sent);
	}

	@Test
	void theAcceptingSideMayCancel() {
		accepting(JoltCall::cancel);
		JoltCall call = open(MORE);
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		RequestsTests.assertFails(items.ended, CancellationException.class);
		assertNothingIsLeft();
	}

	@Test
	void theAcceptingSideMayLoseInterestInTheItemsAndStillAnswer() {
		accepting((call) -> {
			Collecting some = new Collecting(2) {

				@Override
				public void onNext(JoltMessage item) {
					super.onNext(item);
					if (this.items.size() == 2) {
						cancel();
						call.send("enough");
						call.end();
					}
				}

			};
			call.items().subscribe(some);
		});
		JoltCall call = open(MORE);
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		sendNumbers(call, Integer.MAX_VALUE);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).containsExactly("enough");
		assertNothingIsLeft();
	}

	@Test
	void anErrorComesAfterTheItemsBeforeIt() {
		accepting((call) -> {
			call.send("one");
			call.send("two");
			await().until(() -> this.broker.frames(Frames.DATA).size() == 2);
			call.fail("too_heavy", "the third");
		});
		Collecting items = Collecting.all();
		open(CallOptions.DEFAULT).items().subscribe(items);
		RequestsTests.assertFails(items.ended, JoltReplyErrorException.class).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo("too_heavy");
			assertThat(ex.text()).isEqualTo("the third");
		});
		assertThat(items.items).containsExactly("one", "two");
		assertNothingIsLeft();
	}

	@Test
	void aPublisherThatFailsFailsTheCallAndSaysNothingOfItsException() {
		accepting((call) -> call.send((Flow.Publisher<JoltMessage>) (subscriber) -> {
			SubmissionPublisher<JoltMessage> source = new SubmissionPublisher<>();
			source.subscribe(subscriber);
			source.closeExceptionally(new IllegalStateException("secret"));
		}));
		Collecting items = Collecting.all();
		open(CallOptions.DEFAULT).items().subscribe(items);
		RequestsTests.assertFails(items.ended, JoltReplyErrorException.class).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo("listener_failed");
			assertThat(ex.text()).doesNotContain("secret");
		});
	}

	@Test
	void aSubscriberThatThrowsFailsTheCall() {
		accepting((call) -> sendNumbers(call, 1000));
		JoltCall call = open(CallOptions.DEFAULT);
		call.items().subscribe(new Collecting(Long.MAX_VALUE) {

			@Override
			public void onNext(JoltMessage item) {
				throw new IllegalStateException("on purpose");
			}

		});
		RequestsTests.assertFails(acceptedCall().ended(), JoltReplyErrorException.class);
		assertNothingIsLeft();
	}

	@Test
	void theFirstToAcceptCountsAndTheOthersAreCancelled() {
		ExchangeBroker.Client other = this.broker.client();
		Consumer<JoltCall> waiting = (call) -> {
		};
		accepting(waiting);
		accepting(other, CallOptions.DEFAULT, waiting);
		JoltCall call = open(CallOptions.DEFAULT);
		await().until(() -> this.accepted.size() == 2);
		await().until(() -> this.accepted.stream().filter((each) -> each.ended().isDone()).count() == 1);
		JoltCall lucky = this.accepted.stream().filter((each) -> !each.ended().isDone()).findFirst().orElseThrow();
		lucky.send("mine");
		lucky.end();
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).containsExactly("mine");
	}

	@Test
	void ifNobodyIsSubscribedOpeningFailsAtOnce() {
		RequestsTests.assertFails(this.caller.exchanges.call(FIRST, CallOptions.DEFAULT),
				JoltNoResponderException.class);
		assertNothingIsLeft();
	}

	@Test
	void ifNobodyAcceptsOpeningFailsInTimeAndWhoAcceptsTooLateIsCancelled() {
		List<JoltMessage> opens = new CopyOnWriteArrayList<>();
		this.callee.subscribe("orders", opens::add);
		CompletableFuture<JoltCall> opening = this.caller.exchanges.call(FIRST,
				CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(3)));
		await().until(() -> ((CallOpening) opening).isPublished() && !opens.isEmpty());
		this.broker.time.advance(Duration.ofSeconds(3));
		RequestsTests.assertFails(opening, JoltReplyTimeoutException.class);
		JoltCall late = this.callee.exchanges.accept(opens.get(0), CallOptions.DEFAULT);
		RequestsTests.assertFails(late.ended(), CancellationException.class);
		assertNothingIsLeft();
	}

	@Test
	void whoAcceptsWhatWasGivenUpIsCancelled() {
		List<JoltMessage> opens = new CopyOnWriteArrayList<>();
		this.callee.subscribe("orders", opens::add);
		CompletableFuture<JoltCall> opening = this.caller.exchanges.call(FIRST, CallOptions.DEFAULT);
		await().until(() -> !opens.isEmpty());
		opening.cancel(true);
		JoltCall late = this.callee.exchanges.accept(opens.get(0), CallOptions.DEFAULT);
		RequestsTests.assertFails(late.ended(), CancellationException.class);
	}

	@Test
	void aCallThatCannotBeSentIsNotOpened() {
		this.caller.connected = false;
		RequestsTests.assertFails(this.caller.exchanges.call(FIRST, CallOptions.DEFAULT), JoltNotSentException.class);
		assertNothingIsLeft();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })
	void whicheverFrameTheConnectionEndsAtNoStreamLooksWhole(int position) {
		AtomicLong seen = new AtomicLong();
		this.broker.cutAt((message) -> Frames.frame(message) != null && seen.getAndIncrement() == position);
		accepting((call) -> call.send(call.items()));
		CompletableFuture<JoltCall> opening = this.caller.exchanges.call(FIRST, MORE);
		Collecting echo = Collecting.all();
		opening.thenAccept((call) -> {
			call.items().subscribe(echo);
			sendNumbers(call, 2);
		});
		opening.whenComplete((call, failure) -> {
			if (failure != null) {
				echo.onError(failure);
			}
		});
		await().until(() -> echo.ended.isDone());
		if (!echo.ended.isCompletedExceptionally()) {
			assertThat(echo.items).as("complete").containsExactly("first", "0", "1");
		}
		else {
			RequestsTests.assertFails(echo.ended, JoltCallBrokenException.class);
		}
		assertNothingIsLeft();
		for (JoltCall call : this.accepted) {
			if (call.ended().isCompletedExceptionally()) {
				RequestsTests.assertFails(call.ended(), JoltCallBrokenException.class);
			}
		}
		if (position < 8) {
			assertThat(echo.ended).as("frame " + position).isCompletedExceptionally();
		}
	}

	@Test
	void whenAConnectionEndsBothSidesKnow() {
		accepting((call) -> sendNumbers(call, Integer.MAX_VALUE));
		JoltCall call = open(CallOptions.DEFAULT);
		call.items().subscribe(Collecting.all());
		this.caller.cut();
		RequestsTests.assertFails(call.ended(), JoltCallBrokenException.class);
		RequestsTests.assertFails(acceptedCall().ended(), JoltCallBrokenException.class);
		assertNothingIsLeft();
	}

	@Test
	void aSideThatOnlyListensIsToldThatTheOtherOneWasCutOff() {
		accepting((call) -> call.items().subscribe(Collecting.all()));
		JoltCall call = open(MORE);
		JoltCall other = acceptedCall();
		this.caller.cut();
		RequestsTests.assertFails(call.ended(), JoltCallBrokenException.class);
		RequestsTests.assertFails(other.ended(), JoltCallBrokenException.class);
	}

	@Test
	void silenceBreaksACall() {
		accepting((call) -> {
		});
		open(CallOptions.DEFAULT);
		JoltCall other = acceptedCall();
		// what is sent there is counted, but never read
		this.broker.unsubscribe(calleesInbox());
		this.broker.subscribe(calleesInbox(), (message) -> {
		});
		this.broker.time.advance(Duration.ofSeconds(44));
		assertThat(other.ended()).isNotDone();
		this.broker.time.advance(Duration.ofSeconds(1));
		RequestsTests.assertFails(other.ended(), JoltCallBrokenException.class);
	}

	private String calleesInbox() {
		return this.broker.published.stream()
			.filter((message) -> Frames.ACCEPT.equals(Frames.frame(message)))
			.map((message) -> RequestsTests.header(message, JoltMessageHeaders.REPLY_TO))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void bothSidesSayThatTheyAreAlive() {
		accepting((call) -> {
		});
		JoltCall call = open(CallOptions.DEFAULT);
		JoltCall other = acceptedCall();
		for (int i = 1; i <= 20; i++) {
			this.broker.time.advance(Duration.ofSeconds(15));
			int expected = 2 * i;
			await().until(() -> this.broker.frames(Frames.ALIVE).size() >= expected);
			awaitDelivery();
		}
		assertThat(call.ended()).isNotDone();
		assertThat(other.ended()).isNotDone();
	}

	// what was published before has been read by both
	private void awaitDelivery() {
		for (ExchangeBroker.Client client : List.of(this.caller, this.callee)) {
			CompletableFuture<Void> read = new CompletableFuture<>();
			client.subscribe("marker-" + System.identityHashCode(read), (message) -> read.complete(null));
			this.broker.publish(JoltMessage.of("marker-" + System.identityHashCode(read), ""));
			assertThat(read).succeedsWithin(LONG);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "skipped", "repeated", "too many", "short end", "long end", "credit", "huge credit" })
	void aSideThatBreaksTheRulesIsBrokenOff(String violation) {
		List<JoltMessage> opens = new CopyOnWriteArrayList<>();
		this.callee.subscribe("orders", opens::add);
		CompletableFuture<JoltCall> opening = this.caller.exchanges.call(FIRST, MORE.withWindow(2));
		await().until(() -> !opens.isEmpty());
		String id = RequestsTests.header(opens.get(0), JoltMessageHeaders.CALL);
		String inbox = RequestsTests.header(opens.get(0), JoltMessageHeaders.REPLY_TO);
		List<JoltMessage> toPeer = new CopyOnWriteArrayList<>();
		this.broker.subscribe("peer", toPeer::add);
		this.broker.publish(JoltMessage.builder(inbox)
			.headers(Frames.accept(id, inbox, 5).headers())
			.header(JoltMessageHeaders.REPLY_TO, "peer")
			.build());
		JoltCall call = opening.join();
		Collecting items = new Collecting(1);
		call.items().subscribe(items);
		CallOutput.Item item = new CallOutput.Item("x", Map.of(), null);
		this.broker.publish(Frames.data(item, id, inbox, 1));
		List<JoltMessage> frames = switch (violation) {
			case "skipped" -> List.of(Frames.data(item, id, inbox, 3));
			case "repeated" -> List.of(Frames.data(item, id, inbox, 1));
			case "too many" -> List.of(Frames.data(item, id, inbox, 2), Frames.data(item, id, inbox, 3),
					Frames.data(item, id, inbox, 4));
			case "short end" -> List.of(Frames.end(id, inbox, 0));
			case "long end" -> List.of(Frames.end(id, inbox, 2));
			case "credit" -> List.of(JoltMessage.builder(inbox)
				.headers(Frames.credit(id, inbox, 1).headers())
				.header(JoltMessageHeaders.CREDIT, "-1")
				.build());
			default -> List.of(Frames.credit(id, inbox, 1L << 21));
		};
		frames.forEach(this.broker::publish);
		RequestsTests.assertFails(call.ended(), JoltCallBrokenException.class);
		await().until(() -> toPeer.stream()
			.anyMatch((frame) -> "call_broken".equals(frame.headers().get(JoltMessageHeaders.ERROR))));
		assertNothingIsLeft();
	}

	@Test
	void whatIsNoCallCannotBeAccepted() {
		assertThatIllegalStateException().isThrownBy(() -> this.callee.exchanges.accept(FIRST, CallOptions.DEFAULT));
	}

	@Test
	void atTheLimitNoMoreCallsAreOpenedOrAccepted() {
		ExchangeOptions one = new ExchangeOptions(Duration.ofSeconds(10), 1, 1, CallOptions.DEFAULT_WINDOW,
				Duration.ofSeconds(15), Duration.ofSeconds(45));
		ExchangeBroker.Client small = this.broker.client(one);
		accepting(small, CallOptions.DEFAULT, (call) -> {
		});
		open(CallOptions.DEFAULT);
		RequestsTests.assertFails(this.caller.exchanges.call(FIRST, CallOptions.DEFAULT), JoltReplyErrorException.class)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("too_many_calls"));
		RequestsTests.assertFails(small.exchanges.call(FIRST, CallOptions.DEFAULT), JoltNotSentException.class);
	}

	@Test
	void aSourceThatBlocksHoldsNothingBackThatItHasGiven() {
		CountDownLatch blocked = new CountDownLatch(1);
		CompletableFuture<Void> returned = new CompletableFuture<>();
		accepting((call) -> {
			call.send((subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					subscriber.onNext(JoltMessage.of("", "one"));
					awaitUninterruptibly(blocked);
				}

				@Override
				public void cancel() {
					blocked.countDown();
				}

			}));
			returned.complete(null);
		});
		JoltCall call = open(CallOptions.DEFAULT);
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		await().until(() -> items.items.contains("one"));
		assertThat(returned).succeedsWithin(LONG);
		this.broker.time.advance(Duration.ofSeconds(15));
		await().until(() -> this.broker.frames(Frames.ALIVE).size() >= 2);
		call.cancel();
		await().until(() -> blocked.getCount() == 0);
		assertNothingIsLeft();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void aSourceThatIsMadeOfTheItemsIsToldWhyTheyEndBeforeItIsCancelled() {
		List<String> signals = new CopyOnWriteArrayList<>();
		accepting((call) -> call.send((subscriber) -> call.items().subscribe(new PassingOn(subscriber, signals))));
		JoltCall call = open(MORE);
		acceptedCall();
		await().until(() -> this.broker.frames(Frames.DATA).size() == 1);
		call.fail("caller_failed", "");
		await().until(() -> signals.contains("cancel"));
		assertThat(signals).startsWith("error");
	}

	@Test
	void aSourceThatThrowsFailsTheCall() {
		accepting((call) -> call.send((subscriber) -> subscriber.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long n) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public void cancel() {
			}

		})));
		JoltCall call = open(CallOptions.DEFAULT);
		RequestsTests.assertFails(call.ended(), JoltReplyErrorException.class);
		assertNothingIsLeft();
	}

	@Test
	void anItemThatCannotBeReadIsNotSentAndHarmsNothing() {
		accepting((call) -> {
		});
		JoltCall call = open(CallOptions.DEFAULT.withMore(true));
		JoltMessage unreadable = new JoltMessage() {

			@Override
			public String topic() {
				return "";
			}

			@Override
			public String data() {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public Map<String, String> headers() {
				return Map.of();
			}

		};
		RequestsTests.assertFails(call.send(unreadable), IllegalStateException.class);
		RequestsTests.assertFails(this.caller.exchanges.call(unreadable, CallOptions.DEFAULT),
				JoltNotSentException.class);
		assertThat(this.caller.exchanges.status().openCalls()).isEqualTo(1);
		Collecting items = Collecting.all();
		acceptedCall().items().subscribe(items);
		assertThat(call.send("two")).succeedsWithin(LONG);
		call.end();
		acceptedCall().end();
		assertThat(call.ended()).succeedsWithin(LONG);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).containsExactly("first", "two");
	}

	@Test
	void aCalleeThatWantsNoItemsEndsProperlyWithACallerThatSendsNone() {
		accepting((call) -> {
			Collecting unwanted = new Collecting(0);
			call.items().subscribe(unwanted);
			unwanted.cancel();
			sendNumbers(call, 3);
		});
		JoltCall call = open(CallOptions.DEFAULT);
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(acceptedCall().ended()).succeedsWithin(LONG);
		assertNothingIsLeft();
		awaitDelivery();
		assertThat(this.broker.frames(Frames.CANCEL)).isEmpty();
		assertThat(this.caller.exchanges.status().unclaimedReplies()).isZero();
	}

	@Test
	void blockedSubscribersOfOtherCallsDoNotKeepACallFromSayingThatItIsAlive() {
		CountDownLatch blocked = new CountDownLatch(1);
		accepting((call) -> call.items().subscribe(new Collecting(Long.MAX_VALUE) {

			@Override
			public void onNext(JoltMessage item) {
				awaitUninterruptibly(blocked);
			}

		}));
		int calls = 70;
		for (int i = 0; i < calls; i++) {
			open(CallOptions.DEFAULT);
		}
		await().until(() -> this.accepted.size() == calls);
		this.broker.time.advance(Duration.ofSeconds(15));
		await().until(() -> this.broker.frames(Frames.ALIVE).size() >= 2 * calls);
		blocked.countDown();
	}

	@Test
	void whatWaitsWhenACallIsCancelledIsDropped() {
		accepting((call) -> List.of("0", "1", "2").forEach(call::send));
		JoltCall call = open(CallOptions.DEFAULT);
		Collecting items = new Collecting(0);
		call.items().subscribe(items);
		await().until(() -> this.broker.frames(Frames.DATA).size() == 3);
		awaitDelivery();
		call.cancel();
		RequestsTests.assertFails(items.ended, CancellationException.class);
		assertThat(items.items).isEmpty();
	}

	@Test
	void whatACallerMissesByCancellingItsOwnCallItselfDoesNotGet() {
		CompletableFuture<JoltCall> twin = new CompletableFuture<>();
		this.caller.subscribe("orders",
				(open) -> twin.complete(this.caller.exchanges.accept(open, CallOptions.DEFAULT)));
		JoltCall call = open(MORE);
		Collecting own = Collecting.all();
		twin.join().items().subscribe(own);
		await().until(() -> own.items.contains("first"));
		call.cancel();
		twin.join().send("nobody's");
		twin.join().end();
		RequestsTests.assertFails(twin.join().ended(), CancellationException.class);
		assertThat(own.items).containsExactly("first");
	}

	@Test
	void aTimeLimitMayBeLongerThanAnyTime() {
		this.callee.subscribe("orders", (open) -> {
		});
		CompletableFuture<JoltCall> opening = this.caller.exchanges.call(FIRST,
				CallOptions.DEFAULT.withTimeout(ChronoUnit.FOREVER.getDuration()));
		assertThat(opening).isNotDone();
		opening.cancel(true);
		assertNothingIsLeft();
	}

	@Test
	void closingTheClientBreaksItsCalls() {
		accepting((call) -> {
		});
		JoltCall call = open(CallOptions.DEFAULT);
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		this.caller.exchanges.ended(new Inbox("another"), new JoltException("another"));
		assertThat(call.ended()).isNotDone();
		this.caller.exchanges.close();
		RequestsTests.assertFails(call.ended(), JoltCallBrokenException.class);
		RequestsTests.assertFails(items.ended, JoltCallBrokenException.class);
	}

	/**
	 * Passes items on, and notes how they end.
	 */
	private record PassingOn(Flow.Subscriber<? super JoltMessage> next,
			List<String> signals) implements Flow.Subscriber<JoltMessage> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			this.next.onSubscribe(new Flow.Subscription() {

				@Override
				public void request(long n) {
					subscription.request(n);
				}

				@Override
				public void cancel() {
					PassingOn.this.signals.add("cancel");
					subscription.cancel();
				}

			});
		}

		@Override
		public void onNext(JoltMessage item) {
			this.next.onNext(item);
		}

		@Override
		public void onError(Throwable failure) {
			this.signals.add("error");
			this.next.onError(failure);
		}

		@Override
		public void onComplete() {
			this.next.onComplete();
		}

	}

	/**
	 * Gives the next numbers when it is asked.
	 */
	private static final class Numbers implements Flow.Subscription {

		private final int count;

		private final Flow.Subscriber<? super JoltMessage> subscriber;

		private int next;

		private long demand;

		private boolean running;

		private boolean over;

		Numbers(int count, Flow.Subscriber<? super JoltMessage> subscriber) {
			this.count = count;
			this.subscriber = subscriber;
		}

		@Override
		public synchronized void request(long n) {
			this.demand += n;
			if (this.running) {
				return;
			}
			this.running = true;
			while (this.demand > 0 && this.next < this.count && !this.over) {
				this.demand--;
				this.subscriber.onNext(JoltMessage.of("", Integer.toString(this.next++)));
			}
			this.running = false;
			if (this.next == this.count && !this.over) {
				this.over = true;
				this.subscriber.onComplete();
			}
		}

		@Override
		public synchronized void cancel() {
			this.over = true;
		}

	}

}
