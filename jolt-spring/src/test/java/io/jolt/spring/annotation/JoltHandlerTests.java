package io.jolt.spring.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.listener.adapter.NoMatchingJoltHandlerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoltHandlerTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	private static JoltMessage message(String topic, @Nullable String type, String data) {
		return JoltMessage.builder(topic).type(type).data(data).build();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			order.created,      literal
			order.cancelled,    cancelled
			order.refused,      cancelled
			order.sent,         one token
			invoice.sent,       sent
			order.sent.twice,   any order
			order.eu.created,   created in the middle
			order.eu.changed,   any order
			order,              others
			created,            others
			ORDER.CREATED,      others
			,                   others
			""")
	void theMostSpecificTypeChoosesTheMethod(@Nullable String type, String method) {
		this.listeners.property("app.cancelled", "order.cancelled,order.refused").start(Typed.class);
		assertThat(this.listeners.deliver(message("typed", type, "x"))).isEqualTo(method + " x");
	}

	@Test
	void aMethodOfOnesOwnAnnotationIsChosenToo() {
		this.listeners.start(ByOwnAnnotation.class);
		assertThat(this.listeners.deliver(message("own", "created", "x"))).isEqualTo("created x");
	}

	@Test
	void theChosenMethodGetsTheConvertedPayloadAndTheType() {
		this.listeners.start(Strict.class);
		assertThat(this.listeners.deliver(message("strict", "customer", "{\"name\":\"Ann\"}")))
			.isEqualTo("customer " + new Customer("Ann"));
		assertThat(this.listeners.fail(message("strict", "customer", "hello")))
			.isInstanceOf(MessageConversionException.class)
			.isNotInstanceOf(NoMatchingJoltHandlerException.class);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "invoice", "customers" })
	void whatNoMethodHandlesIsAnErrorThatNamesTheTypes(@Nullable String type) {
		this.listeners.start(Strict.class);
		assertThat(this.listeners.fail(message("strict", type, "{}")))
			.isInstanceOf(NoMatchingJoltHandlerException.class)
			.hasMessageContaining("[customer, order]")
			.hasMessageContaining((type != null) ? "'" + type + "'" : "without a type");
	}

	@Test
	void aSingleMethodWithoutATypeIsCalledForEverything() {
		this.listeners.start(Single.class);
		assertThat(this.listeners.deliver(message("single", "any", "{\"name\":\"Ann\"}")))
			.isEqualTo(new Customer("Ann"));
		assertThat(this.listeners.deliver("single", "{\"name\":\"Ann\"}")).isEqualTo(new Customer("Ann"));
	}

	@Test
	void theTypesOfTheListenerComeFirst() {
		this.listeners.start(Narrowed.class);
		this.listeners.client.deliver(message("narrowed", "b", "skipped"));
		assertThat(this.listeners.deliver(message("narrowed", "a", "x"))).isEqualTo("x");
		assertThat(this.listeners.container("narrowed").statistics().filtered()).isOne();
	}

	@Test
	void theListenersOfAClassHaveTheBeansNameAsTheirId() {
		this.listeners.start(Strict.class, Twice.class);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactly("strict", "twice", "second");
		assertThat(this.listeners.deliver("two", "hi")).isEqualTo("hi");
	}

	@ParameterizedTest
	@ValueSource(classes = { SameType.class, SamePattern.class, NoTypes.class })
	void twoMethodsThatNothingDistinguishesAreAnErrorThatNamesBoth(Class<?> type) {
		assertThatThrownBy(() -> this.listeners.start(type)).hasMessageContaining(name(type))
			.hasMessageContaining("one(")
			.hasMessageContaining("two(");
	}

	@Test
	void twoMethodsWithoutATypeAreAnErrorWithAdvice() {
		assertThatThrownBy(() -> this.listeners.start(NoTypes.class)).hasMessageContaining("type = ")
			.hasMessageContaining("@JsonTypeInfo");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a*", "a.>.b", ">.a", "a..*", "a\nb" })
	void whatIsNeitherATypeNorAPatternIsAnErrorThatNamesTheMethod(String type) {
		this.listeners.property("app.type", type);
		assertThatThrownBy(() -> this.listeners.start(WithPlaceholder.class)).hasMessageContaining("one(")
			.hasMessageContaining(type);
	}

	@Test
	void aClassWithoutHandlersIsAnError() {
		assertThatThrownBy(() -> this.listeners.start(NoHandlers.class)).hasMessageContaining("noHandlers")
			.hasMessageContaining("no method with @JoltHandler");
	}

	@Test
	void aPrivateHandlerIsAnError() {
		assertThatThrownBy(() -> this.listeners.start(PrivateHandler.class)).hasMessageContaining("one(")
			.hasMessageContaining("neither private nor static");
	}

	private static String name(Class<?> type) {
		String name = type.getSimpleName();
		return Character.toLowerCase(name.charAt(0)) + name.substring(1);
	}

	record Order(String id, int quantity) {
	}

	record Customer(String name) {
	}

	abstract static class Base {

		final BlockingQueue<Object> received;

		Base(BlockingQueue<Object> received) {
			this.received = received;
		}

		void add(String method, Object payload) {
			this.received.add(method + " " + payload);
		}

	}

	@JoltListener("typed")
	static class Typed extends Base {

		Typed(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler(type = "order.created")
		void created(String text) {
			add("literal", text);
		}

		@JoltHandler({ "${app.cancelled}", "order.cancelled" })
		void cancelled(String text) {
			add("cancelled", text);
		}

		@JoltHandler("order.*")
		void oneToken(String text) {
			add("one token", text);
		}

		@JoltHandler("*.sent")
		void sent(String text) {
			add("sent", text);
		}

		@JoltHandler("order.>")
		void anyOrder(String text) {
			add("any order", text);
		}

		@JoltHandler("order.*.created")
		void createdInTheMiddle(String text) {
			add("created in the middle", text);
		}

		@JoltHandler
		void others(JoltMessage message) {
			add("others", message.data());
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@JoltHandler("created")
	@interface Created {

	}

	@JoltListener("own")
	static class ByOwnAnnotation extends Base {

		ByOwnAnnotation(BlockingQueue<Object> received) {
			super(received);
		}

		@Created
		void created(String text) {
			add("created", text);
		}

	}

	@JoltListener("strict")
	static class Strict extends Base {

		Strict(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler("order")
		void order(Order order) {
			add("order", order);
		}

		@JoltHandler("customer")
		void customer(Customer customer, @Header(JoltHeaders.MESSAGE_TYPE) String type) {
			add(type, customer);
		}

	}

	@JoltListener("single")
	static class Single extends Base {

		Single(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler
		void customer(Customer customer) {
			this.received.add(customer);
		}

	}

	@JoltListener(topics = "narrowed", types = "a")
	static class Narrowed extends Base {

		Narrowed(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler(">")
		void any(String text) {
			this.received.add(text);
		}

	}

	@JoltListener("one")
	@JoltListener(topics = "two", id = "second")
	static class Twice extends Base {

		Twice(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler
		void text(String text) {
			this.received.add(text);
		}

	}

	@JoltListener("a")
	static class SameType {

		@JoltHandler({ "created", "changed" })
		void one(List<Order> payload) {
		}

		@JoltHandler("changed")
		void two(Customer payload) {
		}

	}

	@JoltListener("a")
	static class SamePattern {

		@JoltHandler("order.*")
		void one(Order payload) {
		}

		@JoltHandler("order.*")
		void two(Customer payload) {
		}

	}

	@JoltListener("a")
	static class NoTypes {

		@JoltHandler
		void one(Order payload) {
		}

		@JoltHandler
		void two(Customer payload) {
		}

	}

	@JoltListener("a")
	static class WithPlaceholder {

		@JoltHandler("${app.type}")
		void one(Order payload) {
		}

	}

	@JoltListener("a")
	static class NoHandlers {

		void one(String payload) {
		}

	}

	@JoltListener("a")
	static class PrivateHandler {

		@JoltHandler
		@SuppressWarnings({ "UnusedMethod", "UnusedVariable" })
		private void one(String payload) {
		}

	}

}
