package io.jolt.spring.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.LogCapture;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerConfigurer;
import io.jolt.spring.config.JoltListenerEndpoint;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.adapter.MethodListenerFactory;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoltListenerAnnotationTests {

	private static final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	private final FakeJoltClient client = new FakeJoltClient();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@AfterEach
	void close() {
		this.context.close();
		assertThat(this.client.active()).isEmpty();
		assertThat(received).isEmpty();
	}

	@Test
	void aListenerHasOneSubscriptionWithOneQueueAndBlocksByDefault() {
		start(Plain.class);
		assertThat(this.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.topics()).containsExactly("a", "b");
			assertThat(subscription.patterns()).containsExactly("c.*");
			assertThat(subscription.options.overflow()).isEqualTo(OverflowPolicy.BLOCK);
			assertThat(subscription.options.queueCapacity()).isEqualTo(10_000);
			assertThat(subscription.options.queueSizeBytes()).isEqualTo(8L * 1024 * 1024);
		});
		assertThat(registry().getListenerContainerIds()).containsExactly("plain.listen");
	}

	@Test
	void placeholdersAndExpressionsAreResolvedInAllAttributes() {
		property("app.topic", "from.property");
		property("app.several", "one, two");
		property("app.id", "my-id");
		property("app.auto", "false");
		property("app.overflow", "drop-oldest");
		start(Resolved.class);
		assertThat(registry().isRunning("my-id")).isFalse();
		registry().start("my-id");
		assertThat(this.client.active()).singleElement().satisfies((subscription) -> {
			assertThat(subscription.topics()).containsExactly("from.property", "one", "two", "x", "y", "from.bean",
					"with,comma");
			assertThat(subscription.patterns()).containsExactly("p.*");
			assertThat(subscription.options.overflow()).isEqualTo(OverflowPolicy.DROP_OLDEST);
		});
	}

	@Test
	void eachRepeatedAnnotationHasAContainer() throws Exception {
		start(Repeated.class);
		assertThat(registry().getListenerContainerIds()).containsExactly("repeated.listen", "second");
		this.client.deliver(JoltMessage.of("two", "hi"));
		assertThat(next()).isEqualTo("hi");
	}

	@Test
	void theAnnotationWorksAsAMetaAnnotation() {
		start(Meta.class);
		assertThat(registry().getListenerContainerIds()).containsExactly("composed");
		assertThat(this.client.active()).flatExtracting((subscription) -> subscription.topics())
			.containsExactly("meta");
		assertThat(this.client.active().get(0).options.overflow()).isEqualTo(OverflowPolicy.DROP_NEWEST);
	}

	@Test
	void overloadedMethodsGetIdsOfTheirOwn() {
		start(Overloaded.class);
		assertThat(registry().getListenerContainerIds()).containsExactlyInAnyOrder("overloaded.listen",
				"overloaded.listen#2");
	}

	@Test
	void aListenerOnAProxiedBeanIsCalledThroughTheProxy() throws Exception {
		this.context.registerBean(Proxying.class);
		start(Plain.class);
		this.client.deliver(JoltMessage.of("a", "hi"));
		assertThat(next()).isEqualTo("intercepted");
		assertThat(next()).isEqualTo("hi");
	}

	@Test
	void aBeanMadeLaterListensAtOnce() throws Exception {
		this.context.registerBean("late", Late.class);
		start();
		assertThat(this.client.active()).isEmpty();
		this.context.getBean(Late.class);
		this.client.deliver(JoltMessage.of("late", "hi"));
		assertThat(next()).isEqualTo("hi");
	}

	@Test
	void aConfigurerMayRegisterListenersOfItsOwn() throws Exception {
		this.context.registerBean(JoltListenerConfigurer.class,
				() -> (registrar) -> registrar.registerEndpoint(new LambdaEndpoint()));
		start();
		this.client.deliver(JoltMessage.of("lambda", "hi"));
		assertThat(next()).isEqualTo("hi");
	}

	@Test
	void anotherContainerFactoryIsUsedByItsName() {
		this.context.registerBean("other", DefaultJoltListenerContainerFactory.class, () -> {
			DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(this.client);
			factory.getContainerProperties().setOverflow(OverflowPolicy.DROP_NEWEST);
			factory.getContainerProperties().setQueueCapacity(7);
			return factory;
		});
		start(OtherFactory.class);
		assertThat(this.client.active().get(0).options.overflow()).isEqualTo(OverflowPolicy.DROP_NEWEST);
		assertThat(this.client.active().get(0).options.queueCapacity()).isEqualTo(7);
	}

	@Test
	void noBeanIsMadeTooEarlyForOtherPostProcessors() {
		try (LogCapture log = LogCapture.of("org.springframework.context.support.PostProcessorRegistrationDelegate")) {
			start(Plain.class);
			assertThat(log.messages(Level.WARN)).isEmpty();
			assertThat(log.messages(Level.INFO)).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aPlaceholderThatIsUnknownIsAnError(boolean strict) {
		if (strict) {
			this.context.registerBean(PropertySourcesPlaceholderConfigurer.class);
		}
		assertThatThrownBy(() -> start(Unresolvable.class)).hasMessageContaining("listen(")
			.hasMessageContaining("topics")
			.hasMessageContaining("no.such.property");
	}

	@Test
	void aListenerWithoutATopicIsAnError() {
		assertThatThrownBy(() -> start(NoTopic.class)).hasMessageContaining("listen(")
			.hasMessageContaining("names no topic");
	}

	@Test
	void anEmptyTopicIsAnError() {
		property("app.topic", "");
		assertThatThrownBy(() -> start(EmptyTopic.class)).hasMessageContaining("listen(")
			.hasMessageContaining("${app.topic}");
	}

	@Test
	void anUnknownOverflowIsAnError() {
		assertThatThrownBy(() -> start(UnknownOverflow.class)).hasMessageContaining("listen(")
			.hasMessageContaining("'explode'")
			.hasMessageContaining("[BLOCK, DROP_OLDEST, DROP_NEWEST]");
	}

	@Test
	void anAutoStartupThatIsNeitherTrueNorFalseIsAnError() {
		assertThatThrownBy(() -> start(UnknownAutoStartup.class)).hasMessageContaining("autoStartup")
			.hasMessageContaining("'maybe'");
	}

	@Test
	void twoListenersOfOneIdAreAnErrorThatNamesBoth() {
		assertThatThrownBy(() -> start(Twins.class)).hasMessageContaining("'twin'")
			.hasMessageContaining("first(")
			.hasMessageContaining("second(");
	}

	@Test
	void aPrivateOrStaticMethodIsAnError() {
		assertThatThrownBy(() -> start(PrivateMethod.class)).hasMessageContaining("listen(")
			.hasMessageContaining("neither private nor static");
	}

	@Test
	void aStaticMethodIsAnError() {
		assertThatThrownBy(() -> start(StaticMethod.class)).hasMessageContaining("neither private nor static");
	}

	@Test
	void aContainerFactoryThatIsNotThereIsAnError() {
		assertThatThrownBy(() -> start(OtherFactory.class)).hasMessageContaining("listen(")
			.hasMessageContaining("'other'");
	}

	@Test
	void aContainerFactoryOfAnotherTypeIsAnError() {
		this.context.registerBean("other", String.class, () -> "no factory");
		assertThatThrownBy(() -> start(OtherFactory.class)).hasMessageContaining("'other'")
			.hasMessageContaining("not a JoltListenerContainerFactory");
	}

	@Test
	void aPrototypeIsAnError() {
		this.context.registerBean("prototype", PrototypeBean.class);
		start();
		assertThatThrownBy(() -> this.context.getBean(PrototypeBean.class)).hasMessageContaining("singleton");
	}

	@Test
	void aMethodThatTheProxyDoesNotHaveIsAnError() {
		this.context.registerBean(InterfaceProxying.class);
		assertThatThrownBy(() -> start(BehindInterface.class)).hasMessageContaining("listen");
	}

	private void start(Class<?>... beans) {
		this.context.registerBean("joltListenerContainerFactory", DefaultJoltListenerContainerFactory.class,
				() -> new DefaultJoltListenerContainerFactory(this.client));
		this.context.registerBean("topicsBean", TopicsBean.class);
		this.context.register(Enable.class);
		for (Class<?> bean : beans) {
			String name = bean.getSimpleName();
			this.context.registerBean(Character.toLowerCase(name.charAt(0)) + name.substring(1), bean);
		}
		this.context.refresh();
	}

	private void property(String name, String value) {
		this.context.getEnvironment().getPropertySources().addLast(new MapPropertySource(name, Map.of(name, value)));
	}

	private JoltListenerEndpointRegistry registry() {
		return this.context.getBean(JoltListenerEndpointRegistry.class);
	}

	private static String next() throws InterruptedException {
		String element = received.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	private static Object proxy(Object bean, boolean targetClass) {
		ProxyFactory factory = new ProxyFactory(bean);
		factory.setProxyTargetClass(targetClass);
		factory.addAdvice((MethodInterceptor) (invocation) -> {
			received.add("intercepted");
			return invocation.proceed();
		});
		return factory.getProxy();
	}

	@EnableJolt
	static class Enable {

	}

	public static class TopicsBean {

		public List<String> getTopics() {
			return List.of("from.bean");
		}

	}

	static class Plain {

		@JoltListener(topics = { "a", "b" }, topicPatterns = "c.*")
		void listen(String payload) {
			received.add(payload);
		}

	}

	static class Resolved {

		@JoltListener(
				topics = { "${app.topic}", "${app.several}", "#{'x,y'.split(',')}", "#{@topicsBean.topics}",
						"with,comma" },
				topicPatterns = "#{'p' + '.*'}", id = "${app.id}", autoStartup = "${app.auto}",
				overflow = "${app.overflow}", containerFactory = "#{'joltListener' + 'ContainerFactory'}")
		void listen(String payload) {
		}

	}

	static class Repeated {

		@JoltListener("one")
		@JoltListener(topics = "two", id = "second")
		void listen(String payload) {
			received.add(payload);
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@JoltListener(overflow = "DROP_NEWEST", id = "composed")
	@interface LossyListener {

		@AliasFor(annotation = JoltListener.class, attribute = "topics")
		String[] value();

	}

	static class Meta {

		@LossyListener("meta")
		void listen(String payload) {
		}

	}

	static class Overloaded {

		@JoltListener("s")
		void listen(String payload) {
		}

		@JoltListener("i")
		void listen(Integer payload) {
		}

	}

	@Lazy
	static class Late {

		@JoltListener("late")
		void listen(String payload) {
			received.add(payload);
		}

	}

	static class OtherFactory {

		@JoltListener(topics = "a", containerFactory = "other")
		void listen(String payload) {
		}

	}

	static class Unresolvable {

		@JoltListener("${no.such.property}")
		void listen(String payload) {
		}

	}

	static class NoTopic {

		@JoltListener
		void listen(String payload) {
		}

	}

	static class EmptyTopic {

		@JoltListener("${app.topic}")
		void listen(String payload) {
		}

	}

	static class UnknownOverflow {

		@JoltListener(topics = "a", overflow = "explode")
		void listen(String payload) {
		}

	}

	static class UnknownAutoStartup {

		@JoltListener(topics = "a", autoStartup = "maybe")
		void listen(String payload) {
		}

	}

	static class Twins {

		@JoltListener(topics = "a", id = "twin")
		void first(String payload) {
		}

		@JoltListener(topics = "b", id = "twin")
		void second(String payload) {
		}

	}

	static class PrivateMethod {

		@JoltListener("a")
		@SuppressWarnings({ "UnusedMethod", "UnusedVariable" })
		private void listen(String payload) {
		}

	}

	static class StaticMethod {

		@JoltListener("a")
		static void listen(String payload) {
		}

	}

	@Scope("prototype")
	static class PrototypeBean {

		@JoltListener("a")
		void listen(String payload) {
		}

	}

	public interface Service {

		void other();

	}

	public static class BehindInterface implements Service {

		@Override
		public void other() {
		}

		@JoltListener("a")
		public void listen(String payload) {
		}

	}

	static class Proxying implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Plain) ? proxy(bean, true) : bean;
		}

	}

	static class InterfaceProxying implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof BehindInterface) ? proxy(bean, false) : bean;
		}

	}

	private static final class LambdaEndpoint implements JoltListenerEndpoint {

		@Override
		public String getId() {
			return "lambda";
		}

		@Override
		public List<String> getTopics() {
			return List.of("lambda");
		}

		@Override
		public List<String> getTopicPatterns() {
			return new ArrayList<>();
		}

		@Override
		public JoltMessageListener createMessageListener(MethodListenerFactory methodListeners) {
			return (message) -> received.add(message.data());
		}

	}

}
