package io.jolt.spring.listener.adapter;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

/**
 * Passes the items of a call as a stream, each converted and validated as a payload when
 * it is asked for. A message that opens no call is a stream of one item. Safe for use by
 * several threads.
 */
final class StreamArgumentResolver implements HandlerMethodArgumentResolver {

	private final PayloadArgumentResolver payloads;

	// by parameter, as reflection is slow
	private final Map<MethodParameter, MethodParameter> items = new ConcurrentHashMap<>();

	StreamArgumentResolver(MessageConverter converter, PayloadValidation validation) {
		this.payloads = new PayloadArgumentResolver(converter, validation);
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return isStream(parameter);
	}

	static boolean isStream(MethodParameter parameter) {
		return Streams.isStream(parameter.getParameterType());
	}

	/**
	 * Describes the items of a stream.
	 * @param parameter the stream
	 * @return a parameter for one item
	 */
	static MethodParameter item(MethodParameter parameter) {
		ResolvableType stream = ResolvableType.forMethodParameter(parameter);
		Type type = ResolvedType.of(stream.getGeneric());
		return new RetypedParameter(parameter, ResolvableType.forType(type).toClass(), type);
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, Message<?> message) {
		MethodParameter item = this.items.computeIfAbsent(parameter, StreamArgumentResolver::item);
		Exchange exchange = Exchange.of(message);
		Flow.Publisher<Object> publisher = (exchange != null && exchange.isCall())
				? exchange.items((received) -> read(item, received))
				: new PromisedItem<>(CompletableFuture.completedFuture(read(item, message)));
		return Streams.adapt(publisher, parameter.getParameterType());
	}

	private Object read(MethodParameter item, Message<?> message) {
		Object read = this.payloads.resolveArgument(item, message);
		if (read == null) {
			throw new MessageConversionException(message, "An item of a stream must not be null");
		}
		return Objects.requireNonNull(read);
	}

}
