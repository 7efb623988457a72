package io.jolt.boot.autoconfigure;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.config.Scope;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beans that nothing asks for under {@code spring.main.lazy-initialization}.
 */
class LazyListenerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JoltAutoConfiguration.class, JoltListenerAutoConfiguration.class))
		.withPropertyValues("jolt.listener.auto-startup=false")
		.withInitializer((context) -> {
			context.getBeanFactory().registerScope("own", new OwnScope());
			AutoConfigurationPackages.register((GenericApplicationContext) context, getClass().getPackageName());
			context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
		});

	private final Logger logger = (Logger) LoggerFactory.getLogger(JoltListenerLazyInitializationExcludeFilter.class);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void record() {
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	@AfterEach
	void stopRecording() {
		this.logger.detachAppender(this.appender);
	}

	@Test
	void aBeanWhoseMethodDeclaresLessListens() {
		this.contextRunner.withUserConfiguration(DeclaresAnInterface.class).run((context) -> {
			assertListens(context);
			assertThat(this.appender.list).isEmpty();
		});
	}

	@Test
	void aScopedBeanListens() {
		this.contextRunner.withUserConfiguration(DeclaresAScope.class).run(this::assertListens);
	}

	@Test
	void whatAFactoryBeanMakesListens() {
		this.contextRunner.withUserConfiguration(DeclaresAFactoryBean.class).run(this::assertListens);
	}

	@Test
	void anotherBeanStaysLazy() {
		this.contextRunner.withUserConfiguration(Deaf.class).run((context) -> {
			assertThat(context.getBeanFactory().getMergedBeanDefinition("deaf").isLazyInit()).isTrue();
			assertThat(context.getBeanFactory().getMergedBeanDefinition("runnable").isLazyInit()).isTrue();
			assertThat(this.appender.list).isEmpty();
		});
	}

	@Test
	void whatCannotBeKnownIsNamedInAWarning() {
		this.contextRunner.withUserConfiguration(Hides.class)
			.run((context) -> assertThat(this.appender.list).singleElement()
				.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("'hidden'")
					.contains(OrderHandler.class.getName())));
	}

	private void assertListens(ApplicationContext context) {
		assertThat(context.getBean(JoltListenerEndpointRegistry.class).getListenerContainerIds())
			.containsExactly("orders");
	}

	private static final class OwnScope implements Scope {

		private final Map<String, Object> beans = new HashMap<>();

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

	interface OrderHandler {

		void on(String order);

	}

	static class JoltOrderHandler implements OrderHandler {

		@Override
		@JoltListener(id = "orders", topics = "orders")
		public void on(String order) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaresAnInterface {

		@Bean
		OrderHandler handler() {
			return new JoltOrderHandler();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaresAScope {

		@Bean
		@org.springframework.context.annotation.Scope(scopeName = "own", proxyMode = ScopedProxyMode.TARGET_CLASS)
		JoltOrderHandler handler() {
			return new JoltOrderHandler();
		}

	}

	static class HandlerFactory implements FactoryBean<JoltOrderHandler> {

		@Override
		public JoltOrderHandler getObject() {
			return new JoltOrderHandler();
		}

		@Override
		public Class<?> getObjectType() {
			return JoltOrderHandler.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaresAFactoryBean {

		@Bean
		HandlerFactory handler() {
			return new HandlerFactory();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Deaf {

		@Bean
		OrderHandler deaf() {
			return (order) -> {
			};
		}

		@Bean
		Runnable runnable(Map<String, Runnable> others) {
			return Objects.requireNonNull(others.get("other"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hides {

		@Bean
		OrderHandler hidden(Map<String, OrderHandler> others) {
			return Objects.requireNonNull(others.get("other"));
		}

	}

}
