package io.jolt.spring;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltRejectedException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.event.JoltConnectionLostEvent;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltEvent;
import io.jolt.spring.event.JoltListenerStateChangedEvent;
import io.jolt.spring.event.JoltSessionStartedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ApplicationListener;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What the module promises, from end to end: an application, the client, and a broker.
 */
@Timeout(60)
class ApplicationTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	@BeforeEach
	void startBroker() {
		this.broker.start();
	}

	@AfterEach
	void nothingIsLeft() {
		if (this.broker.isRunning()) {
			await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
			assertThat(this.broker.subscriptions()).isZero();
		}
		this.broker.close();
		await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("jolt-listener-") || name.startsWith("test-client")));
	}

	@Test
	void anObjectGoesFromTheTemplateToTheListenerWithItsHeaders() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker)) {
			Orders orders = application.listener(new Orders());
			application.start();
			application.template()
				.convertAndSend("orders.created", new Order("A-1", List.of("caf\u00e9", "\ud83d\ude00")),
						Map.of("retries", 3));
			assertThat(take(orders.received))
				.isEqualTo(List.of("orders.created", 3, new Order("A-1", List.of("caf\u00e9", "\ud83d\ude00"))));
		}
	}

	@Test
	void aPatternListenerLearnsTheRealTopic() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker)) {
			Everything everything = application.listener(new Everything());
			application.start();
			application.template().convertAndSend("orders.eu.created", "hi");
			assertThat(take(everything.received)).isEqualTo("orders.eu.created: hi");
		}
	}

	@Test
	void nothingPublishedAfterStartUpIsMissed() throws Exception {
		try (JoltClient other = client()) {
			for (int i = 0; i < 20; i++) {
				try (TestApplication application = TestApplication.with(this.broker)) {
					Recorder recorder = application.listener(new Recorder());
					application.start();
					other.publish("numbers", "first").join();
					assertThat(take(recorder.received)).isEqualTo("first");
				}
			}
		}
	}

	@Test
	void orderIsKeptAndNothingIsLostUnderLoad() {
		try (TestApplication application = TestApplication.with(this.broker)) {
			Recorder recorder = application.listener(new Recorder());
			application.factory((factory) -> factory.getContainerProperties().setQueueCapacity(100)).start();
			publishNumbers(application.template(), 10_000);
			await().atMost(Duration.ofSeconds(30)).until(() -> recorder.received.size() == 10_000);
			assertThat(recorder.received)
				.containsExactlyElementsOf(IntStream.range(0, 10_000).mapToObj(String::valueOf).toList());
		}
	}

	@Test
	void aSlowListenerHoldsUpNeitherAnotherNorPublishers() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker)) {
			Gated slow = application.listener(new Gated());
			Recorder fast = application.listener(new Recorder());
			application.factory((factory) -> factory.getContainerProperties().setQueueCapacity(10)).start();
			publishNumbers(application.template(), 5_000);
			await().atMost(Duration.ofSeconds(30)).until(() -> fast.received.size() == 5_000);
			assertThat(slow.handled).hasValue(0);
			slow.gate.countDown();
			await().atMost(Duration.ofSeconds(30)).until(() -> slow.handled.get() == 5_000);
		}
	}

	@Test
	void aListenerOfSeveralTopicsHasOneConnectionAndHandlesEachMessageOnce() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker); JoltClient other = client()) {
			Several several = application.listener(new Several());
			application.start();
			// this client's, the application's, and the listener's
			assertThat(this.broker.connections()).isEqualTo(3);
			assertThat(this.broker.subscriptions()).isEqualTo(4);
			List<String> topics = List.of("orders.created", "x", "orders.paid", "y");
			for (int i = 0; i < 1_000; i++) {
				other.publish(topics.get(i % topics.size()), String.valueOf(i)).join();
			}
			await().until(() -> several.received.size() >= 1_000);
			other.publish("x", "last").join();
			await().until(() -> several.received.contains("last"));
			assertThat(several.received).containsExactlyElementsOf(
					Stream.concat(IntStream.range(0, 1_000).mapToObj(String::valueOf), Stream.of("last")).toList());
		}
	}

	@Test
	void aMessageThatTopicAndPatternMatchIsHandledOnceOnTheSharedConnection() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker); JoltClient other = client()) {
			Several several = application.listener(new Several());
			application.factory((factory) -> factory.getContainerProperties().setOverflow(OverflowPolicy.DROP_NEWEST))
				.start();
			assertThat(this.broker.connections()).isEqualTo(2);
			for (String topic : List.of("orders.created", "orders.paid", "x", "y", "orders.created")) {
				other.publish(topic, topic).join();
			}
			other.publish("x", "last").join();
			await().until(() -> several.received.contains("last"));
			assertThat(several.received).containsExactly("orders.created", "orders.paid", "x", "y", "orders.created",
					"last");
		}
	}

	@Test
	void aListenerMayPublishAndWaitForTheAnswer() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker)) {
			Forwarder forwarder = application.listener(new Forwarder());
			Recorder recorder = application.listener(new Recorder());
			application.start();
			forwarder.template = application.template();
			application.template().convertAndSend("forward", "hi");
			assertThat(take(recorder.received)).isEqualTo("forwarded hi");
		}
	}

	@Test
	void allThatIsQueuedIsHandledBeforeTheContextIsClosed() throws Exception {
		Gated slow = new Gated();
		CompletableFuture<Void> closed;
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.listener(slow);
			application.start();
			publishNumbers(application.template(), 500);
			assertThat(slow.called.await(10, TimeUnit.SECONDS)).isTrue();
			closed = CompletableFuture.runAsync(application::close);
			await().until(() -> this.broker.subscriptions() == 0);
			slow.gate.countDown();
			closed.get(20, TimeUnit.SECONDS);
			assertThat(slow.handled).hasValue(500);
		}
	}

	@Test
	void aListenerMayStillPublishWhileTheContextIsClosing() throws Exception {
		try (JoltClient other = client()) {
			BlockingQueue<String> forwarded = new LinkedBlockingQueue<>();
			other.subscribe("numbers", (message) -> forwarded.add(message.data())).ready().join();
			SlowForwarder forwarder = new SlowForwarder();
			try (TestApplication application = TestApplication.with(this.broker)) {
				application.listener(forwarder);
				application.start();
				forwarder.template = application.template();
				application.template().convertAndSend("forward", "hi");
				assertThat(forwarder.called.await(10, TimeUnit.SECONDS)).isTrue();
				CompletableFuture<Void> closed = CompletableFuture.runAsync(application::close);
				await().until(() -> this.broker.subscriptions() == 1);
				forwarder.gate.countDown();
				closed.get(20, TimeUnit.SECONDS);
			}
			assertThat(take(forwarded)).isEqualTo("forwarded hi");
		}
	}

	@Test
	void theShutdownTimeoutBoundsHowLongAListenerMayTake() throws Exception {
		Gated stuck = new Gated();
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.listener(stuck);
			application.factory((factory) -> {
				factory.getContainerProperties().setShutdownTimeout(Duration.ofMillis(100));
				factory.getContainerProperties().setErrorHandler((error, delivery) -> {
				});
			}).start();
			publishNumbers(application.template(), 10);
			assertThat(stuck.called.await(10, TimeUnit.SECONDS)).isTrue();
			CompletableFuture.runAsync(application::close).get(10, TimeUnit.SECONDS);
			assertThat(stuck.handled).hasValue(0);
		}
	}

	@Test
	void aPausedContextIsNotConnectedAndListensAgainAfterwards() throws Exception {
		try (TestApplication application = TestApplication.with(this.broker); JoltClient other = client()) {
			Recorder recorder = application.listener(new Recorder());
			application.start();
			for (int i = 0; i < 3; i++) {
				application.context.pause();
				await().until(() -> this.broker.connections() == 1);
				other.publish("numbers", "missed").join();
				application.context.restart();
				other.publish("numbers", "run " + i).join();
				assertThat(take(recorder.received)).isEqualTo("run " + i);
			}
		}
	}

	@Test
	void afterABrokerCameBackListenersReceiveAgainAndTheApplicationHearsOfIt() throws Exception {
		JoltBroker replacement = null;
		BlockingQueue<JoltEvent> events = new LinkedBlockingQueue<>();
		try (TestApplication application = TestApplication.with(this.broker)) {
			Recorder recorder = application.listener(new Recorder());
			application.context.addApplicationListener((ApplicationListener<JoltEvent>) (event) -> {
				// a listener's own connection may be found lost some back-offs of
				// milliseconds before the client's is
				if (!(event instanceof JoltListenerStateChangedEvent)) {
					events.add(event);
				}
			});
			application.start();
			assertThat(take(events)).isInstanceOf(JoltSessionStartedEvent.class);
			int port = this.broker.port();
			this.broker.close();
			assertThat(take(events)).isInstanceOf(JoltConnectionLostEvent.class);
			replacement = JoltBroker.builder().port(port).start();
			assertThat(take(events)).isInstanceOf(JoltSessionStartedEvent.class);
			assertThat(application.registry().getListenerContainers())
				.allSatisfy((container) -> assertThat(container.isRunning()).isTrue());
			JoltBroker current = replacement;
			await().until(() -> current.subscriptions() == 1);
			application.template().convertAndSend("numbers", "back");
			assertThat(take(recorder.received)).isEqualTo("back");
		}
		finally {
			if (replacement != null) {
				replacement.close();
			}
		}
	}

	@Test
	void withNoBrokerStartUpGoesOnAndListenersAttachWhenOneComes() throws Exception {
		int port = this.broker.port();
		this.broker.stop();
		try (JoltBroker late = JoltBroker.builder().port(port).build();
				TestApplication application = new TestApplication(port)) {
			Recorder recorder = application.listener(new Recorder());
			application.startupTimeout(Duration.ofMillis(50)).start();
			late.start();
			await().until(() -> late.subscriptions() == 1);
			application.template().convertAndSend("numbers", "attached");
			assertThat(take(recorder.received)).isEqualTo("attached");
		}
	}

	@Test
	void inModeFailNoBrokerEndsStartUp() {
		int port = this.broker.port();
		this.broker.stop();
		try (TestApplication application = new TestApplication(port)) {
			application.listener(new Recorder());
			assertThatThrownBy(() -> application.startupMode(StartupMode.FAIL).start())
				.hasRootCauseInstanceOf(ConnectException.class)
				.hasStackTraceContaining(JoltConnectException.class.getName());
		}
	}

	@Test
	@SuppressWarnings("try")
	void aWebServerWhereABrokerIsExpectedIsLoggedOnceWithAWordOnWhatToSet() throws Exception {
		try (ServerSocket webServer = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
				LogCapture log = LogCapture.of(JoltClientLifecycle.class);
				TestApplication application = new TestApplication(webServer.getLocalPort())) {
			CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> answerInHttp(webServer));
			application.failureAdvice((failure) -> (failure instanceof JoltConnectException) ? "Set another." : null)
				.start();
			await().until(() -> log.messages(Level.DEBUG).size() > 1);
			assertThat(log.messages(Level.WARN)).singleElement()
				.asString()
				.contains("127.0.0.1:" + webServer.getLocalPort(), "web server", "Is the port right?", "Set another.");
			application.close();
			webServer.close();
			serving.get(10, TimeUnit.SECONDS);
		}
	}

	private static void answerInHttp(ServerSocket webServer) {
		while (!webServer.isClosed()) {
			try (Socket socket = webServer.accept()) {
				// all of it: what is closed with something unread is reset, and a reset
				// may
				// take the answer with it
				int read = socket.getInputStream().read();
				while (read >= 0 && read != '\n') {
					read = socket.getInputStream().read();
				}
				socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			}
			catch (IOException ex) {
				// the client or the test has closed
			}
		}
	}

	@Test
	void aSubscriptionThatIsRefusedIsLoggedOnceAndTheOthersWork() throws Exception {
		JoltBroker secured = JoltBroker.builder()
			.port(0)
			.user("app", "secret", "publish:>", "subscribe:numbers")
			.start();
		try (secured;
				TestApplication application = TestApplication.with(secured);
				LogCapture log = LogCapture.of("io.jolt.spring")) {
			application.client.credentials("app", "secret");
			application.listener(new Orders());
			Recorder recorder = application.listener(new Recorder());
			BlockingQueue<JoltErrorEvent> errors = new LinkedBlockingQueue<>();
			application.context.addApplicationListener((ApplicationListener<JoltErrorEvent>) errors::add);
			application.start();
			application.template().convertAndSend("numbers", "1");
			assertThat(take(recorder.received)).isEqualTo("1");
			assertThat(take(errors)).satisfies((event) -> {
				assertThat(event.getConnectionName()).isEqualTo("default");
				assertThat(event.getError()).isInstanceOf(JoltRejectedException.class);
			});
			assertThat(errors).isEmpty();
			assertThat(log.messages(Level.ERROR)).singleElement()
				.asString()
				.contains("'Orders.on'", "orders.created", "not_authorized");
		}
	}

	@Test
	void aListenerThatDropsIsNeverBehindByMoreThanItsQueueAndCounts() throws Exception {
		Gated slow = new Gated();
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.listener(slow);
			application.factory((factory) -> {
				factory.getContainerProperties().setOverflow(OverflowPolicy.DROP_NEWEST);
				factory.getContainerProperties().setQueueCapacity(10);
			}).start();
			publishNumbers(application.template(), 100);
			await()
				.until(() -> application.registry().getListenerContainers().iterator().next().droppedMessages() >= 89);
			slow.gate.countDown();
			await().until(() -> slow.handled.get() >= 10);
			assertThat(slow.handled.get()).isLessThanOrEqualTo(11);
		}
	}

	@Test
	void whatTheBrokerRefusesTheTemplateThrows() {
		try (TestApplication application = TestApplication.with(this.broker)) {
			application.start();
			assertThatExceptionOfType(MessageDeliveryException.class)
				.isThrownBy(() -> application.template().convertAndSend("x".repeat(300), "hi"))
				.withCauseInstanceOf(JoltException.class);
		}
	}

	private JoltClient client() {
		JoltClient client = JoltClientBuilder.create()
			.name("test-client-other")
			.address("127.0.0.1", this.broker.port())
			.build();
		client.connect();
		return client;
	}

	private static void publishNumbers(JoltTemplate template, int count) {
		CompletableFuture
			.allOf(IntStream.range(0, count)
				.mapToObj((i) -> template.sendAsync("numbers", String.valueOf(i)))
				.toArray(CompletableFuture<?>[]::new))
			.join();
	}

	private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(20, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	record Order(String id, List<String> items) {
	}

	static class Orders {

		final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

		@JoltListener("orders.created")
		void on(Order order, @Header(JoltHeaders.RECEIVED_TOPIC) String topic, @Header("retries") int retries) {
			this.received.add(List.of(topic, retries, order));
		}

	}

	static class Everything {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(topicPatterns = "orders.>")
		void on(@Payload String payload, JoltMessage message) {
			this.received.add(message.topic() + ": " + payload);
		}

	}

	static class Recorder {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener("numbers")
		void on(String payload) {
			this.received.add(payload);
		}

	}

	static class Gated {

		final CountDownLatch called = new CountDownLatch(1);

		final CountDownLatch gate = new CountDownLatch(1);

		final AtomicInteger handled = new AtomicInteger();

		@JoltListener("numbers")
		void on(String payload) throws InterruptedException {
			this.called.countDown();
			this.gate.await();
			this.handled.incrementAndGet();
		}

	}

	static class Several {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@JoltListener(topics = { "orders.created", "x", "y" }, topicPatterns = "orders.*")
		void on(String payload) {
			this.received.add(payload);
		}

	}

	static class Forwarder {

		volatile JoltTemplate template;

		@JoltListener("forward")
		void on(String payload) throws InterruptedException {
			this.template.convertAndSend("numbers", "forwarded " + payload);
		}

	}

	static class SlowForwarder extends Forwarder {

		final CountDownLatch called = new CountDownLatch(1);

		final CountDownLatch gate = new CountDownLatch(1);

		@Override
		void on(String payload) throws InterruptedException {
			this.called.countDown();
			this.gate.await();
			super.on(payload);
		}

	}

}
