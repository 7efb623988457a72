package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.JoltSubscription;
import io.jolt.client.testing.ManualTime;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import io.jolt.client.testing.ScriptedRequest;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A conversation of one client with a scripted broker on a clock that stands still, and
 * beside it a plain list of the requests that were sent and not answered. Every answer
 * says whose it is: an error names the request, and an ok can only complete the request
 * at the list's head.
 */
final class AnswerModel implements AutoCloseable {

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private final Random random;

	private final ManualTime time = new ManualTime();

	private final ScriptedBroker broker = ScriptedBroker.start();

	private final DefaultJoltClient client;

	private final ScriptedConnection connection;

	// the model: what was sent and has not had its answer, in the order of the wire
	private final List<Sent> pending = new ArrayList<>();

	private final List<JoltSubscription> subscriptions = new ArrayList<>();

	// how many messages were received, and were sent to a topic that is subscribed
	private final AtomicInteger received = new AtomicInteger();

	private int delivered;

	private int number;

	AnswerModel(Random random) {
		this.random = random;
		// this clock moves faster than a thread that writes
		this.client = ClientTestSupport.client(this.broker, this.time.environment(random),
				(builder) -> builder.pingInterval(Duration.ZERO)
					.requestTimeout(REQUEST_TIMEOUT)
					.writeTimeout(Duration.ofDays(1)));
		this.client.start();
		this.connection = ClientTestSupport.acceptHello(this.broker);
		JoltSubscription subscription = this.client.subscribe("deliveries",
				(message) -> this.received.incrementAndGet());
		this.connection.expectOp("sub");
		this.connection.send(ClientTestSupport.OK);
		subscription.ready().join();
		ClientTestSupport.soon().until(() -> this.client.state() == ConnectionState.OPEN);
	}

	void step() {
		switch (this.random.nextInt(16)) {
			case 0, 1, 2, 3 -> sent("pub", this.client.publish("t" + this.number, "x"));
			case 4, 5 -> sent("ping", this.client.ping());
			case 6 -> subscribe();
			case 7 -> unsubscribe();
			case 8 -> deliver();
			case 9 -> cancel();
			case 10 -> advance(Duration.ofSeconds(this.random.nextInt(6)));
			case 11 -> answerSeveral();
			default -> answer();
		}
	}

	private void sent(String op, CompletableFuture<?> future) {
		ScriptedRequest request = this.connection.expectOp(op);
		this.pending.add(new Sent(this.number++, request, future, this.time.nanoTime()));
	}

	private void subscribe() {
		// a topic of its own each time: no subscription shares another's request
		JoltSubscription subscription = this.client.subscribe("s" + this.number, (message) -> {
		});
		this.subscriptions.add(subscription);
		sent("sub", subscription.ready());
	}

	private void unsubscribe() {
		// one that is still unanswered would end its own future
		this.subscriptions.stream()
			.filter((subscription) -> subscription.isActive() && subscription.ready().isDone())
			.findAny()
			.ifPresent((subscription) -> sent("unsub", subscription.unsubscribe()));
	}

	private void deliver() {
		this.connection.send("{\"topic\":\"deliveries\",\"data\":\"d\"}");
		this.delivered++;
	}

	private void cancel() {
		if (!this.pending.isEmpty()) {
			Sent sent = this.pending.get(this.random.nextInt(this.pending.size()));
			sent.future().cancel(false);
		}
	}

	private void advance(Duration duration) {
		this.time.advance(duration);
		for (Sent sent : this.pending) {
			boolean late = this.time.nanoTime() - sent.atNanos() >= REQUEST_TIMEOUT.toNanos();
			if (late && sent.hasTimeout()) {
				soon(sent.future());
				if (!sent.future().isCancelled()) {
					assertThat(ClientTestSupport.failure(sent.future())).isInstanceOf(JoltOutcomeUnknownException.class)
						.hasMessageContaining("request time-out");
				}
			}
		}
		expectOthersUntouched();
	}

	private void answer() {
		if (this.pending.isEmpty()) {
			return;
		}
		boolean ok = this.pending.get(0).mustSucceed() || this.random.nextBoolean();
		this.connection.send(line(this.pending.get(0), ok));
		expectAnswered(this.pending.remove(0), ok);
		expectOthersUntouched();
	}

	// in one write, with deliveries between
	private void answerSeveral() {
		int count = Math.min(this.pending.size(), 1 + this.random.nextInt(4));
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			lines.add(line(this.pending.get(i), this.pending.get(i).mustSucceed()));
			lines.add("{\"topic\":\"deliveries\",\"data\":\"d\"}");
			this.delivered++;
		}
		if (!lines.isEmpty()) {
			this.connection.sendTogether(lines.toArray(String[]::new));
		}
		for (int i = 0; i < count; i++) {
			Sent sent = this.pending.remove(0);
			expectAnswered(sent, sent.mustSucceed());
		}
		expectOthersUntouched();
	}

	private static String line(Sent sent, boolean ok) {
		return ok ? ClientTestSupport.OK : "{\"ok\":false,\"error\":\"answer_" + sent.number() + "\"}";
	}

	private static void expectAnswered(Sent sent, boolean ok) {
		soon(sent.future());
		if (sent.future().isCancelled()) {
			return;
		}
		if (!sent.future().isCompletedExceptionally()) {
			assertThat(ok || sent.request().op().equals("unsub")).as("request %s", sent).isTrue();
			return;
		}
		Throwable failure = ClientTestSupport.failure(sent.future());
		if (failure instanceof JoltRejectedException rejected) {
			assertThat(ok).as("request %s was accepted but failed with %s", sent, rejected).isFalse();
			assertThat(rejected.code()).isEqualTo("answer_" + sent.number());
		}
		else if (failure instanceof JoltOutcomeUnknownException) {
			// it had timed out
			assertThat(sent.hasTimeout()).isTrue();
		}
		else {
			assertThat(failure).isInstanceOf(JoltException.class).hasMessageContaining("answer_" + sent.number());
		}
	}

	// no answer has gone to a request whose turn it is not
	private void expectOthersUntouched() {
		for (Sent sent : this.pending) {
			if (sent.future().isDone() && !sent.future().isCancelled()) {
				assertThat(sent.hasTimeout() && sent.future().isCompletedExceptionally()).as("request %s", sent)
					.isTrue();
				assertThat(ClientTestSupport.failure(sent.future())).isInstanceOf(JoltOutcomeUnknownException.class);
			}
		}
	}

	/**
	 * Answers all, or cuts the connection under what is left.
	 */
	void end() {
		boolean cut = this.random.nextBoolean();
		while (!cut && !this.pending.isEmpty()) {
			answer();
		}
		ClientTestSupport.soon().untilAsserted(() -> assertThat(this.received).hasValue(this.delivered));
		this.connection.close();
		for (Sent sent : this.pending) {
			if (sent.hasTimeout()) {
				soon(sent.future());
				assertThat(sent.future().isCancelled()
						|| ClientTestSupport.failure(sent.future()) instanceof JoltOutcomeUnknownException)
					.isTrue();
			}
		}
		ClientTestSupport.soon().until(() -> this.client.outbox().unanswered() == 0);
		ClientTestSupport.soon().until(() -> this.client.state() == ConnectionState.BACKING_OFF);
	}

	private static void soon(CompletableFuture<?> future) {
		try {
			@Nullable Object ignored = future.copy().handle((value, failure) -> "done").get(10, TimeUnit.SECONDS);
			assertThat(ignored).isNotNull();
		}
		catch (Exception ex) {
			throw new AssertionError("It has not completed", ex);
		}
	}

	@Override
	public void close() {
		this.client.close();
		this.broker.close();
	}

	private record Sent(int number, ScriptedRequest request, CompletableFuture<?> future, long atNanos) {

		boolean hasTimeout() {
			return this.request.op().equals("pub") || this.request.op().equals("ping");
		}

		// a ping that is refused is no answer to a ping; what was refused to be
		// unsubscribed is not told apart
		boolean mustSucceed() {
			return !this.request.op().equals("pub") && !this.request.op().equals("sub");
		}

	}

}
