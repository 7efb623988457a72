package io.jolt.spring.annotation;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners that nothing asks for, and that are not made with the other singletons.
 */
class ScopedListenerTests {

	private final ListenerContext listeners = new ListenerContext();

	private final RefreshableScope scope = new RefreshableScope();

	@BeforeEach
	void setScope() {
		Scoped.instances.set(0);
		this.listeners.context.getBeanFactory().registerScope("refreshable", this.scope);
	}

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { ClassProxies.class, InterfaceProxies.class, DeclaredInterfaces.class })
	void aScopedListenerIsCalledThroughItsProxyAlsoWhenItWasReplaced(Class<?> configuration) {
		this.listeners.start(configuration);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactly("scoped");
		assertThat(this.listeners.client.active()).hasSize(1);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("1 hi");
		assertThat(this.listeners.deliver("a", "again")).isEqualTo("1 again");
		this.scope.refresh();
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("2 hi");
		assertThat(this.listeners.client.active()).hasSize(1);
	}

	@Test
	void eachMessageGoesToAPrototypeOfItsOwn() {
		this.listeners.start(Prototypes.class);
		assertThat(this.listeners.client.active()).hasSize(1);
		Object first = this.listeners.deliver("a", "hi");
		assertThat(this.listeners.deliver("a", "hi")).isNotEqualTo(first);
	}

	@Test
	void anInjectedOneListensOnceToo() {
		this.listeners.start(ClassProxies.class, Injected.class);
		assertThat(this.listeners.client.active()).hasSize(1);
	}

	@Test
	void aListenerClassMayBeScoped() {
		this.listeners.start(ScopedHandlers.class);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("handled hi");
	}

	@Test
	void whatAFactoryBeanMakesListens() {
		this.listeners.start(MadeByAFactoryBean.class);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("1 hi");
	}

	@Test
	void aLazyOneListensWhenItIsAskedFor() {
		this.listeners.start(LazyFactoryBean.class);
		assertThat(this.listeners.client.active()).isEmpty();
		this.listeners.context.getBean(Scoped.class);
		assertThat(this.listeners.deliver("a", "hi")).isEqualTo("1 hi");
	}

	private static final class RefreshableScope implements Scope {

		private final Map<String, Object> beans = new ConcurrentHashMap<>();

		void refresh() {
			this.beans.clear();
		}

		@Override
		public Object get(String name, ObjectFactory<?> objectFactory) {
			return this.beans.computeIfAbsent(name, (key) -> objectFactory.getObject());
		}

		@Override
		public @Nullable Object remove(String name) {
			return this.beans.remove(name);
		}

		@Override
		public void registerDestructionCallback(String name, Runnable callback) {
		}

	}

	interface Listening {

		@JoltListener(id = "scoped", topics = "a")
		void on(String text);

	}

	static class Scoped implements Listening {

		static final AtomicInteger instances = new AtomicInteger();

		private final BlockingQueue<Object> received;

		private final int number;

		// for the proxy
		Scoped() {
			this.received = new LinkedBlockingQueue<>();
			this.number = 0;
		}

		Scoped(BlockingQueue<Object> received) {
			this.received = received;
			this.number = instances.incrementAndGet();
		}

		@Override
		public void on(String text) {
			this.received.add(this.number + " " + text);
		}

	}

	@JoltListener(id = "scoped", topics = "a")
	static class Handlers {

		private final BlockingQueue<Object> received;

		Handlers() {
			this.received = new LinkedBlockingQueue<>();
		}

		Handlers(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltHandler
		void on(String text) {
			this.received.add("handled " + text);
		}

	}

	record Injected(Scoped scoped) {
	}

	@Configuration(proxyBeanMethods = false)
	static class ClassProxies {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refreshable",
				proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped(BlockingQueue<Object> received) {
			return new Scoped(received);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfaceProxies {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refreshable", proxyMode = ScopedProxyMode.INTERFACES)
		Scoped scoped(BlockingQueue<Object> received) {
			return new Scoped(received);
		}

	}

	interface Plain {

		void on(String text);

	}

	static class AnnotatedPlain implements Plain {

		private final BlockingQueue<Object> received;

		private final int number = Scoped.instances.incrementAndGet();

		AnnotatedPlain(BlockingQueue<Object> received) {
			this.received = received;
		}

		@Override
		@JoltListener(id = "scoped", topics = "a")
		public void on(String text) {
			this.received.add(this.number + " " + text);
		}

	}

	// only the class is annotated
	@Configuration(proxyBeanMethods = false)
	static class DeclaredInterfaces {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refreshable",
				proxyMode = ScopedProxyMode.TARGET_CLASS)
		Plain scoped(BlockingQueue<Object> received) {
			return new AnnotatedPlain(received);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Scoped scoped(BlockingQueue<Object> received) {
			return new Scoped(received);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedHandlers {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "refreshable",
				proxyMode = ScopedProxyMode.TARGET_CLASS)
		Handlers scoped(BlockingQueue<Object> received) {
			return new Handlers(received);
		}

	}

	record ScopedFactory(BlockingQueue<Object> received) implements FactoryBean<Scoped> {

		@Override
		public Scoped getObject() {
			return new Scoped(this.received);
		}

		@Override
		public Class<?> getObjectType() {
			return Scoped.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MadeByAFactoryBean {

		@Bean
		ScopedFactory scoped(BlockingQueue<Object> received) {
			return new ScopedFactory(received);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyFactoryBean {

		@Bean
		@Lazy
		ScopedFactory scoped(BlockingQueue<Object> received) {
			return new ScopedFactory(received);
		}

	}

}
