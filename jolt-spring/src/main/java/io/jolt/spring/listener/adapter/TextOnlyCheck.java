package io.jolt.spring.listener.adapter;

import java.util.List;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Finds parameters that need a JSON library, where there is none, before the first
 * message does.
 */
final class TextOnlyCheck {

	private final List<HandlerMethodArgumentResolver> resolvers;

	TextOnlyCheck(List<HandlerMethodArgumentResolver> resolvers) {
		this.resolvers = resolvers;
	}

	void check(HandlerMethod method) {
		for (MethodParameter parameter : method.getMethodParameters()) {
			Class<?> type = payloadType(parameter);
			if (!TextPayloadArgumentResolver.isText(type)) {
				throw new MissingJoltMessageConverterException(type.getName(), method.getMethod().toGenericString());
			}
		}
	}

	private Class<?> payloadType(MethodParameter parameter) {
		HandlerMethodArgumentResolver resolver = this.resolvers.stream()
			.filter((candidate) -> candidate.supportsParameter(parameter))
			.findFirst()
			.orElse(null);
		if (resolver instanceof TextMessageArgumentResolver) {
			return ResolvableType.forMethodParameter(parameter).getGeneric().resolve(Object.class);
		}
		Payload annotation = parameter.getParameterAnnotation(Payload.class);
		boolean converted = annotation == null || annotation.expression().isEmpty();
		return (converted && resolver instanceof TextPayloadArgumentResolver)
				? parameter.nestedIfOptional().getNestedParameterType() : Object.class;
	}

}
