package io.jolt.spring.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenerBeanTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@Test
	void packagePrivateMethodsOfClassesWithAProxyAreCalledThroughIt() {
		proxy(true);
		this.listeners.start(PackagePrivate.class);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("intercepted");
		assertThat(this.listeners.received()).isEqualTo("hi");
	}

	@Test
	void theAnnotationMayBeOnTheInterfacesMethod() {
		proxy(false);
		this.listeners.start(ByInterface.class);
		assertThat(this.listeners.deliver("a", "{\"id\":\"1\"}")).isEqualTo("intercepted");
		assertThat(this.listeners.received()).isEqualTo(new Order("1"));
	}

	@Test
	void theAnnotationMayBeOnTheInterfacesMethodWithoutAProxy() {
		this.listeners.start(ByInterface.class);
		assertThat(this.listeners.deliver("a", "{\"id\":\"1\"}")).isEqualTo(new Order("1"));
	}

	@Test
	void theAnnotationsOfAClassHoldBehindAProxyOfItsInterface() {
		proxy(false);
		this.listeners.start(BehindInterface.class);
		this.listeners.client.deliver(JoltMessage.of("a", "{\"id\":\"1\"}", Map.of("count", "7")));
		assertThat(this.listeners.received()).isEqualTo("intercepted");
		assertThat(this.listeners.received()).isEqualTo(List.of(new Order("1"), 7));
	}

	@Test
	void handlersAreCalledThroughProxiesToo() {
		proxy(true);
		this.listeners.start(ProxiedHandlers.class);
		assertThat(this.listeners.deliver(JoltMessage.builder("a").type("order").data("{\"id\":\"1\"}").build()))
			.isEqualTo("intercepted");
		assertThat(this.listeners.received()).isEqualTo(new Order("1"));
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("intercepted");
		assertThat(this.listeners.received()).isEqualTo("hi");
	}

	@Test
	void inheritedMethodsWithTypeVariablesListenOnce() {
		this.listeners.start(OrderListener.class);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactlyInAnyOrder("orderListener.one",
				"orderListener.many", "orderListener.page", "orderListener.overridden");
		assertThat(this.listeners.deliver("one", "{\"id\":\"1\"}")).isEqualTo(new Order("1"));
		assertThat(this.listeners.deliver("many", "[{\"id\":\"1\"}]")).isEqualTo(List.of(new Order("1")));
		assertThat(this.listeners.deliver("page", "{\"number\":1,\"content\":[{\"id\":\"1\"}]}"))
			.isEqualTo(new Page<>(1, List.of(new Order("1"))));
		assertThat(this.listeners.deliver("overridden", "{\"id\":\"1\"}")).isEqualTo("overridden 1");
	}

	@Test
	void defaultMethodsOfInterfacesListen() {
		this.listeners.start(WithDefaultMethod.class);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("hi");
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalMethod.class, PrivateMethod.class, StaticMethod.class })
	void aFinalPrivateOrStaticMethodIsAnErrorAtStart(Class<?> type) {
		assertThatThrownBy(() -> this.listeners.start(type)).hasMessageContaining("listen(")
			.hasMessageContaining("@JoltListener")
			.hasMessageMatching("(?s).*(final|neither private nor static).*");
	}

	@Test
	void aMethodOfAFinalClassListensUnlessAProxyOfItsInterfaceLacksIt() {
		this.listeners.start(FinalClass.class);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("hi");
	}

	@Test
	void aMethodOfAFinalClassThatItsProxyLacksIsAnErrorAtStart() {
		proxy(false);
		assertThatThrownBy(() -> this.listeners.start(FinalClass.class)).hasMessageContaining("listen(")
			.hasMessageContaining("finalClass");
	}

	@Test
	void whenABeanIsDestroyedItsListenersAreGone() {
		this.listeners.start(PackagePrivate.class, ProxiedHandlers.class);
		assertThat(this.listeners.client.active()).hasSize(2);
		this.listeners.context.removeBeanDefinition("packagePrivate");
		assertThat(this.listeners.client.active()).hasSize(1);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactly("proxiedHandlers");
	}

	@Test
	void aComposedAnnotationMayBeOnAClass() {
		this.listeners.start(Composed.class);
		assertThat(this.listeners.deliver("orders", "hi")).isEqualTo("hi");
	}

	private void proxy(boolean targetClass) {
		this.listeners.context.registerBean(Proxying.class, () -> new Proxying(this.listeners.received, targetClass));
	}

	record Order(String id) {
	}

	record Page<T>(int number, List<T> content) {
	}

	static final class Proxying implements BeanPostProcessor, Ordered {

		private final BlockingQueue<Object> received;

		private final boolean targetClass;

		Proxying(BlockingQueue<Object> received, boolean targetClass) {
			this.received = received;
			this.targetClass = targetClass;
		}

		@Override
		public int getOrder() {
			return 0;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!bean.getClass().getName().contains("ListenerBeanTests$")) {
				return bean;
			}
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(this.targetClass);
			factory.addAdvice((MethodInterceptor) (invocation) -> {
				this.received.add("intercepted");
				return invocation.proceed();
			});
			return factory.getProxy(bean.getClass().getClassLoader());
		}

	}

	abstract static class Base {

		// without a constructor, as a proxy of the class needs it
		@Autowired
		BlockingQueue<Object> received;

	}

	static class PackagePrivate extends Base {

		@JoltListener("a")
		void listen(String payload) {
			this.received.add(payload);
		}

	}

	interface Listening<T> {

		@JoltListener("a")
		void listen(T payload);

	}

	static class ByInterface extends Base implements Listening<Order> {

		@Override
		public void listen(Order payload) {
			this.received.add(payload);
		}

	}

	interface Handling<T> {

		void listen(T payload, int count);

	}

	static class BehindInterface extends Base implements Handling<Order> {

		@Override
		@JoltListener("a")
		public void listen(Order payload, @Header("count") int count) {
			this.received.add(List.of(payload, count));
		}

	}

	@JoltListener("a")
	static class ProxiedHandlers extends Base {

		@JoltHandler("order")
		void order(Order payload) {
			this.received.add(payload);
		}

		@JoltHandler
		void text(String payload) {
			this.received.add(payload);
		}

	}

	abstract static class GenericListener<T> extends Base {

		@JoltListener("one")
		void one(T payload) {
			this.received.add(payload);
		}

		@JoltListener("many")
		void many(List<T> payload) {
			T first = payload.get(0);
			this.received.add(List.of(first));
		}

		@JoltListener("page")
		void page(Page<T> payload) {
			this.received.add(payload);
		}

		@JoltListener("overridden")
		void overridden(T payload) {
			this.received.add(payload);
		}

	}

	static class OrderListener extends GenericListener<Order> {

		@Override
		void overridden(Order payload) {
			this.received.add("overridden " + payload.id());
		}

	}

	interface DefaultMethod {

		BlockingQueue<Object> received();

		@JoltListener("a")
		default void listen(String payload) {
			received().add(payload);
		}

	}

	static class WithDefaultMethod extends Base implements DefaultMethod {

		@Override
		public BlockingQueue<Object> received() {
			return this.received;
		}

	}

	static class FinalMethod {

		@JoltListener("a")
		final void listen(String payload) {
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

	public interface Other {

		void other();

	}

	static final class FinalClass extends Base implements Other {

		@Override
		public void other() {
		}

		@JoltListener("a")
		void listen(String payload) {
			this.received.add(payload);
		}

	}

	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@JoltListener("orders")
	@interface OrdersListener {

	}

	@OrdersListener
	static class Composed extends Base {

		@JoltHandler
		void text(String payload) {
			this.received.add(payload);
		}

	}

}
