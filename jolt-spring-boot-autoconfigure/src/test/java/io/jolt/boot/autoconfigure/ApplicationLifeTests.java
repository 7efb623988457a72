package io.jolt.boot.autoconfigure;

import java.net.BindException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.PublishResult;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltTemplate;
import jakarta.annotation.PostConstruct;
import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an application does before it has started and until it ends: it publishes early,
 * keeps the JVM alive, and ends itself.
 */
@Timeout(60)
class ApplicationLifeTests {

	@ParameterizedTest
	@ValueSource(strings = { "jolt.startup=retry", "jolt.startup=fail", "spring.main.lazy-initialization=true" })
	void whatIsPublishedWhileBeansAreMadeReachesTheEmbeddedBroker(String property) {
		try (ConfigurableApplicationContext context = run(EarlyPublisher.class, property, "jolt.embedded.enabled=true",
				"jolt.embedded.port=0")) {
			assertThat(context.getBean(EarlyPublisher.class).done).containsExactly("constructed", "all are there");
			assertThat(context.getBean(JoltBroker.class).stats().messagesIn()).isEqualTo(2);
			context.stop();
			assertThat(context.getBean(JoltBroker.class).isRunning()).isFalse();
			context.start();
			context.getBean(JoltTemplate.class).convertAndSend("early", "again");
		}
	}

	@Test
	void soItDoesWhereTheApplicationEnablesListenersItself() {
		try (ConfigurableApplicationContext context = run(EarlyPublisherWithEnableJolt.class,
				"jolt.embedded.enabled=true", "jolt.embedded.port=0")) {
			assertThat(context.getBean(EarlyPublisher.class).done).containsExactly("constructed", "all are there");
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { PublishingProcessor.class, PublishingAdvice.class })
	void soItDoesWhereTheTemplateIsNeededBeforeOtherBeans(Class<?> early) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(early, EarlyPublisher.class)
			.web(WebApplicationType.NONE)
			.run("--jolt.embedded.enabled=true", "--jolt.embedded.port=0")) {
			assertThat(context.getBean(EarlyPublisher.class).done).containsExactly("constructed", "all are there");
			assertThat(context.getBean(JoltBroker.class).stats().messagesIn()).isEqualTo(3);
		}
	}

	@Test
	void anEmbeddedBrokerThatCannotListenEndsStartUpAlsoWhereItWasStartedEarly() throws Exception {
		try (JoltBroker other = JoltBroker.builder().port(0).start()) {
			assertThatException()
				.isThrownBy(() -> run(EarlyPublisher.class, "jolt.embedded.enabled=true",
						"jolt.embedded.port=" + other.port())
					.close())
				.havingRootCause()
				.isInstanceOf(BindException.class);
		}
	}

	@Test
	void nothingConnectsWhereNothingIsPublishedBeforeTheClientsPhase() {
		try (ConfigurableApplicationContext context = run(EarlyLook.class, "jolt.embedded.enabled=true",
				"jolt.embedded.port=0")) {
			EarlyLook look = context.getBean(EarlyLook.class);
			assertThat(look.client).isEqualTo(ConnectionState.STOPPED);
			assertThat(look.brokerRunning).isFalse();
		}
	}

	@Test
	void anEmbeddedBrokerAloneKeepsTheJvmAliveUntilTheContextIsClosed() {
		Set<Thread> before = nonDaemons();
		try (ConfigurableApplicationContext context = run(Nothing.class, "jolt.embedded.enabled=true",
				"jolt.embedded.port=0")) {
			assertThat(newNonDaemons(before)).singleElement().extracting(Thread::getName).isEqualTo("jolt-keep-alive");
			// by another way than the lifecycle's
			context.getBean(JoltBroker.class).stop();
		}
		assertGone(before);
	}

	@Test
	void aListenerOnAnExecutorOfDaemonsKeepsTheJvmAliveUntilTheContextIsClosed() throws Exception {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			Set<Thread> before = nonDaemons();
			try (ConfigurableApplicationContext context = run(OnDaemons.class, "jolt.port=" + broker.port())) {
				assertThat(newNonDaemons(before)).singleElement()
					.extracting(Thread::getName)
					.isEqualTo("jolt-keep-alive");
				context.getBean(JoltTemplate.class).convertAndSend("texts", "hello");
				assertThat(context.getBean(OnDaemons.class).received.poll(10, TimeUnit.SECONDS)).isEqualTo("hello");
			}
			assertGone(before);
		}
	}

	@Test
	void aClientAloneKeepsNothingAlive() {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			Set<Thread> before = nonDaemons();
			try (ConfigurableApplicationContext context = run(Nothing.class, "jolt.port=" + broker.port())) {
				assertThat(context.isActive()).isTrue();
				assertThat(newNonDaemons(before)).isEmpty();
			}
		}
	}

	@Test
	void aListenerMayEndTheApplication() throws Exception {
		try (ConfigurableApplicationContext context = run(Ending.class, "jolt.embedded.enabled=true",
				"jolt.embedded.port=0", "jolt.listener.shutdown-timeout=2m",
				"spring.lifecycle.timeout-per-shutdown-phase=2m")) {
			CompletableFuture<PublishResult> sent = context.getBean(JoltTemplate.class).sendAsync("texts", "end");
			assertThat(context.getBean(Ending.class).exitCode.get(30, TimeUnit.SECONDS)).isZero();
			// with its answer, or because its connection is gone
			Awaitility.await().until(sent::isDone);
			assertThat(context.isActive()).isFalse();
		}
	}

	@Test
	void thePhaseOfListenersIsAProperty() {
		try (ConfigurableApplicationContext context = run(OnDaemons.class, "jolt.embedded.enabled=true",
				"jolt.embedded.port=0", "jolt.listener.phase=2147481000")) {
			assertThat(context.getBean(JoltListenerEndpointRegistry.class).getPhase()).isEqualTo(2147481000);
		}
	}

	private static Set<Thread> nonDaemons() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.isDaemon())
			.collect(Collectors.toSet());
	}

	private static List<Thread> newNonDaemons(Set<Thread> before) {
		return nonDaemons().stream()
			.filter((thread) -> !before.contains(thread) && !thread.getName().startsWith("awaitility"))
			.toList();
	}

	private static void assertGone(Set<Thread> before) {
		Awaitility.await().untilAsserted(() -> assertThat(newNonDaemons(before)).isEmpty());
	}

	private static ConfigurableApplicationContext run(Class<?> source, String... properties) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.properties("jolt.host=127.0.0.1")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Nothing {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EarlyPublisher implements SmartInitializingSingleton {

		final List<String> done = new CopyOnWriteArrayList<>();

		private final JoltTemplate template;

		EarlyPublisher(JoltTemplate template) {
			this.template = template;
		}

		@PostConstruct
		void constructed() {
			this.template.convertAndSend("early", "constructed");
			this.done.add("constructed");
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.template.convertAndSend("early", "all are there");
			this.done.add("all are there");
		}

	}

	static class PublishingProcessor implements BeanPostProcessor, Ordered {

		PublishingProcessor(JoltTemplate template) {
			template.convertAndSend("early", "a processor");
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PublishingAdvice {

		@Bean
		static DefaultAdvisorAutoProxyCreator proxyCreator() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		static Advisor audit(JoltTemplate template) {
			NameMatchMethodPointcut calls = new NameMatchMethodPointcut();
			calls.setMappedName("call");
			return new DefaultPointcutAdvisor(calls, (MethodInterceptor) (call) -> {
				template.convertAndSend("early", "advice");
				return call.proceed();
			});
		}

		@Bean
		static Callable<String> audited() {
			return () -> "called";
		}

		@Bean
		static String caller(Callable<String> audited) throws Exception {
			return audited.call();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableJolt
	static class EarlyPublisherWithEnableJolt extends EarlyPublisher {

		EarlyPublisherWithEnableJolt(JoltTemplate template) {
			super(template);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class EarlyLook implements SmartInitializingSingleton {

		private final JoltClient joltClient;

		private final JoltBroker broker;

		ConnectionState client = ConnectionState.OPEN;

		boolean brokerRunning = true;

		EarlyLook(JoltClient joltClient, JoltBroker broker) {
			this.joltClient = joltClient;
			this.broker = broker;
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.client = this.joltClient.state();
			this.brokerRunning = this.broker.isRunning();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class OnDaemons {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@Bean
		static Executor joltListenerTaskExecutor() {
			return (task) -> {
				Thread thread = new Thread(task, "mine");
				thread.setDaemon(true);
				thread.start();
			};
		}

		@JoltListener(topics = "texts")
		void receive(String text) {
			this.received.add(text);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Ending {

		final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

		private final ConfigurableApplicationContext context;

		Ending(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@JoltListener(topics = "texts")
		void receive(String text) {
			this.exitCode.complete(SpringApplication.exit(this.context));
		}

	}

}
