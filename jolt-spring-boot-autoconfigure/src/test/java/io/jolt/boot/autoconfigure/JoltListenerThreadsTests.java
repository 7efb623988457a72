package io.jolt.boot.autoconfigure;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.ContainerProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Where listeners run, and how many messages at a time.
 */
@Timeout(60)
class JoltListenerThreadsTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).start();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, JoltAutoConfiguration.class,
				JoltListenerAutoConfiguration.class, JoltEmbeddedBrokerAutoConfiguration.class))
		.withPropertyValues("jolt.host=127.0.0.1", "jolt.port=" + this.broker.port());

	@AfterEach
	void stopBroker() {
		this.broker.close();
	}

	@Test
	void aListenerHasAThreadOfItsOwnThatKeepsTheApplicationAlive() {
		this.contextRunner.withBean(Listeners.class).run((context) -> {
			Thread thread = context.getBean(Listeners.class).threadOf(context.getBean(JoltTemplate.class));
			assertThat(thread.getName()).isEqualTo("jolt-listener-orders");
			assertThat(thread.isDaemon()).isFalse();
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void theThreadIsVirtualWhereTheApplicationWantsThat() {
		this.contextRunner.withBean(Listeners.class)
			.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> {
				Thread thread = context.getBean(Listeners.class).threadOf(context.getBean(JoltTemplate.class));
				assertThat(thread.toString()).startsWith("VirtualThread");
				assertThat(thread.getName()).isEqualTo("jolt-listener-orders");
			});
	}

	@Test
	void theExecutorOfThatNameRunsTheListenersOfAllConnections() {
		this.contextRunner.withBean(Listeners.class)
			.withUserConfiguration(OwnExecutor.class)
			.withPropertyValues("jolt.connections.billing.url=jolt://127.0.0.1:" + this.broker.port(),
					"spring.threads.virtual.enabled=true")
			.run((context) -> {
				Thread thread = context.getBean(Listeners.class).threadOf(context.getBean(JoltTemplate.class));
				assertThat(thread.getName()).startsWith("mine-");
				Executor executor = context.getBean("joltListenerTaskExecutor", Executor.class);
				assertThat(context.getBeansOfType(DefaultJoltListenerContainerFactory.class)).hasSize(2)
					.allSatisfy((name, factory) -> assertThat(factory.getContainerProperties().getTaskExecutor())
						.isSameAs(executor));
			});
	}

	@Test
	void aPoolThatAcceptsTasksAfterTheContextClosesHandlesWhatStillComes() {
		Listeners listeners = new Listeners();
		this.contextRunner.withUserConfiguration(LastingPool.class)
			.withBean(Listeners.class, () -> listeners)
			.run((context) -> {
				JoltTemplate template = context.getBean(JoltTemplate.class);
				context.getSourceApplicationContext(ConfigurableApplicationContext.class)
					.addApplicationListener((ContextClosedEvent event) -> template.convertAndSend("orders", "late"));
			});
		assertThat(listeners.threads).singleElement()
			.extracting(Thread::getName)
			.asString()
			.startsWith("pool-of-mine-");
	}

	@Test
	void aCustomizerHasTheLastWordOnTheThreads() {
		this.contextRunner.withUserConfiguration(OwnExecutor.class)
			.withBean(JoltListenerContainerFactoryCustomizer.class,
					() -> (factory) -> factory.getContainerProperties().setTaskExecutor(null))
			.run((context) -> assertThat(context.getBean(DefaultJoltListenerContainerFactory.class)
				.getContainerProperties()
				.getTaskExecutor()).isNull());
	}

	@Test
	void theConcurrencyReachesTheContainers() {
		this.contextRunner.withPropertyValues("jolt.listener.concurrency=3").run((context) -> {
			ContainerProperties properties = context.getBean(DefaultJoltListenerContainerFactory.class)
				.getContainerProperties();
			assertThat(properties.getConcurrency()).isEqualTo(3);
		});
	}

	@Test
	void aConcurrencyOfNoneIsRefusedWithThePropertysName() {
		this.contextRunner.withPropertyValues("jolt.listener.concurrency=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("concurrency must be at least 1 but is 0"));
	}

	@Test
	void asynchronousWorkIsWaitedForWhenTheApplicationStopsAndCancelledWhenItOutlivesTheTimeout() {
		this.contextRunner.withBean(Listeners.class)
			.withPropertyValues("jolt.listener.shutdown-timeout=100ms")
			.run((context) -> {
				Listeners listeners = context.getBean(Listeners.class);
				JoltTemplate template = context.getBean(JoltTemplate.class);
				JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
				template.convertAndSend("work", "quick");
				assertThat(listeners.begun.await(10, TimeUnit.SECONDS)).isTrue();
				CountDownLatch stopped = new CountDownLatch(1);
				registry.stop(stopped::countDown);
				assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
				// by the listener's thread, which was interrupted before the stop was
				// over
				await().untilAsserted(() -> assertThat(listeners.work).isCancelled());
			});
	}

	@Test
	void aThousandMessagesMakeNoThousandThreads() {
		this.contextRunner.withBean(Listeners.class)
			.withPropertyValues("jolt.listener.concurrency=2")
			.run((context) -> {
				Listeners listeners = context.getBean(Listeners.class);
				JoltClient client = context.getBean(JoltClient.class);
				for (int i = 0; i < 1000; i++) {
					client.publish(JoltMessage.of("orders", "1")).join();
				}
				for (int i = 0; i < 1000; i++) {
					assertThat(listeners.threads.poll(10, TimeUnit.SECONDS)).isNotNull()
						.extracting(Thread::getName)
						.isIn("jolt-listener-orders-1", "jolt-listener-orders-2");
				}
			});
	}

	static class Listeners {

		final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

		final CompletableFuture<Void> work = new CompletableFuture<>();

		final CountDownLatch begun = new CountDownLatch(1);

		@JoltListener(id = "orders", topics = "orders")
		void order(String order) {
			this.threads.add(Thread.currentThread());
		}

		@JoltListener(id = "work", topics = "work")
		CompletableFuture<Void> work(String order) {
			this.begun.countDown();
			return this.work;
		}

		Thread threadOf(JoltTemplate template) throws InterruptedException {
			template.convertAndSend("orders", "1");
			Thread thread = this.threads.poll(10, TimeUnit.SECONDS);
			assertThat(thread).isNotNull();
			return thread;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnExecutor {

		// leaves the application's other executors as they are
		@Bean(defaultCandidate = false)
		SimpleAsyncTaskExecutor joltListenerTaskExecutor() {
			return new SimpleAsyncTaskExecutor("mine-");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LastingPool {

		@Bean(defaultCandidate = false)
		ThreadPoolTaskExecutor joltListenerTaskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("pool-of-mine-");
			executor.setAcceptTasksAfterContextClose(true);
			return executor;
		}

	}

}
