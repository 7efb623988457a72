package io.jolt.spring.annotation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.spring.LogCapture;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.MessageBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ReplyTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "value", "future", "mono", "optional" })
	void whatAMethodReturnsOrPromisesIsSentAsJson(String topic) {
		this.listeners.start(Replying.class);
		JoltMessage reply = reply(topic, "x");
		assertThat(reply.topic()).isEqualTo("replies");
		assertThat(reply.data()).isEqualTo("{\"text\":\"x\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "list", "flux" })
	void severalValuesAreOnePayload(String topic) {
		this.listeners.start(Replying.class);
		assertThat(reply(topic, "x").data()).isEqualTo("[{\"text\":\"x\"},{\"text\":\"x\"}]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "value", "future", "mono", "optional" })
	void nullSendsNothing(String topic) {
		this.listeners.start(Replying.class);
		this.listeners.client.deliver(JoltMessage.of(topic, "null"));
		this.listeners.client.deliver(JoltMessage.of(topic, "x"));
		await().until(() -> !this.listeners.client.published.isEmpty());
		assertThat(this.listeners.client.published).singleElement()
			.satisfies((reply) -> assertThat(reply.data()).isEqualTo("{\"text\":\"x\"}"));
	}

	@Test
	void aReplyThatIsRefusedIsToldToTheAskingSideEvenIfAnInterceptorHasWrappedWhy() {
		this.listeners.client.replyAnswer = (reply) -> CompletableFuture
			.failedFuture(new CompletionException(new JoltNotSentException("too long")));
		this.listeners.start(Replying.class);
		this.listeners.client.deliver(JoltMessage.of("value", "x", Map.of(JoltHeaders.REPLY_TO, "inbox")));
		await().untilAsserted(() -> assertThat(this.listeners.client.replies).hasSize(2));
		assertThat(this.listeners.client.replies.get(0).isError()).isFalse();
		assertThat(this.listeners.client.replies.get(1).isError()).isTrue();
	}

	@Test
	void aReplyThatCannotEvenBeTriedIsNoFailureOfTheListener() {
		this.listeners.client.replyAnswer = (reply) -> {
			throw new IllegalStateException("no");
		};
		this.listeners.start(Replying.class);
		this.listeners.client.deliver(JoltMessage.of("value", "x", Map.of(JoltHeaders.REPLY_TO, "inbox")));
		await().untilAsserted(() -> assertThat(this.listeners.client.replies).hasSize(1));
		this.listeners.client.deliver(JoltMessage.of("failing", "x", Map.of(JoltHeaders.REPLY_TO, "inbox")));
		assertThat(this.listeners.error()).hasMessage("mine");
		await().until(() -> this.listeners.container("failing").statistics().failed() == 1);
		assertThat(this.listeners.client.subscriptions)
			.allSatisfy((subscription) -> assertThat(subscription.failures).isEmpty());
	}

	@Test
	void aPromiseOfNothingAnswersNothing() {
		ReactiveAdapterRegistry.getSharedInstance()
			.registerReactiveType(ReactiveTypeDescriptor.noValue(Completion.class, Completion::new),
					(completion) -> Mono.empty(), (publisher) -> new Completion());
		this.listeners.start(Replying.class);
		this.listeners.client.deliver(JoltMessage.of("nothing", "x", Map.of(JoltHeaders.REPLY_TO, "inbox")));
		await().until(() -> this.listeners.container("nothing").statistics().handled() == 1);
		assertThat(this.listeners.client.replies).isEmpty();
	}

	@Test
	void noValuesAreAnEmptyPayload() {
		this.listeners.start(Replying.class);
		assertThat(reply("emptyFlux", "x").data()).isEqualTo("[]");
	}

	@Test
	void theUsersMapperReadsRequestsAndWritesRepliesWithoutClassNames() {
		this.listeners.factory.setMessageConverter(JoltMessageConverters
			.create(JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build()));
		this.listeners.start(WithMapper.class);
		JoltMessage reply = reply("mapper", "{\"item_name\":\"x\"}");
		assertThat(reply.data()).isEqualTo("{\"item_name\":\"x!\"}");
		assertThat(reply.headers()).isEmpty();
	}

	@Test
	void theTopicMayBeOnTheClassAndHoldPlaceholdersAndExpressions() {
		this.listeners.property("app.replies", "from.property").start(ClassLevel.class);
		assertThat(reply("class", "x").topic()).isEqualTo("from.property.x");
		assertThat(reply("method", "x").topic()).isEqualTo("ownTopic");
	}

	@Test
	void theTopicMayDependOnTheRequestAndTheResult() {
		this.listeners.start(RuntimeTopic.class);
		this.listeners.client.deliver(JoltMessage.of("runtime", "x", Map.of("reply-to", "there")));
		await().untilAsserted(() -> assertThat(this.listeners.client.published).singleElement()
			.satisfies((reply) -> assertThat(reply.topic()).isEqualTo("there.runtime.x")));
	}

	@Test
	void aMessagesOwnTopicGoesBeforeSendToAndTheRequestsTopicIsNeverRead() {
		this.listeners.start(Messages.class);
		this.listeners.client.deliver(JoltMessage.of("own", "x", Map.of("trace", "1")));
		await().until(() -> !this.listeners.client.published.isEmpty());
		JoltMessage own = this.listeners.client.published.remove(0);
		assertThat(own.topic()).isEqualTo("own.target");
		assertThat(own.data()).isEqualTo("x!");
		assertThat(own.headers()).containsExactly(Map.entry("trace", "1"));
		JoltMessage copy = reply("copy", "x");
		assertThat(copy.topic()).isEqualTo("replies");
		assertThat(reply("future", "x").topic()).isEqualTo("own.target");
	}

	@Test
	void aMessageWithoutAnyTopicIsAnError() {
		this.listeners.start(Messages.class);
		assertThat(this.listeners.fail("nowhere", "x")).hasMessageContaining(JoltHeaders.TOPIC);
	}

	@Test
	void severalMessagesAreSentOneByOne() {
		this.listeners.start(Messages.class);
		this.listeners.client.deliver(JoltMessage.of("several", "x"));
		await().untilAsserted(() -> assertThat(this.listeners.client.published).extracting(JoltMessage::topic)
			.containsExactly("one", "two"));
	}

	@Test
	void aValueWithoutATopicIsNotSentUnlessTheMessageIsARequest() {
		try (LogCapture log = LogCapture.of(MethodListenerFactory.class)) {
			this.listeners.start(WithoutTopic.class);
			assertThat(this.listeners.deliver("value", "x")).isEqualTo("x");
			assertThat(this.listeners.client.published).isEmpty();
			assertThat(this.listeners.client.replies).isEmpty();
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "future", "mono", "flux", "thrown" })
	void aFailedFutureIsAFailureOfTheListener(String topic) {
		this.listeners.start(Failing.class);
		assertThat(this.listeners.fail(topic, "x")).isExactlyInstanceOf(IllegalStateException.class)
			.hasMessage("failed on x");
	}

	@Test
	void aReplyThatCannotBeSentIsAFailureOfTheListener() {
		this.listeners.client.publishAnswer = (message) -> CompletableFuture
			.failedFuture(new JoltNotSentException("no connection"));
		this.listeners.start(Replying.class);
		assertThat(this.listeners.fail("value", "x")).isInstanceOf(MessageDeliveryException.class)
			.hasCauseInstanceOf(JoltNotSentException.class);
	}

	@Test
	void theNextMessageWaitsUntilAPromiseIsKept() {
		this.listeners.start(Slow.class);
		Slow slow = this.listeners.context.getBean(Slow.class);
		this.listeners.client.deliver(JoltMessage.of("slow", "1"));
		this.listeners.client.deliver(JoltMessage.of("slow", "2"));
		assertThat(this.listeners.received()).isEqualTo("1");
		assertThat(this.listeners.received).isEmpty();
		slow.future.complete(null);
		assertThat(this.listeners.received()).isEqualTo("2");
	}

	@Test
	void aStopThatLastsTooLongCancelsAPromise() throws Exception {
		this.listeners.factory.getContainerProperties().setShutdownTimeout(Duration.ofMillis(50));
		this.listeners.start(Slow.class);
		Slow slow = this.listeners.context.getBean(Slow.class);
		this.listeners.client.deliver(JoltMessage.of("slow", "1"));
		assertThat(this.listeners.received()).isEqualTo("1");
		this.listeners.registry().stop();
		assertThat(slow.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.listeners.error()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void repliesAreSentWithTheFactorysTemplate() {
		JoltTemplate template = new JoltTemplate(this.listeners.client);
		template.setDefaultTopic("default");
		this.listeners.factory.setReplyTemplate(template);
		this.listeners.start(Messages.class);
		assertThat(reply("nowhere", "x").topic()).isEqualTo("default");
	}

	@ParameterizedTest
	@ValueSource(classes = { NoTopic.class, TwoTopics.class, BrokenExpression.class, UnknownPlaceholder.class })
	void aTopicThatCannotBeIsAnErrorAtStart(Class<?> type) {
		assertThatThrownBy(() -> this.listeners.start(type)).hasMessageContaining("@SendTo")
			.hasMessageContaining("listen(");
	}

	@Test
	void handlersOfAClassReplyToo() {
		this.listeners.start(Handlers.class);
		assertThat(reply(JoltMessage.builder("handlers").type("object").data("{\"text\":\"x\"}").build()).topic())
			.isEqualTo("objects");
		assertThat(reply("handlers", "x").topic()).isEqualTo("replies");
	}

	private JoltMessage reply(String topic, String data) {
		return reply(JoltMessage.of(topic, data));
	}

	private JoltMessage reply(JoltMessage request) {
		this.listeners.client.published.clear();
		this.listeners.client.deliver(request);
		await().until(() -> !this.listeners.client.published.isEmpty() || !this.listeners.errors.isEmpty());
		assertThat(this.listeners.errors).isEmpty();
		return this.listeners.client.published.get(0);
	}

	record Reply(String text) {

		static @Nullable Reply to(String payload) {
			return payload.equals("null") ? null : new Reply(payload);
		}

	}

	record Item(String itemName) {
	}

	static class WithMapper {

		@JoltListener("mapper")
		@SendTo("replies")
		Item listen(Item item) {
			return new Item(item.itemName() + "!");
		}

	}

	/**
	 * As the type of a library that stands for an end without a value.
	 */
	record Completion() {
	}

	@SendTo("replies")
	static class Replying {

		@JoltListener(id = "failing", topics = "failing")
		String failing(String payload) {
			throw new IllegalArgumentException("mine");
		}

		@JoltListener(id = "nothing", topics = "nothing")
		Completion nothing(String payload) {
			return new Completion();
		}

		@JoltListener("value")
		@Nullable Reply value(String payload) {
			return Reply.to(payload);
		}

		@JoltListener("future")
		CompletableFuture<@Nullable Reply> future(String payload) {
			return CompletableFuture.supplyAsync(() -> Reply.to(payload));
		}

		@JoltListener("mono")
		Mono<Reply> mono(String payload) {
			return Mono.justOrEmpty(Reply.to(payload)).delayElement(Duration.ofMillis(1));
		}

		@JoltListener("optional")
		Optional<Reply> optional(String payload) {
			return Optional.ofNullable(Reply.to(payload));
		}

		@JoltListener("list")
		List<Reply> list(String payload) {
			return List.of(new Reply(payload), new Reply(payload));
		}

		@JoltListener("flux")
		Flux<Reply> flux(String payload) {
			return Flux.just(new Reply(payload), new Reply(payload));
		}

		@JoltListener("emptyFlux")
		Flux<Reply> emptyFlux(String payload) {
			return Flux.empty();
		}

	}

	@SendTo("#{'${app.replies}' + '.x'}")
	public static class ClassLevel {

		public String topic() {
			return "ownTopic";
		}

		@JoltListener("class")
		String byClass(String payload) {
			return payload;
		}

		@JoltListener("method")
		@SendTo("#{__listener.topic()}")
		String byMethod(String payload) {
			return payload;
		}

	}

	static class RuntimeTopic {

		@JoltListener("runtime")
		@SendTo("!{source.headers['reply-to']}.!{request.topic()}.!{result.text}")
		Reply listen(String payload) {
			return new Reply(payload);
		}

	}

	static class Messages {

		private static Message<String> own(String payload) {
			return MessageBuilder.withPayload(payload).setHeader(JoltHeaders.TOPIC, "own.target").build();
		}

		@JoltListener("own")
		@SendTo("replies")
		Message<String> own(Message<String> request) {
			return MessageBuilder.withPayload(request.getPayload() + "!")
				.copyHeaders(request.getHeaders())
				.setHeader(JoltHeaders.TOPIC, "own.target")
				.build();
		}

		@JoltListener("copy")
		@SendTo("replies")
		Message<String> copy(Message<String> request) {
			return request;
		}

		@JoltListener("future")
		CompletableFuture<Message<String>> future(String payload) {
			return CompletableFuture.completedFuture(own(payload));
		}

		@JoltListener("nowhere")
		Message<String> nowhere(String payload) {
			return MessageBuilder.withPayload(payload).build();
		}

		@JoltListener("several")
		List<Message<String>> several(String payload) {
			return List.of(MessageBuilder.withPayload(payload).setHeader(JoltHeaders.TOPIC, "one").build(),
					MessageBuilder.withPayload(payload).setHeader(JoltHeaders.TOPIC, "two").build());
		}

	}

	static class WithoutTopic {

		private final BlockingQueue<Object> received;

		WithoutTopic(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener("value")
		boolean value(String payload) {
			return this.received.add(payload);
		}

		@JoltListener("future")
		CompletableFuture<String> future(String payload) {
			return CompletableFuture.completedFuture(payload);
		}

		@JoltListener("nothing")
		void nothing(String payload) {
		}

		@JoltListener("futureNothing")
		CompletableFuture<Void> futureNothing(String payload) {
			return CompletableFuture.completedFuture(null);
		}

		@JoltListener("monoNothing")
		Mono<Void> monoNothing(String payload) {
			return Mono.empty();
		}

		@JoltListener("message")
		@Nullable Message<String> message(String payload) {
			return null;
		}

	}

	static class Failing {

		private static IllegalStateException failure(String payload) {
			return new IllegalStateException("failed on " + payload);
		}

		@JoltListener("future")
		CompletableFuture<Void> future(String payload) {
			return CompletableFuture.runAsync(() -> {
				throw failure(payload);
			});
		}

		@JoltListener("mono")
		Mono<Void> mono(String payload) {
			return Mono.error(failure(payload));
		}

		@JoltListener("flux")
		Flux<Void> flux(String payload) {
			return Flux.error(failure(payload));
		}

		@JoltListener("thrown")
		Mono<Void> thrown(String payload) {
			throw failure(payload);
		}

	}

	static class Slow {

		private final BlockingQueue<Object> received;

		final CompletableFuture<Void> future = new CompletableFuture<>();

		final CountDownLatch cancelled = new CountDownLatch(1);

		Slow(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener("slow")
		Mono<Void> listen(String payload) {
			this.received.add(payload);
			return Mono.fromFuture(this.future).doOnCancel(this.cancelled::countDown);
		}

	}

	static class NoTopic {

		@JoltListener("a")
		@SendTo
		String listen(String payload) {
			return payload;
		}

	}

	static class TwoTopics {

		@JoltListener("a")
		@SendTo({ "one", "two" })
		String listen(String payload) {
			return payload;
		}

	}

	static class BrokenExpression {

		@JoltListener("a")
		@SendTo("!{source.")
		String listen(String payload) {
			return payload;
		}

	}

	static class UnknownPlaceholder {

		@JoltListener("a")
		@SendTo("${absent}")
		String listen(String payload) {
			return payload;
		}

	}

	@JoltListener("handlers")
	@SendTo("replies")
	static class Handlers {

		@JoltHandler("object")
		@SendTo("objects")
		Reply object(Reply payload) {
			return payload;
		}

		@JoltHandler
		String text(String payload) {
			return payload;
		}

	}

}
