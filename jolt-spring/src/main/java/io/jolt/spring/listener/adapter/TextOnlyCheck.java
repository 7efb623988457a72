package io.jolt.spring.listener.adapter;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Finds parameters that need a missing JSON library before the first message arrives.
 */
final class TextOnlyCheck {

	private final List<HandlerMethodArgumentResolver> resolvers;

	TextOnlyCheck(List<HandlerMethodArgumentResolver> resolvers) {
		this.resolvers = resolvers;
	}

	void check(HandlerMethod method) {
		for (MethodParameter parameter : method.getMethodParameters()) {
			PayloadTarget target = payload(parameter);
			if (target != null && !target.isText()) {
				throw new MissingJoltMessageConverterException(target.type().getName(),
						method.getMethod().toGenericString());
			}
		}
	}

	private @Nullable PayloadTarget payload(MethodParameter parameter) {
		HandlerMethodArgumentResolver resolver = this.resolvers.stream()
			.filter((candidate) -> candidate.supportsParameter(parameter))
			.findFirst()
			.orElse(null);
		if (resolver instanceof StreamArgumentResolver || resolver instanceof PromiseArgumentResolver) {
			return PayloadTarget.of(StreamArgumentResolver.item(parameter));
		}
		return (resolver instanceof PayloadArgumentResolver) ? PayloadTarget.of(parameter) : null;
	}

}
