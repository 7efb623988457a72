package io.jolt.spring.listener.adapter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Passes the payload as the type of a library for one value that comes later, such as
 * {@code Mono}, as other messaging methods of Spring do. It is there already, so that one
 * that cannot be converted or is not valid fails before the method is called. Safe for
 * use by several threads.
 */
final class PromiseArgumentResolver implements HandlerMethodArgumentResolver {

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Mono",
			PromiseArgumentResolver.class.getClassLoader());

	private final PayloadArgumentResolver payloads;

	// by parameter, as reflection is slow
	private final Map<MethodParameter, MethodParameter> values = new ConcurrentHashMap<>();

	PromiseArgumentResolver(MessageConverter converter, PayloadValidation validation) {
		this.payloads = new PayloadArgumentResolver(converter, validation);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return REACTOR_PRESENT && Reactive.isPromise(parameter.getParameterType())
				&& this.payloads.supportsParameter(parameter);
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) {
		MethodParameter value = this.values.computeIfAbsent(parameter, StreamArgumentResolver::item);
		return Reactive.promise(this.payloads.resolveArgument(value, message), parameter.getParameterType());
	}

	// separate, so that Reactor is not loaded where it is absent
	private static final class Reactive {

		private static final ReactiveAdapterRegistry ADAPTERS = ReactiveAdapterRegistry.getSharedInstance();

		static boolean isPromise(Class<?> type) {
			ReactiveAdapter adapter = ADAPTERS.getAdapter(type);
			return adapter != null && !adapter.isMultiValue() && !adapter.isNoValue();
		}

		static Object promise(@Nullable Object value, Class<?> type) {
			ReactiveAdapter adapter = ADAPTERS.getAdapter(type);
			Assert.state(adapter != null, () -> "There is no adapter for " + type.getName());
			return adapter.fromPublisher(Mono.justOrEmpty(value));
		}

	}

}
