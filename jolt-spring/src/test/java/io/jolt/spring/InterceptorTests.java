package io.jolt.spring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.PublishResult;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.DefaultJoltMessageListenerContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of {@link JoltClientInterceptor}s on a real broker.
 */
class InterceptorTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final BlockingQueue<JoltMessage> received = new LinkedBlockingQueue<>();

	private final List<JoltClient> clients = new ArrayList<>();

	@AfterEach
	void close() {
		this.clients.forEach(JoltClient::close);
		this.broker.close();
	}

	@Test
	void theySeeEachPublishAndEachDeliveryInTheirOrderAndMayChangeThem() throws Exception {
		JoltClient client = client(new Marking("one"), new Marking("two"));
		client.subscribe("orders", this.received::add).ready().join();
		assertThat(client.publish("orders", "x").join().topic()).isEqualTo("orders");
		JoltMessage message = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		assertThat(message.headers()).containsExactly(Map.entry("one", "x"), Map.entry("two", "x"));
		assertThat(this.calls).containsSubsequence("publish one", "publish two", "deliver one", "deliver two")
			.containsSubsequence("two: orders", "one: orders");
	}

	@Test
	void oneMayLeaveAMessageOut() throws Exception {
		JoltClient client = client(new JoltClientInterceptor() {
			@Override
			public CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
				return message.data().equals("secret")
						? CompletableFuture.completedFuture(PublishResult.of(message, false)) : next.publish(message);
			}

			@Override
			public void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
				if (!message.data().equals("noise")) {
					next.onMessage(message);
				}
			}
		});
		client.subscribe("orders", this.received::add).ready().join();
		assertThat(client.publish("orders", "secret").join().acknowledged()).isFalse();
		client.publish("orders", "noise").join();
		client.publish("orders", "order").join();
		assertThat(this.received.poll(10, TimeUnit.SECONDS)).extracting(JoltMessage::data).isEqualTo("order");
		assertThat(this.received).isEmpty();
	}

	@Test
	void oneThatThrowsFailsThePublishOrTheListenerAndNothingElse() throws Exception {
		List<JoltException> errors = new CopyOnWriteArrayList<>();
		JoltClient client = client(new JoltClientInterceptor() {
			@Override
			public CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
				if (message.data().equals("bad")) {
					throw new IllegalStateException("no");
				}
				return next.publish(message);
			}

			@Override
			public void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
				if (message.data().equals("worse")) {
					throw new IllegalStateException("no");
				}
				next.onMessage(message);
			}
		});
		client.addConnectionListener(new ConnectionListener() {
			@Override
			public void onError(JoltException error) {
				errors.add(error);
			}
		});
		client.subscribe("orders", this.received::add).ready().join();
		assertThat(client.publish("orders", "bad")).isCompletedExceptionally()
			.failsWithin(10, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(JoltException.class);
		client.publish("orders", "worse").join();
		client.publish("orders", "good").join();
		assertThat(this.received.poll(10, TimeUnit.SECONDS)).extracting(JoltMessage::data).isEqualTo("good");
		await().untilAsserted(() -> assertThat(errors).hasSize(1));
	}

	@Test
	void oneThatThrowsACheckedExceptionAsKotlinAllowsFailsOnlyThePublish() {
		IOException thrown = new IOException("no");
		JoltClient client = client(new JoltClientInterceptor() {
			@Override
			public CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
				return InterceptorTests.<CompletableFuture<PublishResult>, RuntimeException>sneakily(thrown);
			}
		});
		assertThat(client.publish("orders", "bad")).failsWithin(10, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingRootCause()
			.isSameAs(thrown);
	}

	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	private static <T, E extends Throwable> T sneakily(Throwable ex) throws E {
		throw (E) ex;
	}

	@Test
	void inAContainerTheErrorHandlerDecidesOnTheFailureOfOne() throws Exception {
		AtomicInteger attempts = new AtomicInteger();
		JoltClient client = client(new JoltClientInterceptor() {
			@Override
			public void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
				if (attempts.incrementAndGet() < 3) {
					throw new IllegalStateException("not yet");
				}
				next.onMessage(JoltMessage.of(message.topic(), message.data() + "!"));
			}
		});
		DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(client);
		factory.getContainerProperties().setErrorHandler(new DefaultJoltErrorHandler(new FixedBackOff(1, 5)));
		DefaultJoltMessageListenerContainer container = factory
			.createContainer((properties) -> properties.setFilter((message) -> message.data().endsWith("!")), "orders");
		container.setupMessageListener(this.received::add);
		container.start();
		container.ready().join();
		client.publish("orders", "hi").join();
		assertThat(this.received.poll(10, TimeUnit.SECONDS)).extracting(JoltMessage::data).isEqualTo("hi!");
		assertThat(attempts).hasValue(3);
		await().untilAsserted(() -> assertThat(container.statistics().handled()).isEqualTo(1));
		assertThat(container.statistics().retried()).isEqualTo(2);
		container.stop();
	}

	private JoltClient client(JoltClientInterceptor... interceptors) {
		JoltClient client = JoltClientBuilder.create()
			.address("127.0.0.1", this.broker.port())
			.interceptors(List.of(interceptors))
			.build();
		this.clients.add(client);
		client.connect();
		return client;
	}

	private final class Marking implements JoltClientInterceptor {

		private final String name;

		Marking(String name) {
			this.name = name;
		}

		@Override
		public CompletableFuture<PublishResult> publish(JoltMessage message, Publisher next) {
			InterceptorTests.this.calls.add("publish " + this.name);
			Map<String, String> headers = new LinkedHashMap<>(message.headers());
			headers.put(this.name, "x");
			return next.publish(JoltMessage.of(message.topic(), message.data(), headers)).thenApply((result) -> {
				InterceptorTests.this.calls.add(this.name + ": " + result.topic());
				return result;
			});
		}

		@Override
		public void deliver(JoltMessage message, JoltMessageListener next) throws Exception {
			InterceptorTests.this.calls.add("deliver " + this.name);
			next.onMessage(message);
		}

	}

}
