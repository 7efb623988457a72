package io.jolt.spring.annotation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.listener.adapter.NoMatchingJoltHandlerException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JoltHandlerTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
			{"id":"1","item":"x","quantity":2}         | order
			{"quantity":2,"id":"1","item":"x"}         | order
			{"id":"1","reason":"late"}                 | cancellation
			{"id":"1","reason":"late","by":"me"}       | cancellation
			{"why":"late"}                             | cancellation
			{"name":"Ann"}                             | customer
			{"name":"Ann","email":null}                | customer
			{"name":"Ann","email":"a@b","new":1}       | customer
			[{"id":"1","item":"x","quantity":2}]       | orders
			[{"name":"Ann"}]                           | customers
			42                                         | number
			42.5                                       | decimal
			true                                       | boolean
			"2026-01-02"                               | date
			hello                                      | text
			{"id":                                     | text
			{} trailing                                | text
			null                                       | text
			{"something":"else"}                       | other
			{"name":"Ann","something":"else"}          | other
			[1]                                        | other
			[]                                         | failed
			""")
	void thePayloadChoosesTheMethod(String payload, String method) {
		this.listeners.start(Mixed.class);
		this.listeners.client.deliver(JoltMessage.of("mixed", payload));
		if (method.equals("failed")) {
			assertThat(this.listeners.error()).isInstanceOf(MessageConversionException.class);
		}
		else {
			assertThat(this.listeners.received()).asString().startsWith(method + " ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "", " " })
	void aMissingPayloadGoesToTheOnlyMethodThatTakesIt(String text) {
		this.listeners.start(OptionalHandler.class);
		assertThat(this.listeners.deliver("optional", text)).isEqualTo("customer null");
		assertThat(this.listeners.deliver("optional", "{\"name\":\"Ann\",\"email\":null}"))
			.isEqualTo("customer " + new Customer("Ann", null));
		assertThat(this.listeners.deliver("optional", "[]")).isEqualTo("default []");
	}

	@Test
	void theEmptyTextIsAText() {
		this.listeners.start(Mixed.class);
		assertThat(this.listeners.deliver("mixed", "")).isEqualTo("text ");
	}

	@Test
	void theChosenMethodGetsTheConvertedPayload() {
		this.listeners.start(Mixed.class);
		assertThat(this.listeners.deliver("mixed", "[{\"id\":\"1\",\"item\":\"x\",\"quantity\":2}]"))
			.isEqualTo("orders " + List.of(new Order("1", "x", 2)));
		assertThat(this.listeners.deliver("mixed", "{\"why\":\"late\"}"))
			.isEqualTo("cancellation " + new Cancellation(null, "late"));
	}

	@Test
	void aTypeIdDecidesAmongTypesWithTheSameProperties() {
		this.listeners.start(Animals.class);
		assertThat(this.listeners.deliver("animals", "{\"kind\":\"cat\",\"name\":\"Tom\"}"))
			.isEqualTo("cat " + new Cat("Tom"));
		assertThat(this.listeners.deliver("animals", "{\"kind\":\"dog\",\"name\":\"Rex\"}"))
			.isEqualTo("dog " + new Dog("Rex"));
		assertThat(this.listeners.deliver("animals", "{\"kind\":\"fish\",\"name\":\"Wanda\"}"))
			.isEqualTo("animal " + new Fish("Wanda"));
		assertThat(this.listeners.fail("animals", "{\"kind\":\"bird\",\"name\":\"Tweety\"}"))
			.isInstanceOf(NoMatchingJoltHandlerException.class);
	}

	@Test
	void mapsAndTreesTakeWhatIsForNoOther() {
		this.listeners.start(Open.class);
		assertThat(this.listeners.deliver("open", "{\"name\":\"Ann\"}")).asString().startsWith("customer");
		assertThat(this.listeners.deliver("open", "{\"other\":1}")).asString().startsWith("map");
		assertThat(this.listeners.deliver("open", "[1]")).asString().startsWith("tree");
		assertThat(this.listeners.deliver("open", "hello")).asString().startsWith("bytes");
	}

	@Test
	void theUsersMapperSaysWhatThePropertiesAreCalled() {
		this.listeners.factory.setMessageConverter(JoltMessageConverters
			.create(JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE).build()));
		this.listeners.start(Strict.class);
		assertThat(this.listeners.deliver("strict", "{\"Name\":\"Ann\"}")).isEqualTo("customer me");
		assertThat(this.listeners.fail("strict", "{\"name\":\"Ann\"}"))
			.isInstanceOf(NoMatchingJoltHandlerException.class);
	}

	@Test
	void whatNoMethodTakesIsAnErrorThatNamesTheTypes() {
		this.listeners.start(Strict.class);
		assertThat(this.listeners.fail("strict", "{\"foo\\n\":1}")).isInstanceOf(NoMatchingJoltHandlerException.class)
			.isInstanceOf(MessageConversionException.class)
			.hasMessageContaining("a JSON object with the properties [foo\\u000a]")
			.hasMessageContaining("Order")
			.hasMessageContaining("Customer");
		assertThat(this.listeners.fail("strict", "hello")).hasMessageContaining("a text that is not JSON");
		assertThat(this.listeners.deliver("strict", "{\"name\":\"Ann\"}")).isEqualTo("customer me");
	}

	@Test
	void aSingleMethodIsCalledForEverything() {
		this.listeners.start(Single.class);
		assertThat(this.listeners.deliver("single", "{\"name\":\"Ann\",\"foo\":1}"))
			.isEqualTo(new Customer("Ann", null));
		assertThat(this.listeners.fail("single", "hello")).isInstanceOf(MessageConversionException.class);
	}

	@Test
	void theListenersOfAClassHaveTheBeansNameAsTheirId() {
		this.listeners.start(Strict.class, Twice.class);
		assertThat(this.listeners.registry().getListenerContainerIds()).containsExactly("strict", "twice", "second");
		assertThat(this.listeners.deliver("two", "hi")).isEqualTo("hi");
	}

	@Test
	void twoMethodsForOneTypeAreAnError() {
		assertThatThrownBy(() -> this.listeners.start(SameType.class)).hasMessageContaining("'sameType'")
			.hasMessageContaining("one(")
			.hasMessageContaining("two(")
			.hasMessageContaining("no payload can tell");
	}

	@Test
	void typesWithTheSamePropertiesAreAnError() {
		assertThatThrownBy(() -> this.listeners.start(SameProperties.class)).hasMessageContaining("one(")
			.hasMessageContaining("two(");
	}

	@Test
	void twoMethodsForAnyTextAreAnError() {
		assertThatThrownBy(() -> this.listeners.start(SameText.class)).hasMessageContaining("both take any text");
	}

	@Test
	void twoDefaultsAreAnError() {
		assertThatThrownBy(() -> this.listeners.start(TwoDefaults.class)).hasMessageContaining("twoDefaults")
			.hasMessageContaining("only one method may be the default");
	}

	@Test
	void aClassWithoutHandlersIsAnError() {
		assertThatThrownBy(() -> this.listeners.start(NoHandlers.class)).hasMessageContaining("noHandlers")
			.hasMessageContaining("no method with @JoltHandler");
	}

	@Test
	void aMethodWithoutAPayloadIsAnErrorUnlessItIsTheDefault() {
		assertThatThrownBy(() -> this.listeners.start(NoPayload.class)).hasMessageContaining("one(")
			.hasMessageContaining("no payload");
	}

	@Test
	void severalPossiblePayloadsAreAnError() {
		assertThatThrownBy(() -> this.listeners.start(SeveralPayloads.class)).hasMessageContaining("@Payload");
	}

	@Test
	void anAbstractTypeWithoutTypeIdsIsAnError() {
		assertThatThrownBy(() -> this.listeners.start(AbstractType.class)).hasMessageContaining("one(")
			.hasMessageContaining("@JsonTypeInfo");
	}

	@Test
	void aPrivateHandlerIsAnError() {
		assertThatThrownBy(() -> this.listeners.start(PrivateHandler.class)).hasMessageContaining("one(")
			.hasMessageContaining("neither private nor static");
	}

	record Order(String id, String item, int quantity) {
	}

	record Cancellation(@Nullable String id, @JsonAlias("why") String reason) {
	}

	record Customer(String name, @Nullable String email) {
	}

	record Person(String name, String email) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	sealed interface Animal permits Cat, Dog, Fish {

	}

	@JsonTypeName("cat")
	record Cat(String name) implements Animal {
	}

	@JsonTypeName("dog")
	record Dog(String name) implements Animal {
	}

	@JsonTypeName("fish")
	record Fish(String name) implements Animal {
	}

	abstract static class Base {

		private final BlockingQueue<Object> received;

		Base(BlockingQueue<Object> received) {
			this.received = received;
		}

		void add(String method, Object payload) {
			this.received.add(method + " " + payload);
		}

	}

	@JoltListener("mixed")
	static class Mixed extends Base {

		Mixed(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler
		void order(Order order) {
			add("order", order);
		}

		@JoltHandler
		void cancellation(Cancellation cancellation) {
			add("cancellation", cancellation);
		}

		@JoltHandler
		void customer(@Payload Customer customer, @Header(name = "absent", required = false) @Nullable String absent) {
			add("customer", customer);
		}

		@JoltHandler
		void orders(List<Order> orders) {
			add("orders", List.of(orders.get(0)));
		}

		@JoltHandler
		void customers(Message<Customer[]> customers) {
			add("customers", customers.getPayload()[0]);
		}

		@JoltHandler
		void number(int number) {
			add("number", number);
		}

		@JoltHandler
		void decimal(BigDecimal number) {
			add("decimal", number);
		}

		@JoltHandler
		void bool(Boolean value) {
			add("boolean", value);
		}

		@JoltHandler
		void date(LocalDate date) {
			add("date", date);
		}

		@JoltHandler
		void text(String text) {
			add("text", text);
		}

		@JoltHandler(isDefault = true)
		void other(JoltMessage message) {
			add("other", message.data());
		}

	}

	@JoltListener("animals")
	static class Animals extends Base {

		Animals(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler
		void cat(Cat cat) {
			add("cat", cat);
		}

		@JoltHandler
		void dog(Dog dog) {
			add("dog", dog);
		}

		@JoltHandler
		void animal(Animal animal) {
			add("animal", animal);
		}

	}

	@JoltListener("open")
	static class Open extends Base {

		Open(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler
		void customer(Customer customer) {
			add("customer", customer);
		}

		@JoltHandler
		void map(Map<String, Object> map) {
			add("map", map);
		}

		@JoltHandler
		void tree(JsonNode tree) {
			add("tree", tree);
		}

		@JoltHandler
		void bytes(byte[] bytes) {
			add("bytes", bytes.length);
		}

	}

	@JoltListener("strict")
	static class Strict extends Base {

		Strict(BlockingQueue<Object> received) {
			super(received);
		}

		@JoltHandler
		void order(Order order) {
			add("order", order);
		}

		@JoltHandler
		void customer(Customer customer, @Header(name = "who", defaultValue = "me") String who) {
			add("customer", who);
		}

	}

	@JoltListener("optional")
	static class OptionalHandler {

		private final BlockingQueue<Object> received;

		OptionalHandler(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltHandler
		void customer(@Payload(required = false) @Nullable Customer customer) {
			this.received.add("customer " + customer);
		}

		@JoltHandler
		void cancellation(Cancellation cancellation) {
			this.received.add(cancellation);
		}

		@JoltHandler(isDefault = true)
		void other(String text) {
			this.received.add("default " + text);
		}

	}

	@JoltListener("single")
	static class Single {

		private final BlockingQueue<Object> received;

		Single(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltHandler
		void customer(Customer customer) {
			this.received.add(customer);
		}

	}

	@JoltListener("one")
	@JoltListener(topics = "two", id = "second")
	static class Twice {

		private final BlockingQueue<Object> received;

		Twice(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltHandler
		void text(String text) {
			this.received.add(text);
		}

	}

	@JoltListener("a")
	static class SameType {

		@JoltHandler
		void one(List<Order> payload) {
		}

		@JoltHandler
		void two(List<Order> payload) {
		}

	}

	@JoltListener("a")
	static class SameProperties {

		@JoltHandler
		void one(Customer payload) {
		}

		@JoltHandler
		void two(Person payload) {
		}

	}

	@JoltListener("a")
	static class SameText {

		@JoltHandler
		void one(String payload) {
		}

		@JoltHandler
		void two(byte[] payload) {
		}

	}

	@JoltListener("a")
	static class TwoDefaults {

		@JoltHandler(isDefault = true)
		void one(String payload) {
		}

		@JoltHandler(isDefault = true)
		void two(Object payload) {
		}

	}

	@JoltListener("a")
	static class NoHandlers {

		void one(String payload) {
		}

	}

	@JoltListener("a")
	static class NoPayload {

		@JoltHandler
		void one(JoltMessage message) {
		}

		@JoltHandler
		void two(String payload) {
		}

	}

	@JoltListener("a")
	static class SeveralPayloads {

		@JoltHandler
		void one(String payload, Integer other) {
		}

		@JoltHandler
		void two(Order payload) {
		}

	}

	sealed interface Shape permits Circle {

	}

	record Circle(int radius) implements Shape {
	}

	@JoltListener("a")
	static class AbstractType {

		@JoltHandler
		void one(List<Shape> payload) {
		}

		@JoltHandler
		void two(Order payload) {
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
