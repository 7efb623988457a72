package io.jolt.spring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNoResponderException;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.JoltPayloadException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltReplyErrorException;
import io.jolt.client.JoltReplyException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltReplyStatusException;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.core.ReplySender;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.util.backoff.FixedBackOff;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Requests and replies from end to end: two applications and a broker between them.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // other futures tell what fails
class RequestReplyTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	private final LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();

	private final BlockingQueue<Object> deadLetters = new LinkedBlockingQueue<>();

	private TestApplication answering;

	private TestApplication asking;

	private final Answering listener = new Answering();

	@BeforeEach
	void start() {
		this.broker.start();
		this.validator.afterPropertiesSet();
		this.answering = TestApplication.with(this.broker).factory((factory) -> {
			factory.setValidator(this.validator);
			factory.getContainerProperties()
				.setErrorHandler(new DefaultJoltErrorHandler(
						new DeadLetterPublishingRecoverer(new JoltTemplate(factory.getClient())),
						new FixedBackOff(1, 1)));
		});
		this.answering.listener(this.listener);
		this.answering.listener(new Typed());
		this.answering.listener(new WithExceptionHandlers());
		this.answering.start();
		this.asking = TestApplication.with(this.broker).start();
		client(this.asking).subscribe("failing.dlt", (message) -> this.deadLetters.add(message)).ready().join();
	}

	@AfterEach
	void nothingIsLeft() {
		this.asking.close();
		this.answering.close();
		if (this.broker.isRunning()) {
			await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
			assertThat(this.broker.subscriptions()).isZero();
		}
		this.broker.close();
		this.validator.close();
	}

	private JoltTemplate template() {
		return this.asking.template();
	}

	private static JoltClient client(TestApplication application) {
		return application.context.getBean(JoltClient.class);
	}

	@Test
	void whatAListenerReturnsIsTheReply() throws Exception {
		Order order = new Order("A-1", 2);
		Quote expected = new Quote("A-1", 20);
		assertThat(template().convertSendAndReceive("quotes", order, Quote.class)).isEqualTo(expected);
		assertThat(template().convertSendAndReceive("quotes", order, Map.of("tenant", "acme"), Quote.class))
			.isEqualTo(expected);
		assertThat(template().convertSendAndReceive("quotes", Map.of("id", "A-1", "amount", 2), Quote.class))
			.isEqualTo(expected);
		assertThat(template().requestAsync("quotes", order, Quote.class).get()).isEqualTo(expected);
		assertThat(template().message("quotes").request(order).as(Quote.class)).isEqualTo(expected);
		assertThat(template().message("quotes").request(order).asAsync(Quote.class).get()).isEqualTo(expected);
	}

	@Test
	void aRequestWithoutATopicGoesToTheDefaultTopicOrTheMessagesOwn() {
		template().setDefaultTopic("quotes");
		Order order = new Order("A-1", 2);
		Quote expected = new Quote("A-1", 20);
		assertThat(template().convertSendAndReceive(order, Quote.class)).isEqualTo(expected);
		assertThat(template().convertSendAndReceive(order, Map.of("tenant", "acme"), Quote.class)).isEqualTo(expected);
		assertThat(template().convertSendAndReceive((Object) "x", Map.of(JoltHeaders.TOPIC, "echo"), String.class))
			.isEqualTo("x");
		Message<?> reply = template()
			.sendAndReceive(MessageBuilder.withPayload("x").setHeader(JoltHeaders.TOPIC, "echo").build());
		assertThat(reply.getPayload()).isEqualTo("x");
		assertThat(reply.getHeaders()).containsEntry(JoltHeaders.STATUS, JoltReply.OK);
	}

	@Test
	void aPostProcessorChangesTheRequest() {
		assertThat(template().convertSendAndReceive("header", "x", String.class,
				(message) -> MessageBuilder.fromMessage(message).setHeader("tenant", "acme").build()))
			.isEqualTo("acme");
	}

	@Test
	void aReplyMayHaveATypeWithGenerics() throws Exception {
		ParameterizedTypeReference<List<Quote>> quotes = new ParameterizedTypeReference<>() {
		};
		List<Quote> expected = List.of(new Quote("A-1", 1), new Quote("A-1", 2));
		assertThat(template().convertSendAndReceive("list", "A-1", quotes)).isEqualTo(expected);
		assertThat(template().requestAsync("list", "A-1", quotes).get()).isEqualTo(expected);
		assertThat(template().message("list").request("A-1").as(quotes)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "future", "mono", "sendTo", "later" })
	void aReplyMayComeLaterAndGoesBeforeSendTo(String topic) {
		assertThat(template().convertSendAndReceive(topic, "x", String.class)).isEqualTo("x!");
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "emptyMono" })
	void noValueIsAnEmptyReply(String topic) {
		assertThat(template().convertSendAndReceive(topic, "x", Quote.class)).isNull();
		assertThat(template().convertSendAndReceive(topic, "x", Void.class)).isNull();
		assertThat(template().convertSendAndReceive(topic, "x", String.class)).isEmpty();
	}

	@Test
	void aMessageSetsTheStatusAndHeadersOfTheReply() {
		JoltReply reply = template().message("status").request("x").reply();
		assertThat(reply.status()).isEqualTo("accepted");
		assertThat(reply.data()).isEqualTo("x");
		assertThat(reply.message().headers()).containsEntry("warehouse", "3");
	}

	@Test
	void anotherStatusThanTheWantedOneIsAFailureThatHasTheReply() {
		assertThat(template().message("status").request("x").status("accepted", "ok").as(String.class)).isEqualTo("x");
		assertThatExceptionOfType(MessageHandlingException.class)
			.isThrownBy(() -> template().message("status").request("x").status("ok").as(String.class))
			.havingCause()
			.isInstanceOfSatisfying(JoltReplyStatusException.class, (ex) -> {
				assertThat(ex.status()).isEqualTo("accepted");
				assertThat(ex.reply().data()).isEqualTo("x");
			});
		assertThat(failure(template().message("status").request("x").status("ok").asAsync(String.class)))
			.isInstanceOf(JoltReplyStatusException.class);
	}

	@Test
	void aFailureOnTheOtherSideHasACodeAndSaysNothingOfTheCode() {
		assertThatExceptionOfType(MessageHandlingException.class)
			.isThrownBy(() -> template().convertSendAndReceive("failing", "x", String.class))
			.havingCause()
			.isInstanceOfSatisfying(JoltReplyErrorException.class, (ex) -> {
				assertThat(ex.code()).isEqualTo(JoltReplyException.LISTENER_FAILED);
				assertThat(ex.text()).isEmpty();
			});
		// after the retry, and beside the dead letter
		assertThat(this.listener.attempts).hasSize(2);
		assertThat(take(this.deadLetters)).isNotNull();
		assertThat(failure(template().requestAsync("failing", "x", String.class)))
			.isInstanceOf(JoltReplyErrorException.class);
	}

	@Test
	void aPayloadThatCannotBeConvertedOrIsNotValidIsAnInvalidPayload() {
		assertThat(error("quotes", "{")).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo(JoltReplyException.INVALID_PAYLOAD);
			assertThat(ex.text()).doesNotContain("io.jolt", "Exception", "jackson");
		});
		assertThat(error("quotes", "{\"id\":\"A-1\",\"amount\":-1}")).satisfies((ex) -> {
			assertThat(ex.code()).isEqualTo(JoltReplyException.INVALID_PAYLOAD);
			assertThat(ex.text()).contains("amount").doesNotContain("io.jolt", "Exception", "-1");
		});
		assertThat(error("header", "x").code()).isEqualTo(JoltReplyException.INVALID_PAYLOAD);
	}

	@Test
	void anArgumentThatCannotBeConvertedIsAnInvalidPayload() {
		assertThat(failure(template().message("number").header("number", "x").request("x").replyAsync()))
			.isInstanceOfSatisfying(JoltReplyErrorException.class,
					(ex) -> assertThat(ex.code()).isEqualTo(JoltReplyException.INVALID_PAYLOAD));
	}

	@ParameterizedTest
	@ValueSource(strings = { "asking", "askingWithTheMessage", "askingForAnotherType", "converting", "unreadable" })
	void aFailureOfTheListenersOwnRequestOrConversionIsNotAboutThePayload(String topic) {
		this.listener.template = this.answering.template();
		assertThat(error(topic, "x").code()).isEqualTo(JoltReplyException.LISTENER_FAILED);
	}

	@Test
	void aTypeThatNoMethodHandlesHasNoHandler() {
		assertThat(failure(template().message("typed").type("deleted").request("x").asAsync(String.class)))
			.isInstanceOfSatisfying(JoltReplyErrorException.class,
					(ex) -> assertThat(ex.code()).isEqualTo(JoltReplyException.NO_HANDLER));
		assertThat(template().message("typed").type("created").request("x").as(String.class)).isEqualTo("created x");
	}

	@Test
	void aReplyExceptionIsTheAnswerAndNotAFailure() {
		try (LogCapture log = LogCapture.of(DefaultJoltMessageListenerContainer.class)) {
			assertThat(error("refusing", "x")).satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo("out_of_stock");
				assertThat(ex.text()).isEqualTo("Only 3 are left");
			});
			assertThat(log.messages(Level.ERROR)).isEmpty();
		}
		assertThat(this.listener.attempts).hasSize(1);
		assertThat(this.answering.registry().getListenerContainer("refusing").statistics().deadLettered()).isZero();
		assertThat(this.answering.registry().getListenerContainer("refusing").statistics().failed()).isZero();
	}

	@Test
	void anExceptionHandlersResultIsTheReplyAndWithoutOneTheRequestFails() {
		assertThat(template().convertSendAndReceive("handled", "x", String.class)).isEqualTo("sorry: x");
		assertThat(error("handledSilently", "x").code()).isEqualTo(JoltReplyException.LISTENER_FAILED);
		assertThat(error("handledByCode", "x").code()).isEqualTo("busy");
	}

	@Test
	void aReplySenderAnswersOnceFromAnyThreadWithAStatus() throws Exception {
		JoltReply reply = template().message("sender").request("x").reply();
		assertThat(reply.status()).isEqualTo("queued");
		assertThat(reply.data()).isEqualTo("x");
		ReplySender sender = (ReplySender) take(this.listener.senders);
		assertThatIllegalStateException().isThrownBy(() -> sender.send("again"));
		assertThatIllegalStateException().isThrownBy(() -> sender.error("again", ""));
		assertThat(error("senderOfErrors", "x").code()).isEqualTo("busy");
	}

	@Test
	void aReplySenderOfAMessageThatIsNoRequestSaysSo() {
		template().convertAndSend("sender", "x");
		ReplySender sender = (ReplySender) take(this.listener.senders);
		assertThat(sender.isRequest()).isFalse();
	}

	@Test
	void aPlainMessageIsAnsweredWhereSendToSays() {
		client(this.asking).subscribe("replies", (message) -> this.deadLetters.add(message.data())).ready().join();
		template().convertAndSend("sendTo", "x");
		assertThat(take(this.deadLetters)).isEqualTo("x!");
	}

	@Test
	void nobodyIsSubscribed() {
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> template().convertSendAndReceive("nobody", "x", String.class))
			.withCauseInstanceOf(JoltNoResponderException.class);
		assertThat(failure(template().requestAsync("nobody", "x", String.class)))
			.isInstanceOf(JoltNoResponderException.class);
	}

	@Test
	void nobodyRepliesInTime() {
		template().setReplyTimeout(Duration.ofSeconds(1));
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> template().convertSendAndReceive("void", "x", String.class))
			.withCauseInstanceOf(JoltReplyTimeoutException.class);
		assertThat(failure(template().message("void").timeout(Duration.ofMillis(900)).request("x").replyAsync()))
			.isInstanceOf(JoltReplyTimeoutException.class);
	}

	@Test
	void theConnectionEndsBeforeTheReply() {
		CompletableFuture<String> reply = template().requestAsync("void", "x", String.class);
		assertThat(take(this.listener.attempts)).isEqualTo("x");
		this.broker.stop();
		assertThat(failure(reply)).isInstanceOf(JoltOutcomeUnknownException.class);
	}

	@Test
	void aRequestThatCannotBeSentIsNotSent() {
		this.broker.stop();
		template().setReplyTimeout(Duration.ofMillis(100));
		assertThatExceptionOfType(MessageDeliveryException.class)
			.isThrownBy(() -> template().convertSendAndReceive("quotes", "x", String.class))
			.withCauseInstanceOf(JoltNotSentException.class);
	}

	@Test
	void whatCannotBeConvertedIsNotSentAndNotReceived() {
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> template().convertSendAndReceive("quotes", new byte[] { -1 }, String.class));
		assertThat(failure(template().requestAsync("quotes", new byte[] { -1 }, String.class)))
			.isInstanceOf(MessageConversionException.class);
		assertThatExceptionOfType(MessageConversionException.class)
			.isThrownBy(() -> template().convertSendAndReceive("echo", "{", Quote.class));
		assertThat(failure(template().requestAsync("echo", "{", Quote.class)))
			.isInstanceOf(MessageConversionException.class);
	}

	@Test
	void cancellingARequestGivesItUp() {
		CompletableFuture<String> reply = template().requestAsync("void", "x", String.class);
		await().until(() -> client(this.asking).status().exchanges().waitingRequests() == 1);
		assertThat(reply.cancel(true)).isTrue();
		assertThatThrownBy(reply::join).isInstanceOf(CancellationException.class);
		assertThat(client(this.asking).status().exchanges().waitingRequests()).isZero();
	}

	@Test
	void aReplyToSomebodyWhoHasGoneIsNoFailure() throws Exception {
		CountDownLatch goOn = this.listener.goOn;
		JoltClient other = TestApplication.with(this.broker).client.build();
		other.connect();
		CompletableFuture<JoltReply> reply = other.request(JoltMessage.of("waiting", "x"), Duration.ofSeconds(10));
		assertThat(take(this.listener.attempts)).isEqualTo("x");
		other.close();
		assertThat(failure(reply)).isInstanceOf(JoltOutcomeUnknownException.class);
		goOn.countDown();
		await().until(() -> this.answering.registry().getListenerContainer("waiting").statistics().handled() == 1);
		assertThat(template().convertSendAndReceive("echo", "x", String.class)).isEqualTo("x");
		assertThat(this.listener.attempts).isEmpty();
	}

	@Test
	void aReplyThatIsTooLongIsToldToTheAskingSide() {
		assertThat(error("tooLong", "x").code()).isEqualTo(JoltReplyException.LISTENER_FAILED);
	}

	private JoltReplyErrorException error(String topic, Object payload) {
		return (JoltReplyErrorException) failure(template().requestAsync(topic, payload, String.class));
	}

	private static Throwable failure(CompletableFuture<?> future) {
		try {
			throw new AssertionError("completed with " + future.get(20, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
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

	record Order(String id, @Positive int amount) {

	}

	record Quote(String id, int price) {

	}

	static class Answering {

		final BlockingQueue<Object> attempts = new LinkedBlockingQueue<>();

		final BlockingQueue<Object> senders = new LinkedBlockingQueue<>();

		final CountDownLatch goOn = new CountDownLatch(1);

		// any thread
		volatile JoltTemplate template;

		@JoltListener("asking")
		String asking(String payload) {
			return this.template.convertSendAndReceive("refusing", payload, String.class);
		}

		@JoltListener("askingWithTheMessage")
		String askingWithTheMessage(Message<String> message) {
			return this.template.convertSendAndReceive("refusing", message, String.class);
		}

		@JoltListener("askingForAnotherType")
		Quote askingForAnotherType(String payload) {
			return this.template.convertSendAndReceive("echo", payload, Quote.class);
		}

		@JoltListener("converting")
		Integer converting(String payload) {
			return DefaultConversionService.getSharedInstance().convert(payload, Integer.class);
		}

		@JoltListener("unreadable")
		String unreadable(String payload) {
			throw new JoltPayloadException("of another message", null);
		}

		@JoltListener("number")
		int number(@Header("number") int number) {
			return number;
		}

		@JoltListener("quotes")
		Quote quote(@Valid Order order) {
			return new Quote(order.id(), order.amount() * 10);
		}

		@JoltListener("echo")
		String echo(String payload) {
			return payload;
		}

		@JoltListener("header")
		String header(String payload, @Header("tenant") String tenant) {
			return tenant;
		}

		@JoltListener("list")
		List<Quote> list(String id) {
			return List.of(new Quote(id, 1), new Quote(id, 2));
		}

		@JoltListener("future")
		CompletableFuture<String> future(String payload) {
			return CompletableFuture.supplyAsync(() -> payload + "!");
		}

		@JoltListener("mono")
		Mono<String> mono(String payload) {
			return Mono.delay(Duration.ofMillis(1)).map((done) -> payload + "!");
		}

		@JoltListener("sendTo")
		@SendTo("replies")
		String sendTo(String payload) {
			return payload + "!";
		}

		@JoltListener("null")
		Quote nothing(String payload) {
			return null;
		}

		@JoltListener("emptyMono")
		Mono<Quote> emptyMono(String payload) {
			return Mono.empty();
		}

		@JoltListener("status")
		Message<String> status(String payload) {
			return MessageBuilder.withPayload(payload)
				.setHeader(JoltHeaders.STATUS, "accepted")
				.setHeader("warehouse", 3)
				.build();
		}

		@JoltListener("failing")
		String failing(String payload) {
			this.attempts.add(payload);
			throw new IllegalArgumentException("secret");
		}

		@JoltListener(id = "refusing", topics = "refusing")
		String refusing(String payload) {
			this.attempts.add(payload);
			throw new JoltReplyException("out_of_stock", "Only 3 are left");
		}

		@JoltListener("later")
		void later(String payload, ReplySender sender) {
			CompletableFuture.runAsync(() -> sender.send(payload + "!"));
		}

		@JoltListener("sender")
		void sender(String payload, ReplySender sender) {
			sender.send("queued", payload);
			this.senders.add(sender);
		}

		@JoltListener("senderOfErrors")
		void senderOfErrors(String payload, ReplySender sender) {
			sender.error("busy", "");
		}

		@JoltListener("void")
		void nothingAtAll(String payload) {
			this.attempts.add(payload);
		}

		@JoltListener(id = "waiting", topics = "waiting")
		String waiting(String payload) throws InterruptedException {
			this.attempts.add(payload);
			this.goOn.await();
			return payload;
		}

		@JoltListener("tooLong")
		String tooLong(String payload) {
			return "x".repeat(4 * 1024 * 1024);
		}

	}

	@JoltListener("typed")
	static class Typed {

		@JoltHandler(type = "created")
		String created(String payload) {
			return "created " + payload;
		}

	}

	static class WithExceptionHandlers {

		@JoltListener("handled")
		String handled(String payload) {
			throw new IllegalArgumentException(payload);
		}

		@JoltListener("handledSilently")
		String handledSilently(String payload) {
			throw new IllegalStateException(payload);
		}

		@JoltListener("handledByCode")
		String handledByCode(String payload) {
			throw new UnsupportedOperationException(payload);
		}

		@MessageExceptionHandler
		String sorry(IllegalArgumentException failure) {
			return "sorry: " + failure.getMessage();
		}

		@MessageExceptionHandler
		void silently(IllegalStateException failure) {
		}

		@MessageExceptionHandler
		void byCode(UnsupportedOperationException failure) {
			throw new JoltReplyException("busy", "");
		}

	}

}
