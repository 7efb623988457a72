package io.jolt.boot.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.service.ImportJoltServices;
import io.jolt.spring.service.JoltExchange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A test that plays what the application asks, and who asks the application.
 */
@SpringBootTest(classes = JoltResponderStubTests.Application.class)
@EmbeddedJolt
@Timeout(60)
class JoltResponderStubTests {

	private static final Order CUP = new Order("cup");

	@Autowired
	private Shop shop;

	@Autowired
	private JoltTemplate template;

	@Test
	void aRequestIsAnsweredAndRemembered(JoltResponderStub responder, JoltMessageCaptor captor) {
		responder.on("quotes").reply(new Quote("12.50"));
		assertThat(this.shop.quote(CUP)).isEqualTo(new Quote("12.50"));
		assertThat(responder.on("quotes").requests(Order.class)).containsExactly(CUP);
		assertThat(captor).hasMessagesExactly("quotes", CUP);
	}

	@Test
	void whatWasSetLastApplies(JoltResponderStub responder) {
		JoltStubbedTopic quotes = responder.on("quotes").reply(new Quote("1"));
		assertThat(this.shop.quote(CUP)).isEqualTo(new Quote("1"));
		quotes.reply(new Quote("2"));
		assertThat(this.shop.quote(CUP)).isEqualTo(new Quote("2"));
		assertThat(quotes.requests()).hasSize(2).extracting(JoltMessage::topic).containsOnly("quotes");
	}

	@Test
	void aReplyMayHaveAStatus(JoltResponderStub responder) {
		responder.on("quotes").reply("sold_out", "none left");
		JoltReply reply = this.template.message("quotes").request(CUP).reply();
		assertThat(reply.status()).isEqualTo("sold_out");
		assertThat(reply.data()).isEqualTo("none left");
	}

	@Test
	void aReplyMayDependOnTheRequest(JoltResponderStub responder) {
		responder.on("quotes").replyWith(Order.class, (order) -> {
			if (order.item().equals("lamp")) {
				throw new JoltReplyException("unknown_item", "no lamps");
			}
			return new Quote("for " + order.item());
		});
		assertThat(this.shop.quote(CUP)).isEqualTo(new Quote("for cup"));
		assertThatExceptionOfType(JoltReplyErrorException.class).isThrownBy(() -> this.shop.quote(new Order("lamp")))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("unknown_item"));
	}

	@Test
	void aRequestMayFail(JoltResponderStub responder) {
		responder.on("quotes").error("sold_out", "no cups");
		assertThatExceptionOfType(JoltReplyErrorException.class).isThrownBy(() -> this.shop.quote(CUP))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("sold_out"))
			.satisfies((ex) -> assertThat(ex.text()).isEqualTo("no cups"));
		responder.on("prices").error("no_prices", "");
		assertThatExceptionOfType(JoltReplyErrorException.class).isThrownBy(() -> list(this.shop.prices("cup")))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo("no_prices"));
	}

	@Test
	void aRequestMayStayUnanswered(JoltResponderStub responder) {
		JoltStubbedTopic quotes = responder.on("quotes").reply(new Quote("1")).noReply();
		CompletableFuture<?> quote = this.template.message("quotes")
			.timeout(Duration.ofSeconds(1))
			.request(CUP)
			.asAsync(Quote.class);
		assertThat(quotes.await(Order.class, 1)).containsExactly(CUP);
		assertThat(quote).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withCauseInstanceOf(JoltReplyTimeoutException.class);
	}

	@Test
	void aCallIsAnsweredWithAStream(JoltResponderStub responder) {
		Object[] prices = IntStream.rangeClosed(1, 500).mapToObj((number) -> new Quote("" + number)).toArray();
		responder.on("prices").stream(prices);
		assertThat(list(this.shop.prices("cup"))).hasSize(500).startsWith(new Quote("1")).endsWith(new Quote("500"));
		assertThat(responder.on("prices").requests(String.class)).containsExactly("cup");
		assertThat(this.template.message("prices").request("cup").replyAsync()).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withCauseInstanceOf(JoltReplyErrorException.class);
	}

	@Test
	void whatACallerSendsIsRemembered(JoltResponderStub responder) throws Exception {
		JoltStubbedTopic prices = responder.on("prices").stream();
		SubmissionPublisher<Order> orders = new SubmissionPublisher<>();
		CompletableFuture<List<Quote>> answer = collect(this.template.requestChannel("prices", orders, Quote.class));
		orders.submit(CUP);
		orders.submit(new Order("pen"));
		orders.close();
		assertThat(answer.get(20, TimeUnit.SECONDS)).isEmpty();
		assertThat(prices.await(Order.class, 2)).containsExactly(CUP, new Order("pen"));
	}

	@Test
	void plainMessagesAreRememberedToo(JoltResponderStub responder) {
		JoltStubbedTopic created = responder.on("created").reply("nobody asked");
		this.shop.created(CUP);
		assertThat(created.await(Order.class, 1)).containsExactly(CUP);
	}

	@RepeatedTest(2)
	void whatATestSetsUpEndsWithItAndTheCaptorHidesNoAbsence(JoltResponderStub responder, JoltMessageCaptor captor) {
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> this.shop.quote(CUP));
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> list(this.shop.prices("cup")));
		assertThat(captor).hasMessage("quotes", CUP);
		responder.on("quotes").reply(new Quote("12.50"));
		assertThat(this.shop.quote(CUP)).isEqualTo(new Quote("12.50"));
	}

	@Test
	void itCanBeReset(JoltResponderStub responder) {
		responder.on("quotes").reply(new Quote("12.50"));
		responder.reset();
		assertThatExceptionOfType(JoltNoResponderException.class).isThrownBy(() -> this.shop.quote(CUP));
		assertThat(responder.on("quotes").requests()).isEmpty();
	}

	@Test
	void whatCannotBeAnAnswerIsRefusedWhereItIsSet(JoltResponderStub responder) {
		JoltStubbedTopic quotes = responder.on("quotes");
		assertThatIllegalArgumentException().isThrownBy(() -> quotes.error("", "text"));
		assertThatIllegalArgumentException().isThrownBy(() -> quotes.reply("", "text"));
		assertThatExceptionOfType(MessageConversionException.class).isThrownBy(() -> quotes.reply(new Object() {

			@Override
			public String toString() {
				return "no bean";
			}

			@JsonProperty("self")
			Object self() {
				throw new IllegalStateException("unreadable");
			}

		}));
	}

	@Test
	void whatIsMissingIsSaid(JoltResponderStub responder) {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> responder.on("quotes").await(1, Duration.ofMillis(10)))
			.withMessageContaining("'quotes'");
	}

	@Test
	void theApplicationsRepliesAreSeenByAskingIt(JoltMessageCaptor captor) {
		assertThat(this.template.convertSendAndReceive("stock", CUP, Quote.class)).isEqualTo(new Quote("7 of cup"));
		assertThatException().isThrownBy(() -> this.template.convertSendAndReceive("stock", new Order(""), Quote.class))
			.havingCause()
			.isInstanceOfSatisfying(JoltReplyErrorException.class,
					(ex) -> assertThat(ex.code()).isEqualTo("unknown_item"));
		assertThat(captor).hasMessages("stock", 2).hasNoMessages("stock.answers");
		this.template.convertAndSend("stock", CUP);
		assertThat(captor).hasMessage("stock.answers", new Quote("7 of cup"));
	}

	private static <T> List<T> list(Flow.Publisher<T> items) {
		try {
			return collect(items).get(20, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof JoltException failure) ? failure : new IllegalStateException(ex);
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> CompletableFuture<List<T>> collect(Flow.Publisher<T> items) {
		CompletableFuture<List<T>> all = new CompletableFuture<>();
		List<T> collected = new ArrayList<>();
		items.subscribe(new Flow.Subscriber<T>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscription.request(Long.MAX_VALUE);
			}

			@Override
			public void onNext(T item) {
				collected.add(item);
			}

			@Override
			public void onError(Throwable failure) {
				all.completeExceptionally(failure);
			}

			@Override
			public void onComplete() {
				all.complete(collected);
			}

		});
		return all;
	}

	@Nested
	@EmbeddedJolt(users = @EmbeddedJolt.User(name = "shop", password = "s3cret"))
	class OnABrokerWithUsers {

		@Test
		void itAnswersToo(JoltResponderStub responder, @Autowired Shop securedShop) {
			responder.on("quotes").reply(new Quote("12.50"));
			responder.on("prices").stream(new Quote("1"), new Quote("2"));
			assertThat(securedShop.quote(CUP)).isEqualTo(new Quote("12.50"));
			assertThat(list(securedShop.prices("cup"))).hasSize(2);
		}

	}

	record Order(String item) {
	}

	record Quote(String price) {
	}

	interface Shop {

		@JoltExchange("quotes")
		Quote quote(Order order);

		@JoltExchange("prices")
		Flow.Publisher<Quote> prices(String item);

		@JoltExchange("created")
		void created(Order order);

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@ImportJoltServices(Shop.class)
	@Import(Stock.class)
	static class Application {

	}

	static class Stock {

		@JoltListener(topics = "stock")
		@SendTo("stock.answers")
		Quote stock(Order order) {
			if (order.item().isEmpty()) {
				throw new JoltReplyException("unknown_item", "");
			}
			return new Quote("7 of " + order.item());
		}

	}

}
