package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.config.SimpleJoltListenerEndpoint;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.PropertyNamingStrategies;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerApplicationTests {

	private static final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

	private static final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();

	private JoltBroker broker;

	private ApplicationContextRunner contextRunner;

	@BeforeEach
	void start() {
		received.clear();
		errors.clear();
		this.broker = JoltBroker.builder().port(0).build();
		this.broker.start();
		int port = this.broker.port();
		this.contextRunner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class, JacksonAutoConfiguration.class,
					ValidationAutoConfiguration.class, JoltAutoConfiguration.class,
					JoltListenerAutoConfiguration.class))
			.withBean(JoltConnectionDetails.class, () -> () -> List.of(new JoltAddress("127.0.0.1", port)))
			.withBean(JoltErrorHandler.class, () -> (error, delivery) -> errors.add(error));
	}

	@AfterEach
	void stop() {
		this.broker.close();
	}

	@Test
	void topicsMayBeListsInAYamlFile() {
		this.contextRunner.withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:listener-topics.yml")
			.withUserConfiguration(YamlListener.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				JoltTemplate template = context.getBean(JoltTemplate.class);
				for (String topic : List.of("orders.new", "orders.changed", "patterns.x")) {
					template.convertAndSend(topic, topic);
					assertThat(take(received)).isEqualTo(topic);
				}
			});
	}

	@Test
	void noBeanIsMadeTooEarlyForOtherPostProcessors() {
		Logger logger = (Logger) LoggerFactory
			.getLogger("org.springframework.context.support.PostProcessorRegistrationDelegate");
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		logger.setLevel(Level.INFO);
		try {
			this.contextRunner.withUserConfiguration(OrderListener.class, ProxiedListener.class).run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(AopUtils.isAopProxy(context.getBean(ProxiedListener.class))).isTrue();
				context.getBean(JoltTemplate.class).convertAndSend("proxied", "hi");
				assertThat(take(received)).isEqualTo("hi");
				assertThat(appender.list).isEmpty();
			});
		}
		finally {
			logger.setLevel(null);
			logger.detachAppender(appender);
		}
	}

	@Test
	void theApplicationsMapperReadsAndWrites() {
		this.contextRunner.withUserConfiguration(OrderListener.class)
			.withBean(JsonMapperBuilderCustomizer.class,
					() -> (builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
			.run((context) -> {
				JoltTemplate template = context.getBean(JoltTemplate.class);
				template.convertAndSend("orders", "{\"item_name\":\"x\",\"quantity\":1}");
				assertThat(take(received)).isEqualTo("{\"item_name\":\"x!\",\"quantity\":1}");
			});
	}

	@Test
	void payloadsAreReallyValidated() {
		this.contextRunner.withUserConfiguration(OrderListener.class).run((context) -> {
			context.getBean(JoltTemplate.class).convertAndSend("orders", new Order("x", 0));
			assertThat(take(errors)).isInstanceOf(MethodArgumentNotValidException.class)
				.hasMessageContaining("on field 'quantity'");
		});
	}

	@Test
	void withoutAutoStartupNoListenerOfAnyKindStarts() {
		this.contextRunner.withPropertyValues("jolt.listener.auto-startup=false")
			.withUserConfiguration(OrderListener.class)
			.withBean(JoltListenerConfigurer.class, () -> (registrar) -> registrar.registerEndpoint(lambda("early")))
			.run((context) -> {
				JoltListenerEndpointRegistry registry = context.getBean(JoltListenerEndpointRegistry.class);
				registry.registerListenerContainer(lambda("late"),
						context.getBean(DefaultJoltListenerContainerFactory.class));
				assertThat(registry.getListenerContainers()).hasSize(4)
					.noneMatch(JoltMessageListenerContainer::isRunning);
			});
	}

	private static SimpleJoltListenerEndpoint lambda(String topic) {
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint(topic, (message) -> {
		});
		endpoint.setTopics(List.of(topic));
		return endpoint;
	}

	private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	record Order(String itemName, @Positive int quantity) {
	}

	static class YamlListener {

		@JoltListener(topics = "${app.topics}", topicPatterns = "${app.patterns}")
		void listen(JoltMessage message) {
			received.add(message.topic());
		}

	}

	static class OrderListener {

		@JoltListener("orders")
		@SendTo("replies")
		Order listen(@Valid Order order) {
			return new Order(order.itemName() + "!", order.quantity());
		}

		@JoltListener("replies")
		void replies(String reply) {
			received.add(reply);
		}

	}

	@Validated
	@JoltListener("proxied")
	static class ProxiedListener {

		@JoltHandler
		void text(String text) {
			received.add(text);
		}

	}

}
