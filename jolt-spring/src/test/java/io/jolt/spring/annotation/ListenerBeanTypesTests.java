package io.jolt.spring.annotation;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

class ListenerBeanTypesTests {

	@ParameterizedTest
	@ValueSource(strings = { "made", "madeIfEnabled", "madeByAHelper", "madeByAnotherClass", "madeByReflection",
			"madeByALambda", "madeByAConstructorReference", "declaredAsObject", "madeByAStaticMethod", "declared",
			"narrowed", "castToItsClass" })
	void whatAMethodReturnsIsFound(String bean) {
		assertThat(types(bean).listening()).containsExactly(Listening.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "deaf", "deafByALambda", "finalClass", "deafByAHelper", "fromAConstant", "subclass" })
	void whatDoesNotListenIsKnown(String bean) {
		ListenerBeanTypes types = types(bean);
		assertThat(types.listening()).isEmpty();
		assertThat(types.isComplete()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fromAField", "fromAnInterface", "fromAMap", "recursive" })
	void whatTheCodeDoesNotShowIsUnknown(String bean) {
		ListenerBeanTypes types = types(bean);
		assertThat(types.listening()).isEmpty();
		assertThat(types.isComplete()).isFalse();
	}

	@Test
	void whatASupplierMakesIsUnknown() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("supplied", Handler.class, Listening::new);
			ListenerBeanTypes types = ListenerBeanTypes.of(context.getBeanDefinition("supplied"), Handler.class);
			assertThat(types.listening()).isEmpty();
			assertThat(types.isComplete()).isFalse();
		}
	}

	@Test
	void whatIsMadeOfItsClassIsKnown() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean("registered", Deaf.class);
			// as what was processed ahead of time does
			context.registerBean("supplied", Deaf.class, Deaf::new);
			for (String name : context.getBeanDefinitionNames()) {
				ListenerBeanTypes types = ListenerBeanTypes.of(context.getBeanDefinition(name), Deaf.class);
				assertThat(types.listening()).isEmpty();
				assertThat(types.isComplete()).isTrue();
			}
		}
	}

	private static ListenerBeanTypes types(String bean) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
			Class<?> type = Objects.requireNonNull(context.getBeanFactory().getType(bean, false));
			ListenerBeanTypes types = ListenerBeanTypes.of(context.getBeanDefinition(bean), type);
			ListenerBeanTypes ofMerged = ListenerBeanTypes.of(context.getBeanFactory().getMergedBeanDefinition(bean),
					type);
			assertThat(ofMerged.listening()).isEqualTo(types.listening());
			assertThat(ofMerged.isComplete()).isEqualTo(types.isComplete());
			return types;
		}
	}

	interface Handler {

		void on(String text);

	}

	static class Listening implements Handler {

		@Override
		@JoltListener("a")
		public void on(String text) {
		}

		Listening self() {
			return this;
		}

	}

	static class Deaf implements Handler {

		@Override
		public void on(String text) {
		}

	}

	static final class FinalDeaf extends Deaf {

		static final FinalDeaf INSTANCE = new FinalDeaf();

	}

	static class Factory {

		static Handler create() {
			return new Listening();
		}

		Handler inherited() {
			return new Listening();
		}

	}

	static class SubFactory extends Factory {

	}

	interface AbstractFactory {

		Handler create();

	}

	@Lazy
	@Configuration
	static class Beans {

		private final Handler field = new Deaf();

		@Bean
		Handler made() {
			return new Listening();
		}

		@Bean
		Handler madeIfEnabled(ObjectProvider<Boolean> enabled) {
			return enabled.stream().findAny().isEmpty() ? new Deaf() : new Listening();
		}

		@Bean
		Handler madeByAHelper() {
			return helper(1);
		}

		private Handler helper(int count) {
			return (count > 0) ? helper(count - 1) : new Listening().self();
		}

		@Bean
		Handler madeByAnotherClass() {
			return new SubFactory().inherited();
		}

		@Bean
		static Handler madeByAStaticMethod() {
			return Factory.create();
		}

		@Bean
		Handler madeByReflection() {
			return BeanUtils.instantiateClass(Listening.class);
		}

		@Bean
		Handler madeByALambda() {
			return supplied(() -> new Listening());
		}

		@Bean
		Handler madeByAConstructorReference(ObjectProvider<Handler> handlers) {
			return handlers.getIfUnique(Listening::new);
		}

		private static <T> T supplied(Supplier<T> supplier) {
			return supplier.get();
		}

		@Bean
		Object declaredAsObject() {
			return new Listening();
		}

		@Bean
		Deaf subclass() {
			return new Deaf() {

				@Override
				public void on(String text) {
				}

			};
		}

		@Bean
		Listening declared() {
			return new Listening();
		}

		@Bean
		Handler narrowed() {
			Listening listening = new Listening();
			return listening.self();
		}

		@Bean
		Handler castToItsClass(Map<String, Object> objects) {
			return (Listening) Objects.requireNonNull(objects.get("listening"));
		}

		@Bean
		Handler deaf() {
			return new Deaf();
		}

		@Bean
		Handler deafByALambda() {
			return (text) -> {
			};
		}

		@Bean
		Handler deafByAHelper() {
			return deaf();
		}

		@Bean
		FinalDeaf finalClass() {
			return new FinalDeaf();
		}

		@Bean
		Handler fromAConstant() {
			return FinalDeaf.INSTANCE;
		}

		@Bean
		Handler fromAField() {
			return this.field;
		}

		@Bean
		Handler fromAnInterface(AbstractFactory factory) {
			return factory.create();
		}

		@Bean
		Handler fromAMap(Map<String, Handler> handlers) {
			return Objects.requireNonNull(handlers.get("one"));
		}

		@Bean
		Handler recursive() {
			return (this.field.hashCode() > 0) ? this.field : recursive();
		}

	}

}
