package io.jolt.spring.listener.adapter;

import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import io.jolt.spring.core.ReplySender;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * What a method's types say about its answers. Immutable.
 *
 * @param takesStream whether it takes the items of a call
 * @param givesStream whether it answers with a stream
 * @param takesSender whether it answers by a {@link ReplySender}
 * @param isVoid whether it returns nothing, or the promise of nothing
 */
record HandlerSignature(boolean takesStream, boolean givesStream, boolean takesSender, boolean isVoid) {

	static HandlerSignature of(InvocableHandlerMethod method) {
		ResolvableType returned = ResolvableType.forMethodParameter(method.getReturnType());
		boolean givesStream = Streams.isStream(returned.toClass());
		return new HandlerSignature(
				Arrays.stream(method.getMethodParameters()).anyMatch(StreamArgumentResolver::isStream), givesStream,
				Arrays.stream(method.getMethodParameters())
					.anyMatch((parameter) -> parameter.getParameterType() == ReplySender.class),
				method.isVoid() || (!givesStream && isPromiseOfNothing(returned)));
	}

	/**
	 * Whether its result is the answer.
	 * @return {@code false} if it answers later, or never
	 */
	boolean answersByResult() {
		return !this.isVoid && !this.takesSender;
	}

	private static boolean isPromiseOfNothing(ResolvableType returned) {
		Class<?> type = returned.toClass();
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
		boolean promise = adapter != null || Future.class.isAssignableFrom(type)
				|| CompletionStage.class.isAssignableFrom(type);
		return (promise && returned.getGeneric().toClass() == Void.class) || (adapter != null && adapter.isNoValue());
	}

}
