package io.jolt.spring.config;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.annotation.EnableJolt;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.spring.listener.adapter.JoltMessageHandlerMethodFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoltListenerConfigurerTests {

	private final FakeJoltClient client = new FakeJoltClient();

	private final DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(this.client);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

	private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();

	@AfterEach
	void close() {
		this.context.close();
		assertThat(this.client.active()).isEmpty();
		assertThat(this.received).isEmpty();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void aLambdaListensWithSettingsOfItsOwn() throws Exception {
		SimpleJoltListenerEndpoint endpoint = lambda("a");
		endpoint.setTopicPatterns(List.of("a.*"));
		endpoint.setContainerSettings((container) -> {
			container.setOverflow(OverflowPolicy.DROP_OLDEST);
			container.setQueueCapacity(3);
			container.set("queue-size", "2KB");
		});
		start((registrar) -> registrar.registerEndpoint(endpoint));
		assertThat(this.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.patterns()).containsExactly("a.*");
			assertThat(subscription.options.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
			assertThat(subscription.options.queueCapacity()).isEqualTo(3);
			assertThat(subscription.options.queueSizeBytes()).isEqualTo(2048);
		});
		this.client.deliver(JoltMessage.of("a", "hi"));
		assertThat(next(this.received)).isEqualTo("hi");
	}

	@Test
	void customArgumentsAreResolvedForAnnotatedListeners() throws Exception {
		this.context.registerBean(WithUser.class, () -> new WithUser(this.received));
		start((registrar) -> registrar.setCustomMethodArgumentResolvers(new UserResolver()));
		this.client.deliver(JoltMessage.of("users", "hi"));
		assertThat(next(this.received)).isEqualTo("hi from ann");
	}

	@Test
	void aValidatorOfTheRegistrarsValidates() throws Exception {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.setMessageInterpolator(new ParameterMessageInterpolator());
		validator.afterPropertiesSet();
		this.context.registerBean(WithValidation.class, () -> new WithValidation(this.received));
		start((registrar) -> registrar.setValidator(validator));
		this.client.deliver(JoltMessage.of("orders", "{\"quantity\":1}"));
		assertThat(next(this.received)).isEqualTo(new Order(1));
		this.client.deliver(JoltMessage.of("orders", "{\"quantity\":-1}"));
		assertThat(next(this.errors)).isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("quantity");
		validator.close();
	}

	@Test
	void aMethodFactoryOfTheRegistrarsIsUsed() throws Exception {
		JoltMessageHandlerMethodFactory methodFactory = new JoltMessageHandlerMethodFactory();
		methodFactory.setCustomArgumentResolvers(List.of(new UserResolver()));
		methodFactory.afterPropertiesSet();
		this.context.registerBean(WithUser.class, () -> new WithUser(this.received));
		start((registrar) -> registrar.setMessageHandlerMethodFactory(methodFactory));
		this.client.deliver(JoltMessage.of("users", "hi"));
		assertThat(next(this.received)).isEqualTo("hi from ann");
	}

	@Test
	void toValidateWithoutAValidatorIsAnErrorAtStart() {
		this.context.registerBean(WithValidation.class, () -> new WithValidation(this.received));
		assertThatThrownBy(() -> start((registrar) -> {
		})).hasMessageContaining("listen(")
			.hasMessageContaining("@Valid")
			.hasMessageContaining("there is no validator");
	}

	@Test
	void anIdThatAnAnnotatedListenerHasIsAnErrorThatNamesBoth() {
		this.context.registerBean("withUser", WithUser.class, () -> new WithUser(this.received));
		SimpleJoltListenerEndpoint endpoint = lambda("withUser.listen");
		assertThatExceptionOfType(DuplicateJoltListenerIdException.class)
			.isThrownBy(() -> start((registrar) -> registrar.registerEndpoint(endpoint)))
			.satisfies((ex) -> assertThat(ex.id()).isEqualTo("withUser.listen"))
			.withMessageContaining("WithUser.listen(")
			.withMessageContaining("and listener 'withUser.listen'");
	}

	@Test
	void listenersComeAndGoAtRunTime() throws Exception {
		start((registrar) -> {
		});
		JoltListenerEndpointRegistry registry = registry();
		JoltMessageListenerContainer container = registry.registerListenerContainer(lambda("late"), this.factory);
		assertThat(container.isRunning()).isTrue();
		this.client.deliver(JoltMessage.of("late", "hi"));
		assertThat(next(this.received)).isEqualTo("hi");
		assertThat(registry.unregisterListenerContainer("late")).isSameAs(container);
		assertThat(container.isRunning()).isTrue();
		container.stop();
		assertThat(registry.getListenerContainerIds()).isEmpty();
		registry.registerListenerContainer(lambda("late"), this.factory);
		assertThat(registry.isRunning("late")).isTrue();
	}

	@Test
	void noListenerOfAnyKindStartsIfTheFactorySaysSo() {
		this.factory.getContainerProperties().setAutoStartup(false);
		this.context.registerBean("withUser", WithUser.class, () -> new WithUser(this.received));
		start((registrar) -> {
			registrar.setCustomMethodArgumentResolvers(new UserResolver());
			registrar.registerEndpoint(lambda("early"));
		});
		JoltListenerEndpointRegistry registry = registry();
		registry.registerListenerContainer(lambda("late"), this.factory);
		assertThat(registry.getListenerContainerIds()).containsExactly("withUser.listen", "early", "late");
		assertThat(this.client.subscriptions).isEmpty();
		registry.start("late");
		this.context.stop();
		this.context.start();
		assertThat(registry.getListenerContainers()).filteredOn(JoltMessageListenerContainer::isRunning)
			.extracting(JoltMessageListenerContainer::getListenerId)
			.containsExactly("late");
	}

	private SimpleJoltListenerEndpoint lambda(String topic) {
		SimpleJoltListenerEndpoint endpoint = new SimpleJoltListenerEndpoint(topic,
				(message) -> this.received.add(message.data()));
		endpoint.setTopics(List.of(topic));
		return endpoint;
	}

	private JoltListenerEndpointRegistry registry() {
		return this.context.getBean(JoltListenerEndpointRegistry.class);
	}

	private void start(JoltListenerConfigurer configurer) {
		this.factory.getContainerProperties().setErrorHandler((error, delivery) -> this.errors.add(error));
		this.context.registerBean("joltListenerContainerFactory", DefaultJoltListenerContainerFactory.class,
				() -> this.factory);
		this.context.registerBean(JoltListenerConfigurer.class, () -> configurer);
		this.context.register(Enable.class);
		this.context.refresh();
	}

	private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	@EnableJolt
	static class Enable {

	}

	record User(String name) {
	}

	record Order(@Positive int quantity) {
	}

	static final class UserResolver implements HandlerMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType() == User.class;
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, Message<?> message) {
			return new User("ann");
		}

	}

	static class WithUser {

		private final BlockingQueue<Object> received;

		WithUser(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener("users")
		void listen(String payload, User user) {
			this.received.add(payload + " from " + user.name());
		}

	}

	static class WithValidation {

		private final BlockingQueue<Object> received;

		WithValidation(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener("orders")
		void listen(@Valid Order order) {
			this.received.add(order);
		}

	}

}
