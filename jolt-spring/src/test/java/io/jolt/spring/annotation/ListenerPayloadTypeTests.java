package io.jolt.spring.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListenerPayloadTypeTests {

	private static final String ORDER = "{\"id\":\"A-1\",\"quantity\":3}";

	private static final String INVALID = "{\"id\":\"A-1\",\"quantity\":0}";

	private static final Order READ = new Order("A-1", 3);

	private final ListenerContext context = new ListenerContext();

	private final LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();

	@BeforeAll
	void start() {
		this.validator.setMessageInterpolator(new ParameterMessageInterpolator());
		this.validator.afterPropertiesSet();
		this.context.factory.setValidator(this.validator);
		this.context.context.registerBean("orders", OrderListener.class);
		this.context.context.registerBean("lists", ListListener.class);
		this.context.context.registerBean("handler", OrderHandler.class);
		this.context.context.registerBean("handlers", OrderHandlers.class);
		this.context.context.registerBean("jdk", Handler.class, () -> proxy(new ProxiedHandler(), false));
		this.context.context.registerBean("default", Defaults.class, () -> proxy(new OrderDefaults(), false));
		this.context.context.registerBean("cglib", ProxiedListener.class, () -> proxy(new ProxiedListener(), true));
		this.context.start(Nothing.class);
		this.context.context.getBeansOfType(Receiver.class)
			.values()
			.forEach((receiver) -> receiver.receiveInto(this.context.received));
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "message", "validMessage", "payload", "cglib.message" })
	void aTypeVariableHasTheValueThatTheListenersClassGivesIt(String topic) {
		assertThat(this.context.deliver(topic, ORDER)).isEqualTo(READ);
	}

	@Test
	void aTypeVariableHasItsValueInOptionalsArraysAndLists() {
		assertThat(this.context.deliver("optional", ORDER)).isEqualTo(Optional.of(READ));
		assertThat(this.context.deliver("optionalInMessage", ORDER)).isEqualTo(Optional.of(READ));
		assertThat(this.context.deliver("optionalMessage", ORDER)).isEqualTo(READ);
		assertThat(this.context.deliver("array", "[" + ORDER + "]")).isEqualTo(List.of(READ));
		assertThat(this.context.deliver("arrayInMessage", "[" + ORDER + "]")).isEqualTo(List.of(READ));
		assertThat(this.context.deliver("list", "[" + ORDER + "]")).isEqualTo(List.of(READ));
		assertThat(this.context.deliver("nested", "[" + ORDER + "]")).isEqualTo(READ);
		assertThat(this.context.deliver("map", "{\"a\":[" + ORDER + "]}")).isEqualTo(Map.of("a", List.of(READ)));
	}

	@Test
	void aTypeVariablesValueMayItselfBeGeneric() {
		assertThat(this.context.deliver("lists.message", "[" + ORDER + "]")).isEqualTo(List.of(READ));
		assertThat(this.context.deliver("lists.payload", "[" + ORDER + "]")).isEqualTo(List.of(READ));
		assertThat(this.context.deliver("lists.array", "[[" + ORDER + "]]")).isEqualTo(List.of(List.of(READ)));
		assertThat(this.context.deliver("lists.optional", "[" + ORDER + "]")).isEqualTo(Optional.of(List.of(READ)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "validMessage", "validOptional", "handler", "jdk", "default" })
	void whatIsDemandedIsValidatedWhereTheTypeIsAVariable(String topic) {
		assertThat(this.context.fail(topic, INVALID)).isInstanceOf(MethodArgumentNotValidException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "handler", "handlers", "jdk", "default" })
	void anInterfacesTypeVariableHasItsValueAlsoBehindProxies(String topic) {
		assertThat(this.context.deliver(topic, ORDER)).isEqualTo(READ);
	}

	@Test
	void handlersOfAClassConvertToTheValuesOfTheirTypeVariables() {
		assertThat(this.context.deliver(message("person", "{\"name\":\"me\"}"))).isEqualTo(new Person("me"));
		assertThat(this.context.deliver(message("array", "[" + ORDER + "]"))).isEqualTo(List.of(READ));
	}

	private static JoltMessage message(String type, String data) {
		return JoltMessage.builder("handlers").type(type).data(data).build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", " null ", "\n\tnull" })
	void aTextNullIsAnEmptyPayload(String text) {
		assertThat(this.context.deliver("optional", text)).isEqualTo(Optional.empty());
		assertThat(this.context.deliver("optionalInMessage", text)).isEqualTo(Optional.empty());
		assertThat(this.context.deliver("optionalMessage", text)).isEqualTo("none");
		assertThat(this.context.deliver("notRequired", text)).isEqualTo("none");
		assertThat(this.context.deliver("nullable", text)).isEqualTo("none");
	}

	@ParameterizedTest
	@ValueSource(strings = { "payload", "message", "validMessage", "array", "list", "map", "record", "lists.message",
			"arrayInMessage", "int", "intInMessage" })
	void aTextNullIsRefusedWhereAPayloadMustBe(String topic) {
		for (String text : List.of("null", " null ")) {
			assertThat(this.context.fail(topic, text)).isInstanceOf(MethodArgumentNotValidException.class);
		}
	}

	@Test
	void aTextNullIsTheNullOfATreeAndTheTextOfAString() {
		assertThat(((JsonNode) this.context.deliver("tree", "null")).isNull()).isTrue();
		assertThat(((JsonNode) this.context.deliver("treeInMessage", " null ")).isNull()).isTrue();
		assertThat(this.context.deliver("text", " null ")).isEqualTo(" null ");
		assertThat(this.context.deliver("optionalText", "null")).isEqualTo(Optional.of("null"));
	}

	@Test
	void aBlankTextIsNoJson() {
		assertThat(this.context.fail("payload", " ")).isInstanceOf(MethodArgumentNotValidException.class);
		assertThat(this.context.fail("message", "")).isInstanceOf(MessageConversionException.class);
		assertThat(this.context.deliver("optional", "")).isEqualTo(Optional.empty());
		assertThat(this.context.deliver("optionalInMessage", "")).isEqualTo(Optional.empty());
		assertThat(this.context.deliver("notRequired", "")).isEqualTo("none");
	}

	private static <T> T proxy(T target, boolean ofClass) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(ofClass);
		@SuppressWarnings("unchecked")
		T proxy = (T) factory.getProxy();
		return proxy;
	}

	record Order(String id, @Positive int quantity) {
	}

	record Person(String name) {
	}

	static class Nothing {

	}

	interface Receiver {

		void receiveInto(BlockingQueue<Object> queue);

	}

	abstract static class Receiving implements Receiver {

		private @Nullable BlockingQueue<Object> received;

		@Override
		public void receiveInto(BlockingQueue<Object> queue) {
			this.received = queue;
		}

		void receive(Object object) {
			Objects.requireNonNull(this.received).add(object);
		}

	}

	abstract static class Base<T> extends Receiving {

		public final String prefix;

		Base(String prefix) {
			this.prefix = prefix;
		}

		@JoltListener("#{__listener.prefix}message")
		void message(Message<T> message) {
			receive(element(message.getPayload()));
		}

		@JoltListener("#{__listener.prefix}payload")
		void payload(@Payload T payload, @Header("jolt_receivedTopic") String topic) {
			receive(element(payload));
		}

		@JoltListener("#{__listener.prefix}optional")
		void optional(Optional<T> payload) {
			receive(payload.map(this::element));
		}

		@JoltListener("#{__listener.prefix}array")
		void array(T[] payload) {
			receive(Arrays.stream(payload).map(this::element).toList());
		}

		T element(T payload) {
			return payload;
		}

	}

	static class OrderListener extends Base<Order> {

		OrderListener() {
			super("");
		}

		@Override
		Order element(Order payload) {
			return payload;
		}

		@JoltListener("int")
		void number(int payload) {
			receive(payload);
		}

		@JoltListener("intInMessage")
		void number(Message<Integer> message) {
			receive(message.getPayload());
		}

		@JoltListener("record")
		void record(Order payload) {
			receive(payload);
		}

		@JoltListener("notRequired")
		void notRequired(@Payload(required = false) Order payload) {
			receive((payload != null) ? payload : "none");
		}

		@JoltListener("nullable")
		void nullable(@Nullable Order payload) {
			receive((payload != null) ? payload : "none");
		}

		@JoltListener("tree")
		void tree(JsonNode payload) {
			receive(payload);
		}

		@JoltListener("treeInMessage")
		void tree(Message<JsonNode> message) {
			receive(message.getPayload());
		}

		@JoltListener("text")
		void text(String payload) {
			receive(payload);
		}

		@JoltListener("optionalText")
		void text(Optional<String> payload) {
			receive(payload);
		}

	}

	static class ListListener extends Base<List<Order>> {

		ListListener() {
			super("lists.");
		}

		@Override
		List<Order> element(List<Order> payload) {
			Order first = payload.get(0);
			return List.of(first);
		}

	}

	abstract static class Handlers<A, B> extends Receiving {

		@JoltHandler
		void one(A payload) {
			receive(payload);
		}

		@JoltHandler("person")
		void other(Message<B> message) {
			receive(message.getPayload());
		}

		@JoltHandler("array")
		void array(A[] payload) {
			receive(List.of(payload));
		}

	}

	@JoltListener("handlers")
	static class OrderHandlers extends Handlers<Order, Person> {

	}

	interface Handler<T> extends Receiver {

		void handle(Message<T> message);

	}

	static class OrderHandler extends Receiving implements Handler<Order> {

		@Override
		@JoltListener("handler")
		public void handle(@Valid Message<Order> message) {
			receive(message.getPayload());
		}

	}

	abstract static class ValidatingHandler<T> extends Receiving implements Handler<T> {

		@Override
		@JoltListener("jdk")
		public void handle(@Valid Message<T> message) {
			receive(message.getPayload());
		}

	}

	static class ProxiedHandler extends ValidatingHandler<Order> {

	}

	interface Defaults<T> extends Receiver {

		@JoltListener("default")
		default void handle(@Valid Message<T> message) {
			accept(message.getPayload());
		}

		void accept(T payload);

	}

	static class OrderDefaults extends Receiving implements Defaults<Order> {

		@Override
		public void accept(Order payload) {
			receive(payload);
		}

	}

	abstract static class GenericProxied<T> extends Receiving {

		@JoltListener("cglib.message")
		void message(Message<T> message) {
			receive(message.getPayload());
		}

		@JoltListener("validMessage")
		void validMessage(@Valid Message<T> message) {
			receive(message.getPayload());
		}

		@JoltListener("validOptional")
		void validOptional(@Valid Optional<T> payload) {
			receive(payload);
		}

		@JoltListener("nested")
		void nested(Message<Optional<List<T>>> message) {
			receive(message.getPayload().orElseThrow().get(0));
		}

		@JoltListener("optionalInMessage")
		void optionalInMessage(Message<Optional<T>> message) {
			receive(message.getPayload());
		}

		@JoltListener("optionalMessage")
		void optionalMessage(Optional<Message<T>> message) {
			receive(message.<Object>map(Message::getPayload).orElse("none"));
		}

		@JoltListener("arrayInMessage")
		void arrayInMessage(Message<T[]> message) {
			receive(List.of(message.getPayload()));
		}

		@JoltListener("list")
		void list(List<T> payload) {
			receive(payload);
		}

		@JoltListener("map")
		void map(Map<String, List<T>> payload) {
			receive(payload);
		}

	}

	static class ProxiedListener extends GenericProxied<Order> {

	}

}
