package io.jolt.client.spi.exchange;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls that several listeners accept: the first counts, and whatever the others send
 * meanwhile changes nothing.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class SeveralAcceptorsTests {

	private static final JoltMessage FIRST = JoltMessage.of("orders", "first");

	private static final Duration LONG = Duration.ofSeconds(20);

	private final ExchangeBroker broker = new ExchangeBroker();

	private final ExchangeBroker.Client caller = this.broker.client();

	private final ExchangeBroker.Client lucky = this.broker.client();

	private final List<JoltMessage> opens = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.broker.close();
	}

	// opened with items to follow, and accepted by the lucky one
	private JoltCall open() {
		this.broker.subscribe("orders", this.opens::add);
		CompletableFuture<JoltCall> opening = this.caller.exchanges.call(FIRST, CallOptions.DEFAULT.withMore(true));
		await().until(() -> !this.opens.isEmpty());
		return opening.orTimeout(20, TimeUnit.SECONDS).join();
	}

	private void luckyAccepts(Consumer<JoltCall> handler) {
		this.lucky.subscribe("orders",
				(open) -> handler.accept(this.lucky.exchanges.accept(open, CallOptions.DEFAULT)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "items", "no items", "an error", "credit" })
	void whatALaterOneSendsBeforeItKnowsChangesNothing(String sent) {
		CompletableFuture<JoltCall> accepted = new CompletableFuture<>();
		Collecting received = Collecting.all();
		luckyAccepts((call) -> {
			call.items().subscribe(received);
			accepted.complete(call);
		});
		JoltCall call = open();
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		ExchangeBroker.Client other = this.broker.client();
		JoltCall late = other.exchanges.accept(this.opens.get(0), CallOptions.DEFAULT);
		switch (sent) {
			case "items" -> {
				late.send("not mine");
				late.send("not mine either");
			}
			case "no items" -> late.end();
			case "an error" -> late.fail("no", "not mine");
			default -> late.items().subscribe(Collecting.all());
		}
		assertThat(late.ended()).failsWithin(LONG);
		accepted.join().send("mine");
		call.send("one");
		accepted.join().end();
		call.end();
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).containsExactly("mine");
		assertThat(received.ended).succeedsWithin(LONG);
		assertThat(received.items).containsExactly("first", "one");
		assertThat(call.ended()).succeedsWithin(LONG);
	}

	@Test
	void anErrorOfOneThatNeverAcceptedChangesNothing() {
		CompletableFuture<JoltCall> accepted = new CompletableFuture<>();
		luckyAccepts(accepted::complete);
		JoltCall call = open();
		ExchangeBroker.Client other = this.broker.client();
		assertThat(other.exchanges.reply(this.opens.get(0), JoltReply.error("no", ""))).succeedsWithin(LONG);
		endProperly(call, accepted.join());
	}

	@Test
	void ofTwoListenersOfOneClientTheLaterOneIsCancelled() {
		CompletableFuture<JoltCall> accepted = new CompletableFuture<>();
		luckyAccepts(accepted::complete);
		JoltCall call = open();
		JoltCall late = this.lucky.exchanges.accept(this.opens.get(0), CallOptions.DEFAULT);
		RequestsTests.assertFails(late.ended(), CancellationException.class);
		RequestsTests.assertFails(this.lucky.exchanges.reply(this.opens.get(0), JoltReply.error("no", "")),
				CancellationException.class);
		RequestsTests.assertFails(this.lucky.exchanges.reply(this.opens.get(0), JoltReply.of("late")),
				CancellationException.class);
		endProperly(call, accepted.join());
	}

	@Test
	void aClientThatIsTooLateForItsOwnCallDoesNotHarmIt() {
		CompletableFuture<JoltCall> accepted = new CompletableFuture<>();
		luckyAccepts(accepted::complete);
		JoltCall call = open();
		JoltCall late = this.caller.exchanges.accept(this.opens.get(0), CallOptions.DEFAULT);
		late.send("not mine");
		RequestsTests.assertFails(late.ended(), CancellationException.class);
		endProperly(call, accepted.join());
	}

	private static void endProperly(JoltCall call, JoltCall accepted) {
		Collecting items = Collecting.all();
		call.items().subscribe(items);
		accepted.items().subscribe(Collecting.all());
		accepted.send("mine");
		accepted.end();
		call.end();
		assertThat(items.ended).succeedsWithin(LONG);
		assertThat(items.items).containsExactly("mine");
		assertThat(call.ended()).succeedsWithin(LONG);
		assertThat(accepted.ended()).succeedsWithin(LONG);
	}

}
