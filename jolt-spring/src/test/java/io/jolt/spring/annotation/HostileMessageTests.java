package io.jolt.spring.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.spring.LogCapture;
import io.jolt.spring.core.JoltHeaders;
import io.jolt.spring.core.JoltMessageConverters;
import io.jolt.spring.core.JoltTemplate;
import io.jolt.spring.listener.DeadLetterPublishingRecoverer;
import io.jolt.spring.listener.DefaultJoltErrorHandler;
import io.jolt.spring.listener.JoltMessageRecoverer;
import io.jolt.spring.listener.LoggingJoltMessageRecoverer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.messaging.Message;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.backoff.FixedBackOff;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a remote party sends never fills a log, and forges no line of it.
 */
class HostileMessageTests {

	private static final String HOSTILE = "\r\nforged \u001b[31m\u2028\u0000line".repeat(60_000);

	private static final String JSON = JsonMapper.shared().writeValueAsString(HOSTILE.substring(0, 20_000));

	private static final Map<String, String> HEADERS = Map.of("number", HOSTILE, "reply-to", HOSTILE);

	private final ListenerContext listeners = new ListenerContext();

	private final LogCapture log = LogCapture.of("io.jolt.spring");

	private final LogCapture springLog = LogCapture.of("org.springframework.messaging");

	@AfterEach
	void close() {
		this.listeners.close();
		this.log.close();
		this.springLog.close();
	}

	enum Recovery {

		LOG, DEAD_LETTER, REFUSED_DEAD_LETTER, HOSTILE_DEAD_LETTER, FAILING

	}

	@ParameterizedTest
	@EnumSource
	void whatIsSentIsShortenedAndEscapedInTheLogHoweverAListenerFailsOnIt(Recovery recovery) {
		start(recovery);
		List<JoltMessage> messages = messages();
		for (JoltMessage message : messages) {
			int before = this.log.events(Level.ERROR).size() + this.log.events(Level.WARN).size();
			this.listeners.client.deliver(message);
			assertThat(this.log.events(Level.ERROR).size() + this.log.events(Level.WARN).size()).as(message.topic())
				.isGreaterThan(before);
		}
		List<ILoggingEvent> events = new ArrayList<>();
		for (Level level : List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG)) {
			events.addAll(this.log.events(level));
			events.addAll(this.springLog.events(level));
		}
		assertThat(events).hasSizeGreaterThanOrEqualTo(messages.size()).allSatisfy(HostileMessageTests::isFit);
	}

	private static List<JoltMessage> messages() {
		return List.of(message("number", HOSTILE), message("order", "{\"quantity\":" + JSON + "}"),
				message("order", "{" + JSON + ":1}"), message("orderMessage", "[" + JSON + "]"),
				message("map", "{" + JSON + ":{\"quantity\":-1}}"), message("shape", "{\"type\":" + JSON + "}"),
				message("valid", "{\"name\":" + JSON + "}"), message("text", HOSTILE), message("header", "x"),
				JoltMessage.of("header", HOSTILE), message("handlers", HOSTILE),
				JoltMessage.of("handlers", HOSTILE, Map.of(JoltHeaders.MESSAGE_TYPE, HOSTILE)),
				message("throwing", HOSTILE), message("throwingOwn", HOSTILE), message("throwingNested", HOSTILE),
				message("throwingConverted", "[" + JSON + "]"), message("reply", HOSTILE),
				JoltMessage.of("reply", HOSTILE), message("replyExpression", HOSTILE),
				message("exceptionHandler", HOSTILE));
	}

	private static JoltMessage message(String topic, String data) {
		return JoltMessage.of(topic, data, HEADERS);
	}

	@Test
	void aTopicThatWasSentIsEscapedInWhatSaysThatItCouldNotBePublishedTo() {
		this.listeners.client.publishAnswer = (message) -> CompletableFuture
			.failedFuture(new JoltException("no " + HOSTILE));
		JoltTemplate template = new JoltTemplate(this.listeners.client);
		try {
			template.convertAndSend(HOSTILE, HOSTILE);
		}
		catch (MessagingException ex) {
			assertThat(ex.toString()).hasSizeLessThan(10_000).doesNotContain("\n", "\u001b", "\u2028", "\u0000");
			return;
		}
		throw new AssertionError("published");
	}

	private void start(Recovery recovery) {
		this.listeners.client.publishAnswer = (message) -> {
			boolean accepted = message.topic().endsWith(".dlt") && recovery == Recovery.DEAD_LETTER;
			return accepted ? CompletableFuture.completedFuture(null)
					: CompletableFuture.failedFuture(new JoltException("no " + HOSTILE));
		};
		LocalValidatorFactoryBean validator = new LocalValidatorFactoryBean();
		validator.setMessageInterpolator(new ParameterMessageInterpolator());
		validator.afterPropertiesSet();
		this.listeners.factory.setValidator(validator);
		this.listeners.factory.setMessageConverter(JoltMessageConverters
			.create(JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build()));
		this.listeners.factory.getContainerProperties().setTaskExecutor(Runnable::run);
		this.listeners.factory.getContainerProperties()
			.setErrorHandler(new DefaultJoltErrorHandler(recoverer(recovery), new FixedBackOff(0, 1)));
		this.listeners.context.registerBean("template", JoltTemplate.class,
				() -> new JoltTemplate(this.listeners.client));
		this.listeners.start(Listeners.class, Handlers.class, HandledListeners.class);
	}

	private JoltMessageRecoverer recoverer(Recovery recovery) {
		JoltTemplate template = new JoltTemplate(this.listeners.client);
		return switch (recovery) {
			case LOG -> new LoggingJoltMessageRecoverer();
			case DEAD_LETTER, REFUSED_DEAD_LETTER -> new DeadLetterPublishingRecoverer(template);
			case HOSTILE_DEAD_LETTER -> new DeadLetterPublishingRecoverer(template, (delivery, error) -> HOSTILE);
			case FAILING -> (error, delivery, attempts) -> {
				throw new IllegalStateException("no " + delivery.message().data(), error);
			};
		};
	}

	private static void isFit(ILoggingEvent event) {
		StringBuilder text = new StringBuilder(event.getFormattedMessage());
		append(text, event.getThrowableProxy());
		assertThat(text.length()).as(() -> text.substring(0, Math.min(1000, text.length()))).isLessThan(10_000);
		assertThat(text.chars().filter((c) -> Character.isISOControl(c) || c == '\u2028')).as(text.toString())
			.isEmpty();
	}

	// as it was when it was logged
	private static void append(StringBuilder text, @Nullable IThrowableProxy logged) {
		if (logged == null) {
			return;
		}
		text.append(logged.getClassName()).append(logged.getMessage());
		if (logged instanceof ThrowableProxy proxy
				&& !proxy.getThrowable().toString().contains(String.valueOf(logged.getMessage()))) {
			text.append(proxy.getThrowable());
		}
		append(text, logged.getCause());
		for (IThrowableProxy suppressed : logged.getSuppressed()) {
			append(text, suppressed);
		}
	}

	record Order(@Positive int quantity) {
	}

	record Named(@Size(max = 5, message = "not ${validatedValue}") String name) {
	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	@JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
	interface Shape {

	}

	record Circle(int radius) implements Shape {
	}

	static class Listeners {

		@JoltListener("number")
		void number(int payload) {
			throw new AssertionError("called");
		}

		@JoltListener("order")
		void order(Order payload) {
			throw new AssertionError("called");
		}

		@JoltListener("orderMessage")
		void order(Message<Order> message) {
			throw new AssertionError("called");
		}

		@JoltListener("map")
		void map(@Valid Map<String, Order> payload) {
			throw new AssertionError("called");
		}

		@JoltListener("shape")
		void shape(Shape payload) {
			throw new AssertionError("called");
		}

		@JoltListener("valid")
		void valid(@Valid Named payload) {
			throw new AssertionError("called");
		}

		@JoltListener("text")
		void text(@Size(max = 5, message = "not ${validatedValue}") String payload) {
			throw new AssertionError("called");
		}

		@JoltListener("header")
		void header(String payload, @Header("number") int number) {
			throw new AssertionError("called");
		}

		@JoltListener("throwing")
		void throwing(Message<String> message) {
			throw new MessagingException(message, "no");
		}

		@JoltListener("throwingOwn")
		void throwingOwn(Message<String> message) {
			throw new MessagingException(new GenericMessage<>(message.getPayload(), message.getHeaders()));
		}

		@JoltListener("throwingNested")
		void throwingNested(String payload) {
			IllegalStateException ex = new IllegalStateException("outer",
					new IllegalArgumentException("no " + payload));
			ex.addSuppressed(new IllegalArgumentException("not " + payload));
			throw ex;
		}

		@JoltListener("throwingConverted")
		void throwingConverted(Message<List<String>> message) {
			throw new MessagingException(message, "no");
		}

		@JoltListener("reply")
		@SendTo("!{source.headers['reply-to']}")
		String reply(String payload) {
			return payload;
		}

		@JoltListener("replyExpression")
		@SendTo("!{T(java.lang.Class).forName(source.headers['reply-to'])}")
		String replyExpression(String payload) {
			return payload;
		}

	}

	@JoltListener("handlers")
	static class Handlers {

		@JoltHandler("order")
		void order(Order payload) {
			throw new AssertionError("called");
		}

		@JoltHandler("named.*")
		void named(Named payload) {
			throw new AssertionError("called");
		}

	}

	static class HandledListeners {

		@JoltListener("exceptionHandler")
		void number(int payload) {
			throw new AssertionError("called");
		}

		@MessageExceptionHandler
		void handle(Exception ex, Message<String> message) {
			throw new IllegalStateException("also no " + message.getPayload(), ex);
		}

	}

}
