package io.jolt.spring;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltClientLifecycle.StartupMode;
import io.jolt.spring.config.JoltClientPrerequisite;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.event.JoltSessionStartedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.MessagingException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What is published before the client's phase has come.
 */
@Timeout(60)
class EarlyPublishTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final JoltClient outsider = JoltClientBuilder.create().address("127.0.0.1", this.broker.port()).build();

	@BeforeEach
	void listen() {
		this.outsider.connect();
		this.outsider
			.subscribe(SubscriptionOptions.forTopic("early").build(), (message) -> this.heard.add(message.data()))
			.ready()
			.join();
	}

	@AfterEach
	void close() {
		this.outsider.close();
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
	}

	@Test
	void whatABeanPublishesWhenItIsMadeIsSentAlsoBeforeTheLifecycleIsMade() {
		try (AnnotationConfigApplicationContext context = run(this.broker.port(), StartupMode.RETRY, OnInit.class)) {
			assertThat(context.getBean(OnInit.class).sent).isTrue();
			await().untilAsserted(() -> assertThat(this.heard).containsExactly("init"));
			assertThat(context.getBean(JoltClientLifecycle.class).isRunning()).isTrue();
		}
	}

	@Test
	void whatIsPublishedWhenAllSingletonsAreThereOrInAnEarlyPhaseIsSent() {
		try (AnnotationConfigApplicationContext context = run(this.broker.port(), StartupMode.FAIL,
				WhenAllAreThere.class, InAnEarlyPhase.class)) {
			assertThat(context.isActive()).isTrue();
			await().untilAsserted(() -> assertThat(this.heard).containsExactly("singletons", "phase"));
		}
	}

	@Test
	void whatAnotherThreadPublishesWhileABeanIsMadeIsSent() {
		try (AnnotationConfigApplicationContext context = run(this.broker.port(), StartupMode.RETRY,
				OnAnotherThread.class)) {
			assertThat(context.isActive()).isTrue();
			await().untilAsserted(() -> assertThat(this.heard).containsExactly("thread"));
		}
	}

	@Test
	void withoutEnableJoltTheLifecycleAloneStartsTheClientOnceItIsMade() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			register(context, this.broker.port(), StartupMode.RETRY);
			context.registerBean(WhenAllAreThere.class);
			context.registerBean(InAnEarlyPhase.class);
			context.refresh();
			await().untilAsserted(() -> assertThat(this.heard).containsExactly("singletons", "phase"));
		}
	}

	@Test
	void nothingConnectsBeforeTheClientsPhaseWhereNothingIsPublished() {
		try (AnnotationConfigApplicationContext context = run(this.broker.port(), StartupMode.RETRY, Watcher.class)) {
			assertThat(context.getBean(Watcher.class).before).isEqualTo(ConnectionState.STOPPED);
		}
	}

	@Test
	void whoListensToEventsHearsOfASessionThatBeganEarly() {
		try (AnnotationConfigApplicationContext context = run(this.broker.port(), StartupMode.RETRY, Watcher.class,
				OnInit.class)) {
			await().untilAsserted(() -> assertThat(context.getBean(Watcher.class).sessions).hasValue(1));
		}
	}

	@Test
	void afterAnOrderlyStopAPublishFailsAsNotSentUntilTheClientIsStartedAgain() {
		try (AnnotationConfigApplicationContext context = run(this.broker.port(), StartupMode.RETRY, OnInit.class)) {
			JoltTemplate template = context.getBean(JoltTemplate.class);
			context.stop();
			assertThatExceptionOfType(MessagingException.class)
				.isThrownBy(() -> template.convertAndSend("early", "stopped"))
				.withCauseInstanceOf(JoltNotSentException.class);
			assertThat(context.getBean(JoltClient.class).state()).isEqualTo(ConnectionState.STOPPED);
			context.start();
			template.convertAndSend("early", "again");
			await().untilAsserted(() -> assertThat(this.heard).containsExactly("init", "again"));
		}
	}

	@Test
	void inModeFailAnEarlyPublishThatFindsNoBrokerFailsAtOnceAndEndsStartUp() {
		int port = closedPort();
		assertThatException().isThrownBy(() -> run(port, StartupMode.FAIL, OnInit.class))
			.havingCause()
			.isInstanceOf(MessagingException.class)
			.havingRootCause()
			.isInstanceOf(ConnectException.class);
	}

	@Test
	void inModeFailAnEarlyPublishWhoseFailureNobodyLooksAtEndsStartUpAllTheSame() {
		int port = closedPort();
		assertThatException().isThrownBy(() -> run(port, StartupMode.FAIL, NobodyLooks.class))
			.havingCause()
			.isInstanceOf(JoltConnectException.class);
	}

	@Test
	void inModeRetryAnEarlyPublishWaitsForTheConnectionForTheRequestTimeOutOnly() {
		int port = closedPort();
		assertThatException().isThrownBy(() -> run(port, StartupMode.RETRY, OnInit.class))
			.havingCause()
			.isInstanceOf(MessagingException.class)
			.withCauseInstanceOf(JoltNotSentException.class);
	}

	@Test
	void aLazyLifecycleStartsItsClientWithTheFirstPublish() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Enable.class);
			register(context, this.broker.port(), StartupMode.RETRY);
			context.addBeanFactoryPostProcessor((factory) -> {
				for (String name : factory.getBeanDefinitionNames()) {
					factory.getBeanDefinition(name).setLazyInit(true);
				}
			});
			context.refresh();
			context.getBean(JoltTemplate.class).convertAndSend("early", "lazy");
			assertThat(context.getBean(JoltClientLifecycle.class).isRunning()).isTrue();
			await().untilAsserted(() -> assertThat(this.heard).containsExactly("lazy"));
		}
	}

	@Test
	void whatHasToRunBeforeTheClientIsStartedBeforeItInItsOrderAndOnce() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			List<String> started = new ArrayList<>();
			context.register(Enable.class);
			register(context, this.broker.port(), StartupMode.RETRY);
			context.registerBean(OnInit.class);
			int phase = JoltClientLifecycle.DEFAULT_PHASE;
			context.registerBean("later", Prerequisite.class, () -> new Prerequisite("later", phase - 1, started));
			context.registerBean("sooner", Prerequisite.class, () -> new Prerequisite("sooner", phase - 2, started));
			context.registerBean("after", Prerequisite.class, () -> new Prerequisite("after", phase + 1, started));
			context.refresh();
			assertThat(started).containsExactly("sooner", "later", "after");
			assertThat(context.getBean(OnInit.class).sent).isTrue();
		}
	}

	private AnnotationConfigApplicationContext run(int port, StartupMode mode, Class<?>... beans) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(Enable.class);
		for (Class<?> bean : beans) {
			context.registerBean(bean);
		}
		// after those that publish
		register(context, port, mode);
		context.refresh();
		return context;
	}

	private static void register(AnnotationConfigApplicationContext context, int port, StartupMode mode) {
		context.registerBean(JoltTemplate.class, () -> new JoltTemplate(context.getBean(JoltClient.class)));
		context.registerBean(JoltClient.class,
				() -> JoltClientBuilder.create()
					.address("127.0.0.1", port)
					.requestTimeout(Duration.ofSeconds(5))
					.build());
		context.registerBean(JoltClientLifecycle.class, () -> {
			JoltClientLifecycle lifecycle = new JoltClientLifecycle(context.getBean(JoltClient.class));
			lifecycle.setStartupMode(mode);
			return lifecycle;
		});
	}

	private static int closedPort() {
		try (JoltBroker closing = JoltBroker.builder().port(0).start()) {
			return closing.port();
		}
	}

	@EnableJolt
	static class Enable {

	}

	static class OnInit implements InitializingBean {

		private final JoltTemplate template;

		private boolean sent;

		OnInit(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public void afterPropertiesSet() {
			this.template.convertAndSend("early", "init");
			this.sent = true;
		}

	}

	static class OnAnotherThread implements InitializingBean {

		private final JoltTemplate template;

		OnAnotherThread(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public void afterPropertiesSet() throws Exception {
			CompletableFuture.runAsync(() -> this.template.convertAndSend("early", "thread")).get(20, TimeUnit.SECONDS);
		}

	}

	static class NobodyLooks implements InitializingBean {

		private final JoltTemplate template;

		NobodyLooks(JoltTemplate template) {
			this.template = template;
		}

		@Override
		@SuppressWarnings("FutureReturnValueIgnored")
		public void afterPropertiesSet() {
			this.template.sendAsync(JoltMessage.of("early", "ignored"));
		}

	}

	static class WhenAllAreThere implements SmartInitializingSingleton {

		private final JoltTemplate template;

		WhenAllAreThere(JoltTemplate template) {
			this.template = template;
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.template.convertAndSend("early", "singletons");
		}

	}

	static class InAnEarlyPhase extends Phased {

		InAnEarlyPhase(JoltTemplate template) {
			super(Integer.MIN_VALUE, () -> template.convertAndSend("early", "phase"));
		}

	}

	static class Prerequisite extends Phased implements JoltClientPrerequisite {

		Prerequisite(String name, int phase, List<String> started) {
			super(phase, () -> started.add(name));
		}

	}

	static class Watcher implements SmartLifecycle {

		private final JoltClient client;

		private final AtomicInteger sessions = new AtomicInteger();

		private volatile ConnectionState before = ConnectionState.OPEN;

		private volatile boolean running;

		Watcher(JoltClient client) {
			this.client = client;
		}

		@Override
		public void start() {
			this.before = this.client.state();
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return JoltClientLifecycle.DEFAULT_PHASE - 1;
		}

		@EventListener
		void onSession(JoltSessionStartedEvent event) {
			this.sessions.incrementAndGet();
		}

	}

	static class Phased implements SmartLifecycle {

		private final int phase;

		private final Runnable onStart;

		private volatile boolean running;

		Phased(int phase, Runnable onStart) {
			this.phase = phase;
			this.onStart = onStart;
		}

		@Override
		public void start() {
			this.onStart.run();
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return this.phase;
		}

	}

}
