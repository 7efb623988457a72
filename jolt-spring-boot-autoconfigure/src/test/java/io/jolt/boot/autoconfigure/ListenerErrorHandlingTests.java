package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageRecoverer;
import io.jolt.spring.listener.LoggingJoltErrorHandler;
import io.jolt.spring.listener.LoggingJoltMessageRecoverer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.backoff.ExponentialBackOff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ListenerErrorHandlingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class));

	@Test
	void byDefaultAFailureIsLogged() {
		this.contextRunner
			.run((context) -> assertThat(errorHandler(context)).isInstanceOf(LoggingJoltErrorHandler.class));
	}

	@Test
	void retryIsConfiguredByProperties() {
		this.contextRunner
			.withPropertyValues("jolt.listener.retry.enabled=true", "jolt.listener.retry.max-attempts=5",
					"jolt.listener.retry.initial-interval=100ms", "jolt.listener.retry.multiplier=1.5",
					"jolt.listener.retry.max-interval=2s")
			.run((context) -> {
				assertThat(errorHandler(context)).isInstanceOf(DefaultJoltErrorHandler.class)
					.extracting("recoverer")
					.isInstanceOf(LoggingJoltMessageRecoverer.class);
				ExponentialBackOff backOff = backOff(context);
				assertThat(backOff.getMaxAttempts()).isEqualTo(4);
				assertThat(backOff.getInitialInterval()).isEqualTo(100);
				assertThat(backOff.getMultiplier()).isEqualTo(1.5);
				assertThat(backOff.getMaxInterval()).isEqualTo(2000);
			});
	}

	@Test
	void thereAreThreeAttemptsWithinTenSecondsByDefault() {
		this.contextRunner.withPropertyValues("jolt.listener.retry.enabled=true").run((context) -> {
			ExponentialBackOff backOff = backOff(context);
			assertThat(backOff.getMaxAttempts()).isEqualTo(2);
			assertThat(backOff.getInitialInterval()).isEqualTo(1000);
			assertThat(backOff.getMultiplier()).isEqualTo(2);
			assertThat(backOff.getMaxInterval()).isEqualTo(10_000);
		});
	}

	@Test
	void anErrorHandlerOfTheApplicationsIsUsedInstead() {
		JoltErrorHandler own = (error, delivery) -> {
		};
		this.contextRunner
			.withPropertyValues("jolt.listener.retry.enabled=true", "jolt.listener.dead-letter.enabled=true")
			.withBean(JoltErrorHandler.class, () -> own)
			.run((context) -> assertThat(errorHandler(context)).isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "false,false", "true,true", "true,false", "false,true" })
	void aRecovererOfTheApplicationsIsUsed(boolean retry, boolean deadLetter) {
		JoltMessageRecoverer own = (error, delivery, attempts) -> {
		};
		this.contextRunner
			.withPropertyValues("jolt.listener.retry.enabled=" + retry,
					"jolt.listener.dead-letter.enabled=" + deadLetter)
			.withBean(JoltMessageRecoverer.class, () -> own)
			.run((context) -> assertThat(errorHandler(context)).isInstanceOf(DefaultJoltErrorHandler.class)
				.extracting("recoverer")
				.isSameAs(own));
	}

	@ParameterizedTest
	@CsvSource({ "retry.max-attempts,0", "retry.max-attempts,-1", "retry.initial-interval,-1s",
			"retry.max-interval,-1s", "retry.multiplier,0.9", "retry.multiplier,NaN", "dead-letter.suffix,''" })
	void aBadPropertyIsNamed(String property, String value) {
		this.contextRunner
			.withPropertyValues("jolt.listener.retry.enabled=true", "jolt.listener.dead-letter.enabled=true",
					"jolt.listener." + property + "=" + value)
			.run((context) -> assertThat(
					NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure())))
				.isInstanceOf(InvalidJoltPropertyException.class)
				.hasMessageContaining("'jolt.listener." + property + "'"));
	}

	@Test
	void withBothAMessageIsADeadLetterAfterItsRetries() {
		run((runner, listeners) -> runner
			.withPropertyValues("jolt.listener.retry.enabled=true", "jolt.listener.retry.initial-interval=1ms",
					"jolt.listener.dead-letter.enabled=true")
			.run((context) -> {
				context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
				assertThat(take(listeners.deadLetters).headers()).containsEntry(JoltHeaders.DLT_ATTEMPTS, "3");
				assertThat(listeners.calls).containsExactly("1", "1", "1");
			}));
	}

	@Test
	void deadLettersNeedNoRetries() {
		run((runner, listeners) -> runner
			.withPropertyValues("jolt.listener.dead-letter.enabled=true", "jolt.listener.dead-letter.suffix=.dlt")
			.run((context) -> {
				assertThat(errorHandler(context)).extracting("recoverer")
					.isInstanceOf(DeadLetterPublishingRecoverer.class);
				context.getBean(JoltTemplate.class).convertAndSend("orders", "1");
				assertThat(take(listeners.deadLetters).headers()).containsEntry(JoltHeaders.DLT_ATTEMPTS, "1");
				assertThat(listeners.calls).containsExactly("1");
			}));
	}

	@Test
	void deadLettersGoWhereTheirMessagesCameFrom() {
		OfOtherConnection listeners = new OfOtherConnection();
		try (JoltBroker broker = JoltBroker.builder().port(0).start();
				JoltBroker other = JoltBroker.builder().port(0).start()) {
			this.contextRunner
				.withPropertyValues("jolt.port=" + broker.port(), "jolt.connections.other.port=" + other.port(),
						"jolt.listener.dead-letter.enabled=true")
				.withBean(OfOtherConnection.class, () -> listeners)
				.run((context) -> {
					context.getBean("otherJoltTemplate", JoltTemplate.class).convertAndSend("orders", "1");
					assertThat(take(listeners.deadLetters).data()).isEqualTo("1");
					JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
					await().until(() -> Objects.requireNonNull(registry.getListenerContainer("failing"))
						.statistics()
						.deadLettered() == 1);
				});
		}
	}

	private void run(BiConsumer<ApplicationContextRunner, Listeners> test) {
		Listeners listeners = new Listeners();
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			test.accept(this.contextRunner.withPropertyValues("jolt.port=" + broker.port())
				.withBean(Listeners.class, () -> listeners), listeners);
		}
	}

	private static JoltErrorHandler errorHandler(ApplicationContext context) {
		return context.getBean(DefaultJoltListenerContainerFactory.class).getContainerProperties().getErrorHandler();
	}

	private static ExponentialBackOff backOff(ApplicationContext context) {
		return assertThat(errorHandler(context)).extracting("backOff")
			.asInstanceOf(InstanceOfAssertFactories.type(ExponentialBackOff.class))
			.actual();
	}

	private static JoltMessage take(BlockingQueue<JoltMessage> queue) throws InterruptedException {
		JoltMessage message = queue.poll(10, TimeUnit.SECONDS);
		assertThat(message).isNotNull();
		return message;
	}

	static class Listeners {

		final List<String> calls = new CopyOnWriteArrayList<>();

		final BlockingQueue<JoltMessage> deadLetters = new LinkedBlockingQueue<>();

		@JoltListener(topics = "orders")
		void fail(String data) {
			this.calls.add(data);
			throw new IllegalStateException("failing");
		}

		@JoltListener(topics = "orders.dlt")
		void deadLetter(JoltMessage message) {
			this.deadLetters.add(message);
		}

	}

	static class OfOtherConnection {

		final BlockingQueue<JoltMessage> deadLetters = new LinkedBlockingQueue<>();

		@JoltListener(id = "failing", topics = "orders", connection = "other")
		void fail(String data) {
			throw new IllegalStateException("failing");
		}

		@JoltListener(topics = "orders.dlt", connection = "other")
		void deadLetter(JoltMessage message) {
			this.deadLetters.add(message);
		}

	}

}
