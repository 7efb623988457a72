package io.jolt.spring.annotation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.annotation.JsonDeserialize;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadTypeHintsTests {

	@ParameterizedTest
	@ValueSource(strings = { "plain", "list", "array", "arrayOfArrays", "map", "optional", "message", "wildcard",
			"flux", "property", "nested", "generic", "inherited", "field", "reply", "replyLater", "replyMono",
			"replyFlux", "replyMessage", "replyList" })
	void theSubtypesOfASealedTypeCanBeReadAndWritten(String method) {
		RuntimeHints hints = hints(method);
		assertThat(bindingOf(Circle.class)).accepts(hints);
		assertThat(bindingOf(Square.class)).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Square.class, "side")).accepts(hints);
		assertThat(bindingOf(Unit.class)).accepts(hints);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "subTypes", "listOfSubTypes", "replySubTypes", "propertyOfSubTypes", "subTypesOfAProperty" })
	void theSubtypesThatAnAnnotationNamesCanBeReadAndWritten(String method) {
		RuntimeHints hints = hints(method);
		assertThat(bindingOf(Dog.class)).accepts(hints);
		assertThat(bindingOf(Cat.class)).accepts(hints);
		assertThat(bindingOf(Unit.class)).accepts(hints);
	}

	@Test
	void theTypeThatAnAnnotationReadsInsteadCanBeRead() {
		assertThat(bindingOf(Dog.class)).accepts(hints("readAsAnother"));
		assertThat(bindingOf(Cat.class)).accepts(hints("withDefault"));
	}

	@Test
	void methodsThatAnnotationsMakeValuesOfCanBeCalled() {
		RuntimeHints hints = hints("value");
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Code.class, "of")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Code.class, "text")).accepts(hints);
	}

	@Test
	void typesThatContainThemselvesEnd() {
		assertThat(bindingOf(Unit.class)).accepts(hints("recursive"));
	}

	@Test
	void anExceptionIsNoPayload() {
		RuntimeHints hints = hints("failed");
		assertThat(RuntimeHintsPredicates.reflection().onType(OwnException.class)).rejects(hints);
		assertThat(bindingOf(Circle.class)).accepts(hints);
	}

	private static RuntimeHints hints(String name) {
		RuntimeHints hints = new RuntimeHints();
		ReflectionUtils.doWithLocalMethods(Listeners.class, (method) -> {
			if (method.getName().equals(name)) {
				new ListenerMethodHints(hints.reflection(), Listeners.class).register(method);
			}
		});
		return hints;
	}

	private static Predicate<RuntimeHints> bindingOf(Class<?> type) {
		return RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
	}

	record Unit(String name) {
	}

	sealed interface Shape permits Circle, Polygon {

	}

	record Circle(double radius) implements Shape {
	}

	sealed interface Polygon extends Shape permits Square {

	}

	record Square(double side, List<Unit> units) implements Polygon {
	}

	record Drawing(List<Map<String, Shape>> shapes) {
	}

	@SuppressWarnings("ArrayRecordComponent")
	record Gallery(Drawing[] drawings) {
	}

	record Page<T>(T content) {
	}

	public static class Holder<T> {

		private @Nullable T content;

		@Nullable T getContent() {
			return this.content;
		}

		public void setContent(T content) {
			this.content = content;
		}

	}

	static class ShapeHolder extends Holder<Shape> {

	}

	static class WithField {

		@JsonProperty
		@Nullable Shape shape;

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = Cat.class)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Dog.class, name = "dog"), @JsonSubTypes.Type(Cat.class) })
	interface Animal {

	}

	record Dog(String name) implements Animal {
	}

	record Cat(Unit unit) implements Animal {
	}

	record Owner(Optional<Animal> animal) {
	}

	interface Pet {

	}

	static class PetOwner {

		private final Pet pet;

		PetOwner(@JsonSubTypes({ @JsonSubTypes.Type(Dog.class), @JsonSubTypes.Type(Cat.class) }) Pet pet) {
			this.pet = pet;
		}

		Pet pet() {
			return this.pet;
		}

	}

	@JsonDeserialize(as = Dog.class)
	interface Read {

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, defaultImpl = Cat.class)
	interface WithDefault {

	}

	static final class Code {

		private final String text;

		private Code(String text) {
			this.text = text;
		}

		@JsonCreator
		static Code of(String text) {
			return new Code(text);
		}

		@JsonValue
		String text() {
			return this.text;
		}

	}

	record Node<T>(Node<List<T>> next, T value, Unit unit) {
	}

	@SuppressWarnings("serial")
	static class OwnException extends RuntimeException {

	}

	abstract static class Listeners {

		abstract void plain(Shape shape);

		abstract void list(List<Shape> shapes);

		abstract void array(Shape[] shapes);

		abstract void arrayOfArrays(List<Shape>[][] shapes);

		abstract void map(Map<String, Shape> shapes);

		abstract void optional(Optional<Shape> shape);

		abstract void message(Message<List<Shape>> shapes);

		abstract void wildcard(List<? extends Shape> shapes);

		abstract void flux(Flux<Shape> shapes);

		abstract void property(Drawing drawing);

		abstract void nested(Gallery gallery);

		abstract void generic(Page<Page<Shape>> page);

		abstract void inherited(ShapeHolder holder);

		abstract void field(WithField holder);

		abstract Shape reply(String text);

		abstract CompletionStage<Shape> replyLater(String text);

		abstract Mono<Shape> replyMono(String text);

		abstract Flux<Shape> replyFlux(String text);

		abstract Message<Shape> replyMessage(String text);

		abstract List<Shape> replyList(String text);

		abstract void subTypes(Animal animal);

		abstract void listOfSubTypes(List<Animal> animals);

		abstract Animal replySubTypes(String text);

		abstract void propertyOfSubTypes(Owner owner);

		abstract void subTypesOfAProperty(PetOwner owner);

		abstract void readAsAnother(Read read);

		abstract void withDefault(WithDefault payload);

		abstract void value(Code code);

		abstract void recursive(Node<String> node);

		@MessageExceptionHandler
		abstract Shape failed(OwnException ex);

	}

}
