package io.jolt.client.spi.exchange;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import io.jolt.client.CallOptions;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.PublishOptions;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Requests}: each ends in exactly one of its outcomes.
 */
@SuppressWarnings("FutureReturnValueIgnored")
class RequestsTests {

	private static final JoltMessage QUESTION = JoltMessage.of("quotes", "how much?");

	private static final PublishOptions IN_TWO_SECONDS = PublishOptions.DEFAULT.withTimeout(Duration.ofSeconds(2));

	private final ExchangeBroker broker = new ExchangeBroker();

	private final ExchangeBroker.Client asking = this.broker.client();

	private final ExchangeBroker.Client answering = this.broker.client();

	@AfterEach
	void close() {
		this.broker.close();
	}

	private void answer(JoltReply reply) {
		this.answering.subscribe("quotes", (request) -> this.answering.exchanges.reply(request, reply));
	}

	private CompletableFuture<JoltReply> ask() {
		return this.asking.exchanges.request(QUESTION, PublishOptions.DEFAULT);
	}

	private void assertNothingWaits() {
		assertThat(this.asking.exchanges.status().waitingRequests()).isZero();
	}

	@Test
	void theReplyCompletesTheRequestWhateverItsStatus() {
		answer(JoltReply.of("sold out", "none left", Map.of("shelf", "7")));
		assertThat(ask()).succeedsWithin(Duration.ofSeconds(5)).satisfies((reply) -> {
			assertThat(reply.status()).isEqualTo("sold out");
			assertThat(reply.isOk()).isFalse();
			assertThat(reply.data()).isEqualTo("none left");
			assertThat(reply.message().headers()).containsEntry("shelf", "7");
		});
		assertNothingWaits();
	}

	@Test
	void theRequestCarriesWhatTheOtherSideNeeds() {
		answer(JoltReply.of("42"));
		assertThat(ask()).succeedsWithin(Duration.ofSeconds(5));
		assertThat(this.broker.published.get(0).headers()).containsOnlyKeys(JoltMessageHeaders.REPLY_TO,
				JoltMessageHeaders.CORRELATION_ID);
		assertThat(this.broker.published.get(1).headers()).containsEntry(JoltMessageHeaders.STATUS, "ok")
			.containsEntry(JoltMessageHeaders.CORRELATION_ID,
					this.broker.published.get(0).headers().get(JoltMessageHeaders.CORRELATION_ID));
	}

	@Test
	void anErrorOfTheOtherSideHasItsCodeAndText() {
		answer(JoltReply.error("out_of_stock", "none left"));
		assertFails(ask(), JoltReplyErrorException.class).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo("out_of_stock");
			assertThat(ex.text()).isEqualTo("none left");
		});
	}

	@Test
	void ifNobodyIsSubscribedItFailsAtOnce() {
		assertFails(ask(), JoltNoResponderException.class);
		assertNothingWaits();
	}

	@Test
	void withoutAReplyItFailsAtItsTimeLimit() {
		this.broker.subscribe("quotes", (request) -> {
		});
		CompletableFuture<JoltReply> reply = this.asking.exchanges.request(QUESTION, IN_TWO_SECONDS);
		await().until(() -> isPublished(reply));
		this.broker.time.advance(Duration.ofMillis(1999));
		assertThat(reply).isNotDone();
		this.broker.time.advance(Duration.ofMillis(1));
		assertFails(reply, JoltReplyTimeoutException.class);
		assertNothingWaits();
	}

	private static boolean isPublished(CompletableFuture<JoltReply> request) {
		return ((WaitingRequest) request).isPublished();
	}

	@Test
	void withoutALimitOfItsOwnItHasTheClients() {
		this.broker.subscribe("quotes", (request) -> {
		});
		CompletableFuture<JoltReply> reply = ask();
		await().until(() -> isPublished(reply));
		this.broker.time.advance(ExchangeOptions.DEFAULT.replyTimeout());
		assertFails(reply, JoltReplyTimeoutException.class);
	}

	@Test
	void aMessageThatCannotBeReadIsNotSentAndKeepsNoPlace() {
		JoltMessage unreadable = new JoltMessage() {

			@Override
			public String topic() {
				return "orders";
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
		assertFails(this.asking.exchanges.request(unreadable, PublishOptions.DEFAULT), JoltNotSentException.class);
		assertThat(this.asking.exchanges.status().waitingRequests()).isZero();
	}

	@Test
	void aRequestThatCannotBeSentFailsLikeAPublish() {
		this.asking.connected = false;
		assertFails(ask(), JoltNotSentException.class);
		assertNothingWaits();
	}

	@Test
	void whenTheConnectionEndsItsOutcomeIsUnknownAtOnce() {
		this.broker.subscribe("quotes", (request) -> {
		});
		CompletableFuture<JoltReply> reply = ask();
		await().until(() -> isPublished(reply));
		this.asking.cut();
		assertFails(reply, JoltOutcomeUnknownException.class);
		assertNothingWaits();
	}

	@Test
	void aRequestOnALaterConnectionSurvivesTheEndOfAnEarlierOne() {
		answer(JoltReply.of("42"));
		assertThat(ask()).succeedsWithin(Duration.ofSeconds(5));
		Inbox first = new Inbox("_jolt.inbox.other");
		this.broker.subscribe("slow", (request) -> {
		});
		CompletableFuture<JoltReply> reply = this.asking.exchanges.request(JoltMessage.of("slow", ""),
				PublishOptions.DEFAULT);
		this.asking.exchanges.ended(first, new JoltException("gone"));
		await().until(() -> isPublished(reply));
		assertThat(reply).isNotDone();
	}

	@Test
	void aCancelledRequestNoLongerWaitsAndItsReplyIsCounted() {
		List<JoltMessage> requests = new CopyOnWriteArrayList<>();
		this.answering.subscribe("quotes", requests::add);
		CompletableFuture<JoltReply> reply = ask();
		await().until(() -> !requests.isEmpty());
		reply.cancel(true);
		assertNothingWaits();
		this.answering.exchanges.reply(requests.get(0), JoltReply.of("too late"));
		await().until(() -> this.asking.exchanges.status().unclaimedReplies() == 1);
	}

	@Test
	void theFirstOfSeveralRepliesCountsAndTheOthersAreCounted() {
		answer(JoltReply.of("first"));
		answer(JoltReply.of("second"));
		assertThat(ask()).succeedsWithin(Duration.ofSeconds(5));
		await().until(() -> this.asking.exchanges.status().unclaimedReplies() == 1);
	}

	@Test
	void aReplyWithAnInvalidStatusIsAnError() {
		this.broker.subscribe("quotes",
				(request) -> this.broker.publish(JoltMessage.builder(header(request, JoltMessageHeaders.REPLY_TO))
					.header(JoltMessageHeaders.CORRELATION_ID, header(request, JoltMessageHeaders.CORRELATION_ID))
					.header(JoltMessageHeaders.STATUS, "x".repeat(65))
					.build()));
		assertFails(ask(), JoltReplyErrorException.class);
	}

	@Test
	void atTheLimitTheNextRequestIsNotSent() {
		ExchangeOptions two = new ExchangeOptions(Duration.ofSeconds(10), 2, 2, CallOptions.DEFAULT_WINDOW,
				Duration.ofSeconds(15), Duration.ofSeconds(45));
		ExchangeBroker.Client client = this.broker.client(two);
		this.broker.subscribe("quotes", (request) -> {
		});
		CompletableFuture<JoltReply> first = client.exchanges.request(QUESTION, PublishOptions.DEFAULT);
		client.exchanges.request(QUESTION, PublishOptions.DEFAULT);
		int published = this.broker.published.size();
		assertFails(client.exchanges.request(QUESTION, PublishOptions.DEFAULT), JoltNotSentException.class);
		assertThat(this.broker.published).hasSize(published);
		first.cancel(false);
		assertThat(client.exchanges.request(QUESTION, PublishOptions.DEFAULT)).isNotDone();
	}

	@Test
	void anAnswerNeedsSomewhereToGo() {
		assertFails(this.answering.exchanges.reply(QUESTION, JoltReply.of("42")), IllegalStateException.class);
	}

	@Test
	void statusAndCodeAreChecked() {
		for (String invalid : List.of("", "a\nb", "x".repeat(65))) {
			assertThatIllegalArgumentException().isThrownBy(() -> JoltReply.of(invalid, "", Map.of()));
			assertThatIllegalArgumentException().isThrownBy(() -> JoltReply.error(invalid, ""));
		}
	}

	@Test
	void closingTheClientEndsWhatWaits() {
		this.broker.subscribe("quotes", (request) -> {
		});
		CompletableFuture<JoltReply> reply = ask();
		this.asking.exchanges.close();
		assertFails(reply, JoltOutcomeUnknownException.class);
	}

	static String header(JoltMessage message, String name) {
		return Objects.requireNonNull(message.headers().get(name));
	}

	static <T extends Throwable> ThrowableAssertAlternative<T> assertFails(CompletableFuture<?> future, Class<T> type) {
		Throwable[] failure = new Throwable[1];
		await().until(future::isDone);
		future.whenComplete((value, ex) -> failure[0] = ex).exceptionally((ex) -> null);
		return assertThatExceptionOfType(type).isThrownBy(() -> {
			throw (failure[0] instanceof CompletionException wrapped) ? wrapped.getCause() : failure[0];
		});
	}

}
