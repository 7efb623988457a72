package io.jolt.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.jolt.broker.JoltBroker;
import io.jolt.client.CallOptions;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReplyTimeoutException;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltReactiveOperations;
import io.jolt.spring.core.JoltTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * The properties of requests and calls reach the connection that they are set for.
 */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored")
class ExchangeSettingsTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final JoltClient other = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class, JoltReactiveAutoConfiguration.class))
		.withPropertyValues("jolt.host=127.0.0.1", "jolt.port=" + this.broker.port(),
				"jolt.connections.narrow.host=127.0.0.1", "jolt.connections.narrow.port=" + this.broker.port(),
				"jolt.connections.narrow.reply-timeout=1s", "jolt.connections.narrow.requests.max-waiting=1",
				"jolt.connections.narrow.calls.max-open=1", "jolt.connections.narrow.calls.window=3");

	@BeforeEach
	void connect() {
		this.other.connect();
	}

	@AfterEach
	void close() {
		this.other.close();
		this.broker.close();
	}

	@Test
	void aReplyIsAwaitedAsLongAsTheConnectionSays() {
		this.other.subscribe("silent", (message) -> {
		}).ready().join();
		this.contextRunner.run((context) -> {
			JoltTemplate narrow = template(context, "narrow");
			CompletableFuture<?> patient = context.getBean(JoltTemplate.class).requestAsync("silent", "", String.class);
			assertThat(narrow.requestAsync("silent", "", String.class)).failsWithin(Duration.ofSeconds(9))
				.withThrowableThat()
				.withCauseInstanceOf(JoltReplyTimeoutException.class);
			assertThat(patient).isNotDone();
		});
	}

	@Test
	void noMoreRequestsWaitThanTheConnectionSays() {
		this.other.subscribe("silent", (message) -> {
		}).ready().join();
		this.contextRunner.withPropertyValues("jolt.connections.narrow.reply-timeout=30s").run((context) -> {
			JoltTemplate narrow = template(context, "narrow");
			CompletableFuture<?> waiting = narrow.requestAsync("silent", "", String.class);
			assertThat(narrow.requestAsync("silent", "", String.class)).failsWithin(Duration.ofSeconds(20))
				.withThrowableThat()
				.withCauseInstanceOf(JoltNotSentException.class);
			assertThat(waiting).isNotDone();
		});
	}

	@Test
	void aTemplateTakesAsManyItemsAtATimeAsItsConnectionSays() {
		BlockingQueue<String> credits = new LinkedBlockingQueue<>();
		this.other
			.respond(SubscriptionOptions.forTopic("prices").build(),
					(delivery) -> credits.add(delivery.message().headers().getOrDefault("jolt-credit", "none")))
			.ready()
			.join();
		this.contextRunner.run((context) -> {
			JoltTemplate narrow = template(context, "narrow");
			subscribe(narrow.requestStream("prices", "", String.class));
			assertThat(credits.poll(20, TimeUnit.SECONDS)).isEqualTo("3");
			subscribe(context.getBean(JoltTemplate.class).requestStream("prices", "", String.class));
			assertThat(credits.poll(20, TimeUnit.SECONDS)).isEqualTo("64");
		});
	}

	@Test
	void aListenerTakesAsManyItemsAtATimeAsItsConnectionSays() {
		this.contextRunner.withUserConfiguration(Listeners.class).run((context) -> {
			assertThat(itemsAskedFor("narrow")).isEqualTo(3);
			assertThat(itemsAskedFor("wide")).isEqualTo(64);
		});
	}

	private long itemsAskedFor(String topic) throws Exception {
		try (JoltCall call = this.other.call(JoltMessage.of(topic, "first"), CallOptions.DEFAULT.withMore(true))
			.get(20, TimeUnit.SECONDS)) {
			AtomicLong requested = new AtomicLong();
			call.send((Flow.Publisher<JoltMessage>) (subscriber) -> subscriber.onSubscribe(new Counting(requested)));
			await().until(() -> requested.get() > 0);
			return requested.get();
		}
	}

	@Test
	void aRequestToABrokerThatCannotPassItOnIsNotSentAndNamesTheBroker() {
		this.contextRunner.withPropertyValues("jolt.negotiate=off")
			.run((context) -> assertThatException()
				.isThrownBy(() -> context.getBean(JoltTemplate.class).convertSendAndReceive("t", "", String.class))
				.havingCause()
				.withMessageContaining("127.0.0.1:" + this.broker.port())
				.isInstanceOf(JoltNotSentException.class));
	}

	@Test
	void withReactorEachConnectionHasAReactiveTemplate() {
		this.other
			.respond(SubscriptionOptions.forTopic("greet").build(),
					(delivery) -> delivery.reply("hello " + delivery.message().data()))
			.ready()
			.join();
		this.contextRunner.withPropertyValues("jolt.connections.narrow.reply-timeout=30s").run((context) -> {
			assertThat(context.getBean(JoltReactiveOperations.class).request("greet", "you", String.class).block())
				.isEqualTo("hello you");
			JoltReactiveOperations narrow = BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(),
					JoltReactiveOperations.class, "narrow");
			assertThat(narrow).isNotSameAs(context.getBean(JoltReactiveOperations.class));
			assertThat(narrow.request("greet", "me", String.class).block()).isEqualTo("hello me");
		});
	}

	@Test
	void anOwnReactiveTemplateReplacesIt() {
		JoltReactiveOperations own = mock(JoltReactiveOperations.class);
		this.contextRunner.withBean(JoltReactiveOperations.class, () -> own)
			.run((context) -> assertThat(context.getBean(JoltReactiveOperations.class)).isSameAs(own));
	}

	@Test
	void withoutReactorThereIsNoReactiveTemplate() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("joltTemplate")
				.doesNotHaveBean("joltReactiveTemplate")
				.doesNotHaveBean("narrowJoltReactiveTemplate"));
	}

	private static JoltTemplate template(ConfigurableApplicationContext context, String connection) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getBeanFactory(), JoltTemplate.class, connection);
	}

	private static <T> void subscribe(Flow.Publisher<T> items) {
		items.subscribe(new Flow.Subscriber<T>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscription.request(1);
			}

			@Override
			public void onNext(T item) {
			}

			@Override
			public void onError(Throwable failure) {
			}

			@Override
			public void onComplete() {
			}

		});
	}

	/**
	 * Has nothing, and remembers how much was asked for.
	 *
	 * @param requested how much
	 */
	private record Counting(AtomicLong requested) implements Flow.Subscription {

		@Override
		public void request(long n) {
			this.requested.addAndGet(n);
		}

		@Override
		public void cancel() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@JoltListener(topics = "narrow", connection = "narrow")
		Flow.Publisher<String> narrow(Flow.Publisher<String> items) {
			return new Unread(items);
		}

		@JoltListener(topics = "wide")
		Flow.Publisher<String> wide(Flow.Publisher<String> items) {
			return new Unread(items);
		}

	}

	/**
	 * Takes a stream, and wants nothing of it.
	 *
	 * @param items the stream
	 */
	private record Unread(Flow.Publisher<String> items) implements Flow.Publisher<String> {

		@Override
		public void subscribe(Flow.Subscriber<? super String> subscriber) {
			subscriber.onSubscribe(new Counting(new AtomicLong()));
		}

	}

}
