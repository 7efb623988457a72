package io.jolt.spring.annotation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

import io.jolt.client.JoltMessage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ParameterConstraintTests {

	private final ListenerContext listeners = new ListenerContext();

	@AfterEach
	void close() {
		this.listeners.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "text|12345|123456", "number|1|0", "notBlank|a|' '", "list|[\"a\"]|[\"\"]",
			"optional|a|abcdef", "record|{\"quantity\":1}|{\"quantity\":0}", "repeated|abc|a", "repeated|abc|abcdef" })
	void aConstraintOnAPayloadIsChecked(String topic, String valid, String invalid) {
		start(validator());
		assertThat(this.listeners.deliver(topic, valid)).isEqualTo(topic);
		assertThat(this.listeners.fail(topic, invalid)).isInstanceOfSatisfying(MethodArgumentNotValidException.class,
				(ex) -> assertThat(Objects.requireNonNull(ex.getBindingResult()).getErrorCount()).isEqualTo(1));
	}

	@Test
	void aConstraintOnAHeaderIsChecked() {
		start(validator());
		assertThat(this.listeners.deliver(JoltMessage.of("header", "x", Map.of("priority", "5")))).isEqualTo("header");
		assertThat(this.listeners.deliver("header", "x")).isEqualTo("header");
		assertThat(this.listeners.fail(JoltMessage.of("header", "x", Map.of("priority", "6"))))
			.isInstanceOf(MethodArgumentNotValidException.class);
	}

	@Test
	void onlyTheGroupsThatAreAskedForAreChecked() {
		start(validator());
		assertThat(this.listeners.deliver("group", "abcdef")).isEqualTo("group");
		assertThat(this.listeners.fail("group", "a")).isInstanceOf(MethodArgumentNotValidException.class);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aConstraintIsCheckedBehindAProxy(boolean ofClass) {
		this.listeners.factory.setValidator(validator());
		this.listeners.context.registerBean("proxied", Handler.class, () -> {
			ProxyFactory factory = new ProxyFactory(new ProxiedHandler(this.listeners.received));
			factory.setProxyTargetClass(ofClass);
			return (Handler) factory.getProxy();
		});
		this.listeners.start();
		assertThat(this.listeners.deliver("proxied", "abc")).isEqualTo("abc");
		assertThat(this.listeners.fail("proxied", "abcdef")).isInstanceOf(MethodArgumentNotValidException.class);
	}

	@Test
	void theTextOfAnExceptionNeverHoldsAWholePayload() {
		start(validator());
		String payload = "x\n".repeat(100_000);
		assertThat(this.listeners.fail("text", payload)).satisfies(ParameterConstraintTests::isShort);
		String entry = "{\"quantity\":0}";
		assertThat(this.listeners.fail("elements", "[" + entry + ("," + entry).repeat(10_000) + "]"))
			.satisfies(ParameterConstraintTests::isShort);
		assertThat(this.listeners.fail("long", "{\"name\":\"" + "\\n".repeat(100_000) + "\"}"))
			.satisfies(ParameterConstraintTests::isShort);
	}

	private static void isShort(Throwable error) {
		assertThat(error).isInstanceOf(MethodArgumentNotValidException.class);
		assertThat(error.toString()).hasSizeLessThan(4000).doesNotContain("\n");
	}

	@Test
	void withoutAValidatorAConstraintIsRefusedAtStart() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.listeners.start(OneListener.class))
			.withStackTraceContaining("OneListener.listen")
			.withStackTraceContaining("Size");
	}

	@Test
	void aValidatorThatKnowsNoConstraintsIsRefusedAtStart() {
		this.listeners.factory.setValidator(new Validator() {

			@Override
			public boolean supports(Class<?> type) {
				return true;
			}

			@Override
			public void validate(Object target, Errors errors) {
				// everything is valid
			}

		});
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.listeners.start(OneListener.class))
			.withStackTraceContaining("OneListener.listen");
	}

	@Test
	void aConstraintThatCannotBeCheckedIsRefusedAtStart() {
		this.listeners.factory.setValidator(validator());
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> this.listeners.start(InMessageListener.class))
			.withStackTraceContaining("InMessageListener.listen");
	}

	private void start(Validator validator) {
		this.listeners.factory.setValidator(validator);
		this.listeners.start(Listeners.class);
	}

	private static LocalValidatorFactoryBean validator() {
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.setMessageInterpolator(new ParameterMessageInterpolator());
		validator.afterPropertiesSet();
		return validator;
	}

	interface Group {

	}

	record Counted(@Positive int quantity) {
	}

	record Named(@Size(max = 5, message = "not ${validatedValue}") String name) {
	}

	static class Listeners {

		private final BlockingQueue<Object> received;

		Listeners(BlockingQueue<Object> received) {
			this.received = received;
		}

		@JoltListener("text")
		void text(@Payload @Size(max = 5) String payload, @Header(required = false) String other) {
			this.received.add("text");
		}

		@JoltListener("header")
		void header(String payload, @Header(name = "priority", required = false) @Max(5) Integer priority) {
			this.received.add("header");
		}

		@JoltListener("number")
		void number(@Min(1) int payload) {
			this.received.add("number");
		}

		@JoltListener("notBlank")
		void notBlank(@NotBlank String payload) {
			this.received.add("notBlank");
		}

		@JoltListener("list")
		void list(List<@NotBlank String> payload) {
			this.received.add("list");
		}

		@JoltListener("optional")
		void optional(Optional<@Size(max = 5) String> payload) {
			this.received.add("optional");
		}

		@JoltListener("record")
		void record(@Valid Counted payload) {
			this.received.add("record");
		}

		@JoltListener("repeated")
		void repeated(@Size(min = 2) @Size(max = 5) String payload) {
			this.received.add("repeated");
		}

		@JoltListener("group")
		void group(@Validated(Group.class) @Size(max = 5) @Size(min = 2, groups = Group.class) String payload) {
			this.received.add("group");
		}

		@JoltListener("elements")
		void elements(@Size(max = 5) List<Counted> payload) {
			this.received.add("elements");
		}

		@JoltListener("long")
		void named(@Valid Named payload) {
			this.received.add("long");
		}

	}

	static class OneListener {

		@JoltListener("one")
		void listen(@Size(max = 5) String payload) {
			throw new AssertionError("called");
		}

	}

	static class InMessageListener {

		@JoltListener("one")
		void listen(Message<@Size(max = 5) String> message) {
			throw new AssertionError("called");
		}

	}

	interface Handler {

		void handle(@Size(max = 5) String payload);

	}

	static class ProxiedHandler implements Handler {

		private final BlockingQueue<Object> received;

		ProxiedHandler(BlockingQueue<Object> received) {
			this.received = received;
		}

		@Override
		@JoltListener("proxied")
		public void handle(String payload) {
			this.received.add(payload);
		}

	}

}
