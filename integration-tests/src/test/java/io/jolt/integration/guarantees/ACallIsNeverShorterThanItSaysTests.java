package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltCallBrokenException;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.SubscriptionOptions;
import io.jolt.testing.Ending;
import io.jolt.testing.Lane;
import io.jolt.testing.ProxiedConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call is complete on both sides or ends with an error, and a request gets its reply or
 * an error, wherever a connection breaks.
 */
@SuppressWarnings({ "try", "FutureReturnValueIgnored" }) // who answers is only there
class ACallIsNeverShorterThanItSaysTests {

	private static final List<String> ITEMS = IntStream.range(0, 4).mapToObj((i) -> "item-" + i).toList();

	private FaultyNetwork network;

	private final List<JoltCall> accepted = new CopyOnWriteArrayList<>();

	@BeforeEach
	void start() {
		this.network = new FaultyNetwork();
	}

	@AfterEach
	void nothingIsLeft() {
		this.network.close();
	}

	private enum Side {

		CALLER, CALLEE

	}

	@ParameterizedTest
	@EnumSource
	void whereverAConnectionIsCut(Side side) throws Exception {
		for (Function<ProxiedConnection, Lane> lane : List
			.<Function<ProxiedConnection, Lane>>of(ProxiedConnection::requests, ProxiedConnection::answers)) {
			long[] range = measure(side, lane);
			for (long offset = range[0] + 1; offset <= range[1]; offset += 9) {
				cutOnce(offset, lane);
				play(side, offset);
			}
		}
	}

	private void play(Side side, long offset) throws Exception {
		this.accepted.clear();
		try (JoltClient callee = callee(side); JoltClient caller = caller(side)) {
			String what = side + " cut after " + offset + " bytes";
			Throwable failure = null;
			Items items = new Items();
			try {
				caller.call(JoltMessage.of("stream", ""), CallOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)))
					.get(60, TimeUnit.SECONDS)
					.items()
					.subscribe(items);
				items.ended.get(60, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				failure = ex.getCause();
			}
			if (failure == null) {
				assertThat(items.data).as(what).isEqualTo(ITEMS);
			}
			else if (side == Side.CALLER) {
				assertThat(failure).as(what).isInstanceOf(JoltCallBrokenException.class);
			}
			else {
				// who was cut off before it accepted is not there, or does not answer
				assertThat(failure).as(what)
					.isInstanceOfAny(JoltCallBrokenException.class, JoltNoResponderException.class,
							JoltReplyTimeoutException.class);
			}
			for (JoltCall call : this.accepted) {
				assertEnded(call, what);
			}
		}
	}

	private static void assertEnded(JoltCall call, String what) throws Exception {
		try {
			call.ended().get(60, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).as(what).isInstanceOf(JoltCallBrokenException.class);
		}
		catch (CancellationException | CompletionException ex) {
			throw new AssertionError(what, ex);
		}
	}

	// the first and the last byte of the call in an exchange that nothing disturbs
	private long[] measure(Side side, Function<ProxiedConnection, Lane> lane) throws Exception {
		this.accepted.clear();
		this.network.proxy().onConnection((connection) -> {
		});
		int number = this.network.proxy().accepted() + 1;
		try (JoltClient callee = callee(side); JoltClient caller = caller(side)) {
			Lane measured = lane.apply(this.network.proxy().connection(number));
			long before = measured.forwarded();
			Items items = new Items();
			caller.call(JoltMessage.of("stream", ""), CallOptions.DEFAULT)
				.get(60, TimeUnit.SECONDS)
				.items()
				.subscribe(items);
			items.ended.get(60, TimeUnit.SECONDS);
			for (JoltCall call : this.accepted) {
				call.ended().get(60, TimeUnit.SECONDS);
			}
			return new long[] { before, measured.forwarded() };
		}
	}

	private void cutOnce(long offset, Function<ProxiedConnection, Lane> lane) {
		int next = this.network.proxy().accepted() + 1;
		this.network.proxy().onConnection((connection) -> {
			if (connection.number() == next) {
				lane.apply(connection).endAfter(offset, Ending.CLOSE);
			}
		});
	}

	private JoltClient callee(Side side) {
		JoltClient client = client(side == Side.CALLEE);
		client.respond(SubscriptionOptions.forTopic("stream").build(), (delivery) -> {
			JoltCall call = delivery.accept(CallOptions.DEFAULT);
			this.accepted.add(call);
			sendAll(call);
		}).ready().join();
		return client;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the call tells what fails
	private static void sendAll(JoltCall call) {
		ITEMS.forEach(call::send);
		call.end();
	}

	private JoltClient caller(Side side) {
		return client(side == Side.CALLER);
	}

	private JoltClient client(boolean faulty) {
		JoltClient client = (faulty ? this.network.client() : this.network.directClient()).build();
		client.connect();
		return client;
	}

	@Test
	void aRequestEndsWhereverItsConnectionIsCut() throws Exception {
		try (JoltClient answering = client(false)) {
			answering.respond(SubscriptionOptions.forTopic("quotes").build(), (delivery) -> delivery.reply("42"))
				.ready()
				.join();
			int number = this.network.proxy().accepted() + 1;
			long[] before = new long[2];
			long[] after = new long[2];
			try (JoltClient client = client(true)) {
				ProxiedConnection connection = this.network.proxy().connection(number);
				before[0] = connection.requests().forwarded();
				before[1] = connection.answers().forwarded();
				client.request(JoltMessage.of("quotes", ""), FaultyNetwork.LIMIT).get(60, TimeUnit.SECONDS);
				after[0] = connection.requests().forwarded();
				after[1] = connection.answers().forwarded();
			}
			for (int i = 0; i < 2; i++) {
				Function<ProxiedConnection, Lane> lane = (i == 0) ? ProxiedConnection::requests
						: ProxiedConnection::answers;
				for (long offset = before[i] + 1; offset <= after[i]; offset++) {
					cutOnce(offset, lane);
					try (JoltClient client = client(true)) {
						CompletableFuture<JoltReply> reply = client.request(JoltMessage.of("quotes", ""),
								FaultyNetwork.LIMIT);
						assertOutcome(reply, offset);
						assertThat(client.status().exchanges().waitingRequests()).isZero();
					}
				}
			}
		}
	}

	private static void assertOutcome(CompletableFuture<JoltReply> reply, long offset) throws Exception {
		try {
			assertThat(reply.get(60, TimeUnit.SECONDS).data()).isEqualTo("42");
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).as("cut after " + offset).isInstanceOf(JoltOutcomeUnknownException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whenTheBrokerGoesBothSidesKnow(boolean uploading) throws Exception {
		try (JoltClient callee = client(false); JoltClient caller = client(false)) {
			callee.respond(SubscriptionOptions.forTopic("stream").build(), (delivery) -> {
				JoltCall call = delivery.accept(CallOptions.DEFAULT);
				this.accepted.add(call);
				call.items().subscribe(new Items());
				if (!uploading) {
					call.send("one");
				}
			}).ready().join();
			JoltCall call = caller.call(JoltMessage.of("stream", ""), CallOptions.DEFAULT.withMore(uploading))
				.get(60, TimeUnit.SECONDS);
			Items items = new Items();
			call.items().subscribe(items);
			this.network.broker().close();
			assertBroken(items.ended);
			assertBroken(call.ended());
			for (JoltCall each : this.accepted) {
				assertBroken(each.ended());
			}
		}
	}

	private static void assertBroken(CompletableFuture<Void> ended) throws Exception {
		try {
			ended.get(60, TimeUnit.SECONDS);
			throw new AssertionError("it was to break");
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(JoltCallBrokenException.class);
		}
	}

	@Test
	void thousandsOfCallsRunSideBySide() throws Exception {
		int count = 5000;
		try (JoltClient callee = client(false); JoltClient caller = client(false)) {
			callee.respond(SubscriptionOptions.forTopic("stream").queueCapacity(count).build(), (delivery) -> {
				JoltCall call = delivery.accept(CallOptions.DEFAULT);
				this.accepted.add(call);
			}).ready().join();
			List<CompletableFuture<JoltCall>> openings = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				openings.add(caller.call(JoltMessage.of("stream", "" + i), CallOptions.DEFAULT));
			}
			List<Items> all = new ArrayList<>();
			for (CompletableFuture<JoltCall> opening : openings) {
				Items items = new Items();
				opening.get(60, TimeUnit.SECONDS).items().subscribe(items);
				all.add(items);
			}
			assertThat(caller.status().exchanges().openCalls()).isEqualTo(count);
			for (JoltCall call : this.accepted) {
				sendAll(call);
			}
			for (Items items : all) {
				items.ended.get(60, TimeUnit.SECONDS);
				assertThat(items.data).isEqualTo(ITEMS);
			}
		}
	}

	private static final class Items implements Flow.Subscriber<JoltMessage> {

		final List<String> data = new CopyOnWriteArrayList<>();

		final CompletableFuture<Void> ended = new CompletableFuture<>();

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(JoltMessage item) {
			this.data.add(item.data());
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
