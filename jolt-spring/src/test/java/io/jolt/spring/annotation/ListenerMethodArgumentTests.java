package io.jolt.spring.annotation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.core.DefaultJoltHeaderMapper;
import io.jolt.spring.core.JoltHeaders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.groups.Default;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListenerMethodArgumentTests {

	private static final String ORDER = "{\"id\":\"A-1\",\"quantity\":3}";

	private final FakeJoltClient client = new FakeJoltClient();

	private AnnotationConfigApplicationContext context;

	private BlockingQueue<Object> received;

	private BlockingQueue<Throwable> errors;

	@BeforeAll
	void start() {
		this.context = new AnnotationConfigApplicationContext();
		this.context.registerBean(FakeJoltClient.class, () -> this.client);
		this.context.register(Config.class);
		this.context.refresh();
		this.received = this.context.getBean(Listeners.class).received;
		this.errors = this.context.getBean(Config.class).errors;
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(this.received).isEmpty();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void aStringIsTheRawTextEvenIfThatIsJson() throws Exception {
		assertThat(deliver("string", ORDER)).isEqualTo(ORDER);
		assertThat(deliver("string", "\"quoted\"")).isEqualTo("\"quoted\"");
	}

	@Test
	void aBlankTextIsAPayloadLikeAnyOther() throws Exception {
		assertThat(deliver("string", "")).isEqualTo("");
		assertThat(deliver("string", " \n")).isEqualTo(" \n");
		assertThat(deliver("bytes", "")).isEqualTo(new byte[0]);
		assertThat(deliver("optionalString", "")).isEqualTo(Optional.of(""));
		assertThat(deliver("messageOfBytes", "")).isEqualTo(new byte[0]);
		assertThat(deliver("messageOfString", "")).isEqualTo("");
	}

	@Test
	void bytesAreTheTextInUtf8() throws Exception {
		assertThat(deliver("bytes", "h\u00e9")).isEqualTo("h\u00e9".getBytes(StandardCharsets.UTF_8));
		assertThat(deliver("messageOfBytes", "h\u00e9")).isEqualTo("h\u00e9".getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void aRecordIsReadAsJson() throws Exception {
		assertThat(deliver("record", ORDER)).isEqualTo(new Order("A-1", 3));
		assertThat(deliver("messageOfRecord", ORDER)).isEqualTo(new Order("A-1", 3));
		assertThat(deliver("optionalRecord", ORDER)).isEqualTo(Optional.of(new Order("A-1", 3)));
	}

	@Test
	void aListKeepsItsElementType() throws Exception {
		assertThat(deliver("list", "[" + ORDER + "]")).isEqualTo(List.of(new Order("A-1", 3)));
		assertThat(deliver("messageOfList", "[" + ORDER + "]")).isEqualTo(List.of(new Order("A-1", 3)));
	}

	@Test
	void aJsonTreeAndANumberAreReadAsJson() throws Exception {
		assertThat(((JsonNode) deliver("tree", ORDER)).get("quantity").intValue()).isEqualTo(3);
		assertThat(deliver("number", "42")).isEqualTo(42);
	}

	@Test
	void aForeignContentTypeDoesNotChangeWhatIsConverted() throws Exception {
		this.client.deliver(JoltMessage.of("record", ORDER, Map.of("contentType", "no / type at all")));
		assertThat(take(this.received)).isEqualTo(new Order("A-1", 3));
		this.client.deliver(JoltMessage.of("bytes", "x", Map.of("contentType", "application/xml")));
		assertThat(take(this.received)).isEqualTo(new byte[] { 'x' });
	}

	@Test
	void theDeliveryItselfIsHandedOn() throws Exception {
		JoltMessage message = JoltMessage.of("delivery", "hi", Map.of("a", "1"));
		this.client.deliver(message);
		assertThat(take(this.received)).isSameAs(message);
	}

	@Test
	void headersAreResolvedAndConverted() throws Exception {
		this.client.deliver(JoltMessage.of("headers", "hi", Map.of("count", "7", "who", "me")));
		assertThat(take(this.received)).isEqualTo(List.of("hi", "headers", 7, "me", "none"));
		this.client.deliver(JoltMessage.of("allHeaders", "hi", Map.of("count", "7", "jolt_topic", "forged")));
		assertThat(take(this.received)).isEqualTo(Map.of("count", "7", JoltHeaders.RECEIVED_TOPIC, "allHeaders"));
	}

	@Test
	void headersMayBeMissing() throws Exception {
		this.client.deliver(JoltMessage.of("optionalHeaders", "hi", Map.of("a", "7", "b", "8")));
		assertThat(take(this.received)).isEqualTo(List.of("7", Optional.of(8), 5L));
		this.client.deliver(JoltMessage.of("optionalHeaders", "hi", Map.of("c", "9")));
		assertThat(take(this.received)).isEqualTo(List.of("null", Optional.empty(), 9L));
	}

	@Test
	void aDateHeaderIsReadAsItIsSent() throws Exception {
		Date date = Date.from(Instant.ofEpochMilli(1_600_000_000_123L));
		this.client.deliver(JoltMessage.of("dateHeaders", "hi",
				new DefaultJoltHeaderMapper().fromHeaders(new MessageHeaders(Map.of("sent", date)))));
		assertThat(take(this.received)).isEqualTo(List.of(date, Optional.empty()));
		this.client.deliver(JoltMessage.of("dateHeaders", "hi",
				Map.of("sent", "2020-09-13T14:26:40.123+02:00", "own", "2020-09-13")));
		assertThat(take(this.received)).isEqualTo(List.of(date,
				Optional.of(Date.from(LocalDate.of(2020, 9, 13).atStartOfDay(ZoneOffset.UTC).toInstant()))));
	}

	@Test
	void validationKnowsGroupsAndNamesEveryField() throws Exception {
		String invalid = "{\"id\":\"\",\"quantity\":0}";
		this.client.deliver(JoltMessage.of("defaultGroup", invalid));
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("quantity")
			.hasMessageNotContaining("on field 'id'");
		this.client.deliver(JoltMessage.of("ownGroup", invalid));
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("on field 'id'")
			.hasMessageNotContaining("on field 'quantity'");
		this.client.deliver(JoltMessage.of("bothGroups", invalid));
		assertThat(take(this.errors)).hasMessageContaining("on field 'id'").hasMessageContaining("on field 'quantity'");
	}

	@Test
	void aMissingRequiredHeaderIsAnError() throws Exception {
		this.client.deliver(JoltMessage.of("headers", "hi"));
		assertThat(take(this.errors)).hasMessageContaining("count");
	}

	@Test
	void whatIsNotValidGoesToTheErrorHandler() throws Exception {
		assertThat(deliver("valid", ORDER)).isEqualTo(new Order("A-1", 3));
		this.client.deliver(JoltMessage.of("valid", "{\"id\":\"A-1\",\"quantity\":0}"));
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("quantity");
	}

	@ParameterizedTest
	@ValueSource(strings = { "validList", "listOfValid", "validArray", "validMap", "mapOfValid", "validOptional",
			"optionalOfValid", "validMessage", "messageOfValid", "validMessageOfList", "validOptionalList" })
	void whatIsNotValidIsFoundWhereverItIsInThePayload(String topic) throws Exception {
		String form = topic.toLowerCase(Locale.ROOT).contains("map") ? "{\"key\":%s}"
				: (topic.toLowerCase(Locale.ROOT).contains("list") || topic.contains("Array")) ? "[" + ORDER + ",%s]"
						: "%s";
		assertThat(deliver(topic, form.formatted(ORDER))).isEqualTo(topic);
		this.client.deliver(JoltMessage.of(topic, form.formatted("{\"id\":\"A-1\",\"quantity\":0}")));
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("quantity");
	}

	@Test
	void whatIsNoJsonGoesToTheErrorHandlerAndTheListenerLives() throws Exception {
		for (String broken : List.of("{", "", "hello", ORDER + "x", "[]")) {
			this.client.deliver(JoltMessage.of("record", broken));
			assertThat(take(this.errors)).as(broken)
				.isInstanceOfAny(MessageConversionException.class, MethodArgumentNotValidException.class);
		}
		assertThat(deliver("record", ORDER)).isEqualTo(new Order("A-1", 3));
	}

	@Test
	void aPayloadThatIsNotRequiredMayBeMissing() throws Exception {
		assertThat(deliver("notRequired", "")).isEqualTo("null");
		assertThat(deliver("optionalRecord", "")).isEqualTo(Optional.empty());
	}

	@Test
	void aPayloadMayBeTheValueOfAMonoOrAFuture() throws Exception {
		assertThat(deliver("mono", ORDER)).isEqualTo(new Order("A-1", 3));
		assertThat(deliver("futureOfList", "[" + ORDER + "]")).isEqualTo(List.of(new Order("A-1", 3)));
		assertThat(deliver("monoNotRequired", "")).isEqualTo("empty");
		this.client.deliver(JoltMessage.of("mono", "{\"id\":\"A-1\",\"quantity\":0}"));
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentNotValidException.class)
			.hasMessageContaining("quantity");
		this.client.deliver(JoltMessage.of("mono", ""));
		assertThat(take(this.errors)).isInstanceOf(MethodArgumentNotValidException.class);
	}

	private Object deliver(String topic, String data) throws InterruptedException {
		this.client.deliver(JoltMessage.of(topic, data));
		return take(this.received);
	}

	private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	record Order(String id, @Positive int quantity) {
	}

	interface Creation {

	}

	record Checked(@NotEmpty(groups = Creation.class) String id, @Positive int quantity) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableJolt
	static class Config {

		private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();

		@Bean
		LocalValidatorFactoryBean validator() {
			LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
			validator.setMessageInterpolator(new ParameterMessageInterpolator());
			return validator;
		}

		@Bean
		DefaultJoltListenerContainerFactory joltListenerContainerFactory(FakeJoltClient client,
				LocalValidatorFactoryBean validator) {
			DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(client);
			factory.setValidator(validator);
			factory.getContainerProperties().setErrorHandler((error, delivery) -> this.errors.add(error));
			return factory;
		}

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

	}

	static class Listeners {

		private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

		@JoltListener("string")
		void string(String payload) {
			this.received.add(payload);
		}

		@JoltListener("bytes")
		void bytes(byte[] payload) {
			this.received.add(payload);
		}

		@JoltListener("record")
		void record(Order payload) {
			this.received.add(payload);
		}

		@JoltListener("mono")
		Mono<Void> mono(@Valid Mono<Order> payload) {
			return payload.doOnNext(this.received::add).then();
		}

		@JoltListener("futureOfList")
		void futureOfList(CompletableFuture<List<Order>> payload) {
			this.received.add(List.of(payload.join().get(0)));
		}

		@JoltListener("monoNotRequired")
		void monoNotRequired(@Payload(required = false) Mono<Order> payload) {
			this.received.add(payload.map(Object::toString).defaultIfEmpty("empty").block());
		}

		@JoltListener("optionalString")
		void optionalString(Optional<String> payload) {
			this.received.add(payload);
		}

		@JoltListener("optionalRecord")
		void optionalRecord(Optional<Order> payload) {
			this.received.add(payload);
		}

		@JoltListener("notRequired")
		void notRequired(@Payload(required = false) Order payload) {
			this.received.add(String.valueOf(payload));
		}

		@JoltListener("list")
		void list(List<Order> payload) {
			this.received.add(List.of(payload.get(0)));
		}

		@JoltListener("tree")
		void tree(JsonNode payload) {
			this.received.add(payload);
		}

		@JoltListener("number")
		void number(int payload) {
			this.received.add(payload);
		}

		@JoltListener("messageOfString")
		void messageOfString(Message<String> message) {
			this.received.add(message.getPayload());
		}

		@JoltListener("messageOfBytes")
		void messageOfBytes(Message<byte[]> message) {
			this.received.add(message.getPayload());
		}

		@JoltListener("messageOfRecord")
		void messageOfRecord(Message<Order> message) {
			Order order = message.getPayload();
			this.received.add(order);
		}

		@JoltListener("messageOfList")
		void messageOfList(Message<List<Order>> message) {
			Order first = message.getPayload().get(0);
			this.received.add(List.of(first));
		}

		@JoltListener("delivery")
		void delivery(JoltMessage message) {
			this.received.add(message);
		}

		@JoltListener("headers")
		void headers(@Payload String payload, @Header(JoltHeaders.RECEIVED_TOPIC) String topic,
				@Header("count") int count, @Header("who") String who,
				@Header(name = "absent", defaultValue = "none") String absent) {
			this.received.add(List.of(payload, topic, count, who, absent));
		}

		@JoltListener("optionalHeaders")
		void optionalHeaders(@Header(name = "a", required = false) @Nullable String a, @Header("b") Optional<Integer> b,
				@Header(name = "c", defaultValue = "5") long c) {
			this.received.add(List.of(String.valueOf(a), b, c));
		}

		@JoltListener("dateHeaders")
		void dateHeaders(@Header("sent") Date sent,
				@Header(name = "own", required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable Date own) {
			this.received.add(List.of(sent, Optional.ofNullable(own)));
		}

		@JoltListener("defaultGroup")
		void defaultGroup(@Valid Checked payload) {
			this.received.add(payload);
		}

		@JoltListener("ownGroup")
		void ownGroup(@Validated(Creation.class) Checked payload) {
			this.received.add(payload);
		}

		@JoltListener("bothGroups")
		void bothGroups(@Validated({ Creation.class, Default.class }) Checked payload) {
			this.received.add(payload);
		}

		@JoltListener("allHeaders")
		void allHeaders(@Headers Map<String, Object> headers, MessageHeaders messageHeaders) {
			assertThat(headers).isEqualTo(new GenericMessage<>("x", messageHeaders).getHeaders());
			this.received.add(Map.copyOf(headers));
		}

		@JoltListener("validList")
		void validList(@Valid List<Order> payload) {
			this.received.add("validList");
		}

		@JoltListener("listOfValid")
		void listOfValid(List<@Valid Order> payload) {
			this.received.add("listOfValid");
		}

		@JoltListener("validArray")
		void validArray(@Valid Order[] payload) {
			this.received.add("validArray");
		}

		@JoltListener("validMap")
		void validMap(@Valid Map<String, Order> payload) {
			this.received.add("validMap");
		}

		@JoltListener("mapOfValid")
		void mapOfValid(Map<String, @Valid Order> payload) {
			this.received.add("mapOfValid");
		}

		@JoltListener("validOptional")
		void validOptional(@Valid Optional<Order> payload) {
			this.received.add("validOptional");
		}

		@JoltListener("optionalOfValid")
		void optionalOfValid(Optional<@Valid Order> payload) {
			this.received.add("optionalOfValid");
		}

		@JoltListener("validMessage")
		void validMessage(@Valid Message<Order> payload) {
			this.received.add("validMessage");
		}

		@JoltListener("messageOfValid")
		void messageOfValid(Message<@Valid Order> payload) {
			this.received.add("messageOfValid");
		}

		@JoltListener("validMessageOfList")
		void validMessageOfList(@Valid Message<List<Order>> payload) {
			this.received.add("validMessageOfList");
		}

		@JoltListener("validOptionalList")
		void validOptionalList(@Valid Optional<List<Order>> payload) {
			this.received.add("validOptionalList");
		}

		@JoltListener("valid")
		void valid(@Valid @Payload Order payload) {
			this.received.add(payload);
		}

	}

}
