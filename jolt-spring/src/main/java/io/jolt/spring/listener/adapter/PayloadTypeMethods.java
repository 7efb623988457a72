package io.jolt.spring.listener.adapter;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import io.jolt.client.spi.LogText;
import io.jolt.spring.core.JoltMessageConverters;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.util.Assert;

/**
 * Chooses a method by the payload's shape, as messages carry no class name. Safe for use
 * by several threads.
 * <p>
 * A JSON object goes to the method whose type has exactly its properties; else to one
 * that has all of them and the fewest others; else to the one with the most properties,
 * if the object has them all and more. A type id ({@code @JsonTypeInfo}, as of sealed
 * interfaces) takes precedence, and maps and trees take what matches none. A JSON array
 * goes to the method whose elements its first one fits; numbers, booleans and quoted
 * strings go to methods of their types. Anything else goes to a method with
 * {@code String} or {@code byte[]}, then to the default one; an object or array first to
 * the default one. Without a method for text, JSON {@code null} and a blank text go to
 * the only method whose payload is optional, if there is one. A single method takes
 * everything.
 */
final class PayloadTypeMethods implements MethodChoice {

	private static final TokenStreamFactory PLAIN_JSON = new JsonFactory();

	private final List<String> types = new ArrayList<>();

	private final @Nullable ReplyingHandlerMethod onlyMethod;

	private final @Nullable ReplyingHandlerMethod defaultMethod;

	// takes any text
	private final @Nullable ReplyingHandlerMethod textMethod;

	// takes a missing payload; null if there is none, or several
	private final @Nullable ReplyingHandlerMethod optionalMethod;

	// null without Jackson
	private final @Nullable JsonPayloadMethods jsonMethods;

	/**
	 * Creates a choice.
	 * @param methods the methods, without the default
	 * @param defaultMethod called if none of them matches, if any
	 * @param converter converts the payloads; its {@code JsonMapper} decides which
	 * properties a type has, or a mapper without settings if it is unknown
	 * @throws IllegalArgumentException if payloads cannot distinguish two
	 */
	PayloadTypeMethods(List<ReplyingHandlerMethod> methods, @Nullable ReplyingHandlerMethod defaultMethod,
			@Nullable MessageConverter converter) {
		this.defaultMethod = defaultMethod;
		this.onlyMethod = (defaultMethod == null && methods.size() == 1) ? methods.get(0) : null;
		this.jsonMethods = JoltMessageConverters.isJacksonPresent()
				? new JsonPayloadMethods(JoltMessageConverters.jsonMapper(converter)) : null;
		ReplyingHandlerMethod text = null;
		List<ReplyingHandlerMethod> optional = new ArrayList<>();
		for (ReplyingHandlerMethod method : methods) {
			String signature = method.method().getMethod().toGenericString();
			Type type = PayloadParameter.type(method.method());
			Assert.isTrue(type != null || this.onlyMethod != null,
					() -> signature + " has no payload by which it could be chosen: only the default method may");
			if (type == null) {
				continue;
			}
			this.types.add(type.getTypeName());
			if (isText(ResolvableType.forType(type).toClass())) {
				String first = (text != null) ? text.method().getMethod().toGenericString() : "";
				Assert.isTrue(text == null,
						() -> "no payload can tell " + first + " from " + signature + ": both take any text");
				text = method;
			}
			else if (this.jsonMethods != null) {
				this.jsonMethods.add(type, method);
				if (PayloadParameter.mayBeMissing(method.method())) {
					optional.add(method);
				}
			}
		}
		this.textMethod = text;
		this.optionalMethod = (text == null && optional.size() == 1) ? optional.get(0) : null;
	}

	private static boolean isText(Class<?> type) {
		return type == byte[].class || type.isAssignableFrom(String.class);
	}

	@Override
	public ReplyingHandlerMethod choose(Message<?> message) {
		if (this.onlyMethod != null) {
			return this.onlyMethod;
		}
		String payload = message.getPayload().toString();
		JsonShape shape = shape(payload);
		List<ReplyingHandlerMethod> best = (this.jsonMethods != null) ? this.jsonMethods.best(shape) : List.of();
		if (best.size() == 1) {
			return best.get(0);
		}
		if (best.isEmpty() && this.optionalMethod != null
				&& (shape.kind() == JsonShape.Kind.NULL || payload.isBlank())) {
			return this.optionalMethod;
		}
		ReplyingHandlerMethod first = shape.isStructure() ? this.defaultMethod : this.textMethod;
		ReplyingHandlerMethod second = shape.isStructure() ? this.textMethod : this.defaultMethod;
		if (best.isEmpty() && first != null) {
			return first;
		}
		if (best.isEmpty() && second != null) {
			return second;
		}
		throw new NoMatchingJoltHandlerException(message, describe(LogText.of(shape.describe()), best));
	}

	private JsonShape shape(String text) {
		return (this.jsonMethods != null) ? this.jsonMethods.shape(text) : JsonShape.of(PLAIN_JSON, text);
	}

	private String describe(String shape, List<ReplyingHandlerMethod> best) {
		if (best.isEmpty()) {
			return "No @JoltHandler method takes " + shape + ": there are methods for " + this.types
					+ ", and none is the default";
		}
		return "More than one @JoltHandler method takes " + shape + ": "
				+ best.stream().map((method) -> method.method().getMethod().toGenericString()).toList();
	}

	@Override
	public String toString() {
		return "@JoltHandler methods for " + this.types;
	}

}
