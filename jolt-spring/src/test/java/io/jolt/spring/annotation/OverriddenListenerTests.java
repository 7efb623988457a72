package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Annotations of what a listener overrides or implements.
 */
class OverriddenListenerTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@ParameterizedTest
	@ValueSource(classes = { Overriding.class, OverridingWithTheSameId.class, Implementing.class,
			OverridingGenerics.class, ImplementingGenerics.class, OverridingClass.class, ImplementingClass.class,
			OverridingSeveral.class, InheritingAnOverride.class })
	void onlyTheOverridingAnnotationCounts(Class<?> type) {
		this.listeners.start(type);
		assertThat(topics()).containsExactly("own");
		assertThat(this.listeners.deliver("own", "hi")).isEqualTo("hi");
	}

	@Test
	void severalAnnotationsReplaceOne() {
		this.listeners.start(WithSeveral.class);
		assertThat(topics()).containsExactlyInAnyOrder("own", "second");
	}

	@Test
	void anOverridingMethodWithoutAnnotationInheritsIt() {
		this.listeners.start(WithoutAnnotation.class);
		assertThat(topics()).containsExactly("base");
		assertThat(this.listeners.deliver("base", "hi")).isEqualTo("without hi");
	}

	@Test
	void annotationsOfUnrelatedInterfacesAllCount() {
		this.listeners.start(OfTwoInterfaces.class);
		assertThat(topics()).containsExactlyInAnyOrder("contract", "other");
	}

	@Test
	void anOverridingHandlerSaysItselfWhichTypesItHandles() {
		this.listeners.start(Handlers.class);
		assertThat(this.listeners.deliver(JoltMessage.builder("own").type("number").data("7").build()))
			.isEqualTo("number 7");
		assertThat(this.listeners.deliver("own", "true")).isEqualTo("other true");
	}

	private List<String> topics() {
		List<String> topics = new ArrayList<>();
		this.listeners.client.active().forEach((subscription) -> topics.addAll(subscription.topics()));
		return topics;
	}

	static class Receiving {

		@Autowired
		BlockingQueue<Object> received;

	}

	static class Base extends Receiving {

		@JoltListener(id = "base", topics = "base")
		void on(String text) {
			this.received.add("base " + text);
		}

	}

	static class Overriding extends Base {

		@Override
		@JoltListener(id = "overriding", topics = "own")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class OverridingWithTheSameId extends Base {

		@Override
		@JoltListener(id = "base", topics = "own")
		void on(String text) {
			this.received.add(text);
		}

	}

	static class InheritingAnOverride extends OverridingWithTheSameId {

	}

	static class WithoutAnnotation extends Base {

		@Override
		void on(String text) {
			this.received.add("without " + text);
		}

	}

	static class WithSeveral extends Base {

		@Override
		@JoltListener("own")
		@JoltListener("second")
		void on(String text) {
		}

	}

	static class OverridingSeveral extends WithSeveral {

		@Override
		@JoltListener("own")
		void on(String text) {
			this.received.add(text);
		}

	}

	interface Contract {

		@JoltListener(id = "same", topics = "contract")
		void on(String text);

	}

	interface OtherContract {

		@JoltListener("other")
		void on(String text);

	}

	static class Implementing extends Receiving implements Contract {

		@Override
		@JoltListener(id = "same", topics = "own")
		public void on(String text) {
			this.received.add(text);
		}

	}

	static class OfTwoInterfaces implements Contract, OtherContract {

		@Override
		public void on(String text) {
		}

	}

	abstract static class GenericBase<T> extends Receiving {

		@JoltListener(id = "same", topics = "base")
		void on(T payload) {
		}

	}

	static class OverridingGenerics extends GenericBase<String> {

		@Override
		@JoltListener(id = "same", topics = "own")
		void on(String payload) {
			this.received.add(payload);
		}

	}

	interface GenericContract<T> {

		@JoltListener(id = "same", topics = "contract")
		void on(T payload);

	}

	static class ImplementingGenerics extends Receiving implements GenericContract<String> {

		@Override
		@JoltListener(id = "same", topics = "own")
		public void on(String payload) {
			this.received.add(payload);
		}

	}

	@JoltListener(id = "same", topics = "base")
	static class BaseClass extends Receiving {

		@JoltHandler
		void on(String text) {
			this.received.add(text);
		}

	}

	@JoltListener(id = "same", topics = "own")
	static class OverridingClass extends BaseClass {

	}

	@JoltListener(id = "same", topics = "contract")
	interface ClassContract {

	}

	@JoltListener(id = "same", topics = "own")
	static class ImplementingClass extends Receiving implements ClassContract {

		@JoltHandler
		void on(String text) {
			this.received.add(text);
		}

	}

	@JoltListener("own")
	static class BaseHandlers extends Receiving {

		@JoltHandler
		void number(Integer number) {
		}

		@JoltHandler("other")
		void other(Boolean other) {
		}

	}

	static class Handlers extends BaseHandlers {

		@Override
		@JoltHandler("number")
		void number(Integer number) {
			this.received.add("number " + number);
		}

		@Override
		@JoltHandler
		void other(Boolean other) {
			this.received.add("other " + other);
		}

	}

}
