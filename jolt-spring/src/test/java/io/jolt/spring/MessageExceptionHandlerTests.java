package io.jolt.spring;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltMessage;
import io.jolt.spring.annotation.JoltAdvice;
import io.jolt.spring.annotation.JoltHandler;
import io.jolt.spring.annotation.JoltListener;
import io.jolt.spring.core.JoltHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Methods that handle what listeners throw.
 */
@Timeout(60)
class MessageExceptionHandlerTests {

	private final JoltBroker broker = JoltBroker.builder().port(0).build();

	private final BlockingQueue<Throwable> unhandled = new LinkedBlockingQueue<>();

	private TestApplication application;

	@BeforeEach
	void startBroker() {
		this.broker.start();
		this.application = TestApplication.with(this.broker)
			.factory((factory) -> factory.getContainerProperties()
				.setErrorHandler((error, delivery) -> this.unhandled.add(error)));
	}

	@AfterEach
	void closeAll() {
		this.application.close();
		await().untilAsserted(() -> assertThat(this.broker.connections()).isZero());
		this.broker.close();
	}

	@Test
	void theMostSpecificMethodOfTheListenersBeanIsCalledWithWhatItAsksFor() throws Exception {
		Desk desk = this.application.listener(new Desk());
		this.application.start();
		publish("fail", "number format");
		assertThat(take(desk.handled)).isEqualTo("specific: number format, fail, fail");
		publish("fail", "argument");
		assertThat(take(desk.handled)).isEqualTo("general: argument");
		assertThat(this.unhandled).isEmpty();
		assertThat(this.application.registry().getListenerContainers())
			.allSatisfy((container) -> assertThat(container.statistics().failed()).isZero());
	}

	@Test
	void aMethodForACauseIsCalledToo() throws Exception {
		Desk desk = this.application.listener(new Desk());
		this.application.start();
		publish("fail", "wrapped");
		assertThat(take(desk.handled)).isEqualTo("general: wrapped");
	}

	@Test
	void aMethodHandlesWhatCouldNotBeConverted() throws Exception {
		Desk desk = this.application.listener(new Desk());
		this.application.start();
		publish("orders", "no JSON");
		assertThat(take(desk.handled)).isEqualTo("unreadable: no JSON");
	}

	@Test
	void aMethodHandlesWhatAFutureEndsWith() throws Exception {
		Desk desk = this.application.listener(new Desk());
		this.application.start();
		publish("later", "x");
		assertThat(take(desk.handled)).isEqualTo("general: later x");
	}

	@Test
	void whatAMethodReturnsIsAReply() throws Exception {
		Desk desk = this.application.listener(new Desk());
		this.application.start();
		publish("fail", "reply");
		assertThat(take(desk.handled)).isEqualTo("reply to reply");
	}

	@Test
	void whatAMethodThrowsGoesToTheErrorHandlerWithTheListenersFailure() throws Exception {
		this.application.listener(new Desk());
		this.application.start();
		publish("fail", "handler fails");
		Throwable error = take(this.unhandled);
		assertThat(error).hasMessage("handler");
		assertThat(error.getSuppressed()).singleElement().satisfies((ex) -> assertThat(ex).hasMessage("handler fails"));
	}

	@Test
	void whatNoMethodIsForGoesToTheErrorHandler() throws Exception {
		this.application.listener(new Desk());
		this.application.start();
		publish("fail", "unsupported");
		assertThat(take(this.unhandled)).isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void adviceHandlesWhatTheListenersBeanDoesNotTheFirstInOrder() throws Exception {
		Desk desk = this.application.listener(new Desk());
		LastAdvice last = this.application.listener(new LastAdvice());
		FirstAdvice first = this.application.listener(new FirstAdvice());
		this.application.start();
		publish("fail", "argument");
		assertThat(take(desk.handled)).isEqualTo("general: argument");
		publish("fail", "unsupported");
		assertThat(take(first.handled)).isEqualTo("first: unsupported of fail");
		publish("plain", "x");
		assertThat(take(last.handled)).isEqualTo("last: plain x");
		assertThat(this.unhandled).isEmpty();
	}

	@Test
	void adviceIsForTheListenersThatItSelects() throws Exception {
		this.application.listener(new Desk());
		this.application.listener(new MarkedListener());
		ByPackage byPackage = this.application.listener(new ByPackage());
		ByAnnotation byAnnotation = this.application.listener(new ByAnnotation());
		ByType byType = this.application.listener(new ByType());
		this.application.start();
		publish("marked", "x");
		assertThat(take(byAnnotation.handled)).isEqualTo("annotation");
		publish("fail", "unsupported");
		assertThat(take(byType.handled)).isEqualTo("type");
		assertThat(byPackage.handled).isEmpty();
		assertThat(this.unhandled).isEmpty();
	}

	@Test
	void theMethodsOfAClassShareItsHandlers() throws Exception {
		Forms forms = this.application.listener(new Forms());
		this.application.start();
		publish("forms", "{\"id\":\"1\"}");
		assertThat(take(forms.handled)).isEqualTo("form 1");
		publish("forms", "[]");
		assertThat(take(forms.handled)).isEqualTo("no form: []");
		assertThat(this.unhandled).isEmpty();
	}

	@Test
	void proxiesAreAdviceToo() throws Exception {
		this.application.listener(new Desk());
		LastAdvice target = new LastAdvice();
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(true);
		this.application.context.registerBean("proxied", LastAdvice.class, () -> (LastAdvice) factory.getProxy());
		this.application.start();
		publish("fail", "unsupported");
		assertThat(take(target.handled)).isEqualTo("last: unsupported");
	}

	@Test
	void twoMethodsForOneExceptionAreAnErrorAtStart() {
		this.application.listener(new Ambiguous());
		assertThatThrownBy(this.application::start).hasStackTraceContaining("Ambiguous");
	}

	private void publish(String topic, String data) {
		this.application.template().convertAndSend(topic, data);
	}

	private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
		T element = queue.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	record Purchase(String id) {
	}

	static class Desk {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@JoltListener(topics = "fail")
		void fail(String what) throws Exception {
			switch (what) {
				case "number format" -> throw new NumberFormatException(what);
				case "wrapped" -> throw new Exception("outer", new IllegalArgumentException(what));
				case "unsupported" -> throw new UnsupportedOperationException(what);
				case "reply", "handler fails" -> throw new IllegalStateException(what);
				default -> throw new IllegalArgumentException(what);
			}
		}

		@JoltListener(topics = "later")
		CompletableFuture<Void> later(String what) {
			return CompletableFuture.failedFuture(new IllegalArgumentException("later " + what));
		}

		@JoltListener(topics = "orders")
		void order(Purchase order) {
			throw new AssertionError("The text is no order");
		}

		@JoltListener(topics = "replies")
		void reply(String reply) {
			this.handled.add(reply);
		}

		@MessageExceptionHandler
		void specific(NumberFormatException ex, @Payload String payload,
				@Header(JoltHeaders.RECEIVED_TOPIC) String topic, JoltMessage message) {
			this.handled.add("specific: " + payload + ", " + topic + ", " + message.topic());
		}

		@MessageExceptionHandler
		void general(IllegalArgumentException ex) {
			this.handled.add("general: " + ex.getMessage());
		}

		@MessageExceptionHandler(MessageConversionException.class)
		void unreadable(Message<String> message) {
			this.handled.add("unreadable: " + message.getPayload());
		}

		@MessageExceptionHandler
		@SendTo("replies")
		String answer(IllegalStateException ex) {
			if (ex.getMessage().equals("handler fails")) {
				throw new IllegalStateException("handler");
			}
			return "reply to " + ex.getMessage();
		}

	}

	@JoltListener(topics = "forms")
	static class Forms {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@JoltHandler
		void on(Purchase form) {
			this.handled.add("form " + form.id());
		}

		@MessageExceptionHandler(MessageConversionException.class)
		void noForm(JoltMessage message) {
			this.handled.add("no form: " + message.data());
		}

	}

	static class Plain {

		@JoltListener(topics = "plain")
		void on(String data) {
			throw new IllegalStateException("plain " + data);
		}

	}

	@JoltAdvice
	@Order(Ordered.LOWEST_PRECEDENCE)
	static class LastAdvice extends Plain {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@MessageExceptionHandler(Exception.class)
		void handle(Exception ex) {
			this.handled.add("last: " + ex.getMessage());
		}

	}

	@JoltAdvice
	static class FirstAdvice implements Ordered {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@Override
		public int getOrder() {
			return 1;
		}

		@MessageExceptionHandler
		void handle(UnsupportedOperationException ex, JoltMessage message) {
			this.handled.add("first: " + ex.getMessage() + " of " + message.topic());
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Marker {

	}

	@Marker
	static class MarkedListener {

		@JoltListener(topics = "marked")
		void on(String data) {
			throw new IllegalStateException(data);
		}

	}

	@JoltAdvice("io.jolt.springs")
	static class ByPackage {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@MessageExceptionHandler(Exception.class)
		void handle() {
			this.handled.add("package");
		}

	}

	@JoltAdvice(annotations = Marker.class, basePackages = "com.example")
	static class ByAnnotation {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@MessageExceptionHandler(Exception.class)
		void handle() {
			this.handled.add("annotation");
		}

	}

	@JoltAdvice(assignableTypes = Desk.class)
	static class ByType {

		final BlockingQueue<String> handled = new LinkedBlockingQueue<>();

		@MessageExceptionHandler(Exception.class)
		void handle() {
			this.handled.add("type");
		}

	}

	static class Ambiguous extends Plain {

		@MessageExceptionHandler(IllegalStateException.class)
		void one() {
		}

		@MessageExceptionHandler(IllegalStateException.class)
		void two() {
		}

	}

}
