package io.jolt.spring.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.jolt.client.JoltMessage;
import io.jolt.spring.core.JoltHeaders;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.ReflectionHintsPredicates;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;

class JoltListenerAotProcessorTests {

	private static final ReflectionHintsPredicates reflection = RuntimeHintsPredicates.reflection();

	@Test
	void aListenerMethodCanBeCalledAndItsPayloadRead() {
		RuntimeHints hints = hints(Plain.class);
		assertThat(reflection.onMethodInvocation(Plain.class, "on")).accepts(hints);
		assertThat(reflection.onMethodInvocation(Order.class, "item")).accepts(hints);
		assertThat(reflection.onType(Order.class).withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
			.accepts(hints);
	}

	@Test
	void whatThePayloadIsMadeOfCanBeReadToo() {
		assertThat(reflection.onMethodInvocation(Line.class, "quantity")).accepts(hints(Plain.class));
	}

	@Test
	void aRepeatedAnnotationCounts() {
		assertThat(reflection.onMethodInvocation(Repeated.class, "on")).accepts(hints(Repeated.class));
	}

	@Test
	void anAnnotationOfOnesOwnCounts() {
		assertThat(reflection.onMethodInvocation(Meta.class, "on")).accepts(hints(Meta.class));
	}

	@Test
	void theHandlersOfAListenerClassCanBeCalled() {
		RuntimeHints hints = hints(ListenerClass.class);
		assertThat(reflection.onMethodInvocation(ListenerClass.class, "order")).accepts(hints);
		assertThat(reflection.onMethodInvocation(ListenerClass.class, "other")).accepts(hints);
		assertThat(bindingOf(Order.class)).accepts(hints);
	}

	@Test
	void aMethodOfAnInterfaceCanBeCalledThroughAProxy() {
		RuntimeHints hints = hints(Implementation.class);
		assertThat(reflection.onMethodInvocation(Contract.class, "on")).accepts(hints);
		assertThat(reflection.onMethodInvocation(Implementation.class, "on")).accepts(hints);
	}

	@Test
	void theTypeVariableOfASuperclassIsThePayload() {
		assertThat(bindingOf(Order.class)).accepts(hints(OrderListener.class));
	}

	@Test
	void wrappedPayloadsCanBeRead() {
		assertThat(bindingOf(Order.class)).accepts(hints(OptionalPayload.class))
			.accepts(hints(ListPayload.class))
			.accepts(hints(MessagePayload.class));
	}

	@Test
	void whatIsReturnedCanBeWritten() {
		assertThat(bindingOf(Order.class)).accepts(hints(Replying.class)).accepts(hints(ReplyingLater.class));
	}

	@Test
	void headersAndTheRawMessageAreNoPayloads() {
		RuntimeHints hints = hints(Bare.class);
		assertThat(reflection.onType(JoltMessage.class)).rejects(hints);
		assertThat(reflection.onType(Line.class)).rejects(hints);
	}

	@Test
	void anExceptionHandlerCanBeCalled() {
		RuntimeHints hints = hints(WithExceptionHandler.class);
		assertThat(reflection.onMethodInvocation(WithExceptionHandler.class, "failed")).accepts(hints);
		assertThat(bindingOf(Line.class)).accepts(hints);
	}

	@Test
	void theReplyOfAnAdvicesExceptionHandlerCanBeWritten() {
		RuntimeHints hints = hints(Advice.class);
		assertThat(reflection.onMethodInvocation(Advice.class, "failed")).accepts(hints);
		assertThat(bindingOf(Known.class)).accepts(hints);
	}

	@Test
	void jacksonIsFoundAtRunTime() throws Exception {
		assertThat(reflection.onType(Class.forName("tools.jackson.databind.json.JsonMapper")))
			.accepts(hints(Plain.class));
	}

	@Test
	void aBeanThatDoesNotListenNeedsNothing() {
		assertThat(reflection.onMethodInvocation(Deaf.class, "on")).rejects(hints(Deaf.class));
	}

	@Test
	void aMethodThatDeclaresLessThanItReturnsIsLookedInto() {
		RuntimeHints hints = hints(DeclaresLess.class);
		assertThat(reflection.onMethodInvocation(Hidden.class, "on")).accepts(hints);
		assertThat(bindingOf(Order.class)).accepts(hints);
		// to find the same at run time
		assertThat(RuntimeHintsPredicates.resource()
			.forResource(DeclaresLess.class.getName().replace('.', '/') + ".class")).accepts(hints);
	}

	private static Predicate<RuntimeHints> bindingOf(Class<?> record) {
		return reflection.onType(record).withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
	}

	private static RuntimeHints hints(Class<?> beanClass) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(beanClass);
		TestGenerationContext generation = new TestGenerationContext();
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		return generation.getRuntimeHints();
	}

	record Line(int quantity) {
	}

	record Order(String item, List<Line> lines) {
	}

	static class Plain {

		@JoltListener(topics = "orders")
		void on(Order order) {
		}

	}

	static class Repeated {

		@JoltListener(topics = "orders")
		@JoltListener(topics = "returns")
		void on(Order order) {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@JoltListener
	@interface OrdersListener {

		@AliasFor(annotation = JoltListener.class)
		String[] topics() default {};

	}

	static class Meta {

		@OrdersListener(topics = "orders")
		void on(Order order) {
		}

	}

	@JoltListener(topics = "orders")
	static class ListenerClass {

		@JoltHandler("order")
		void order(Order order) {
		}

		@JoltHandler
		void other(String text) {
		}

	}

	interface Contract {

		@JoltListener(topics = "orders")
		void on(Order order);

	}

	static class Implementation implements Contract {

		@Override
		public void on(Order order) {
		}

	}

	abstract static class GenericListener<T> {

		@JoltListener(topics = "orders")
		void on(List<T> payload) {
		}

	}

	static class OrderListener extends GenericListener<Order> {

	}

	static class OptionalPayload {

		@JoltListener(topics = "orders")
		void on(@Payload(required = false) Optional<Order> order) {
		}

	}

	static class ListPayload {

		@JoltListener(topics = "orders")
		void on(List<Order> orders) {
		}

	}

	static class MessagePayload {

		@JoltListener(topics = "orders")
		void on(Message<List<Order>> orders) {
		}

	}

	static class Replying {

		@JoltListener(topics = "orders")
		@SendTo("replies")
		Order on(String text) {
			return new Order(text, List.of());
		}

	}

	static class ReplyingLater {

		@JoltListener(topics = "orders")
		@SendTo("replies")
		CompletableFuture<Message<Order>> on(String text) {
			return new CompletableFuture<>();
		}

	}

	static class Bare {

		@JoltListener(topics = "orders")
		void on(JoltMessage message, @Header(JoltHeaders.RECEIVED_TOPIC) Line header) {
		}

	}

	sealed interface Problem permits Known {

	}

	record Known(String reason) implements Problem {
	}

	@JoltAdvice
	static class Advice {

		@MessageExceptionHandler
		@SendTo("errors")
		Problem failed(IllegalStateException ex) {
			return new Known("known");
		}

	}

	static class WithExceptionHandler {

		@JoltListener(topics = "orders")
		void on(Order order) {
		}

		@MessageExceptionHandler
		@SendTo("errors")
		Line failed(IllegalStateException ex) {
			return new Line(0);
		}

	}

	interface Handler {

		void on(Order order);

	}

	static class Hidden implements Handler {

		@Override
		@JoltListener("orders")
		public void on(Order order) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaresLess {

		@Bean
		Handler handler() {
			return new Hidden();
		}

	}

	static class Deaf {

		void on(Order order) {
		}

	}

}
