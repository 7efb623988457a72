package io.jolt.spring.observation;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import io.jolt.client.JoltMessage;
import io.jolt.client.PublishOptions;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message within an observation that ends with the answer.
 */
final class ObservedSending {

	private ObservedSending() {
	}

	/**
	 * Sends a message.
	 * @param observation the observation, which has begun
	 * @param context its context, whose carrier is sent as optional headers
	 * @param source makes the message
	 * @param options how it is sent
	 * @param sender sends it
	 * @param ended records the outcome
	 * @param invalid records that nothing was sent because the source or the sender threw
	 * @param <T> the type of the answer
	 * @return completes when the observation has ended; cancelling it cancels the
	 * sender's future
	 */
	static <T> CompletableFuture<T> send(Observation observation, SenderContext<Map<String, String>> context,
			Supplier<JoltMessage> source, PublishOptions options,
			BiFunction<JoltMessage, PublishOptions, CompletableFuture<T>> sender,
			BiConsumer<@Nullable T, @Nullable Throwable> ended, Runnable invalid) {
		try {
			Observation.Scope scope = HandlerCalls.get(observation::openScope);
			try {
				JoltMessage message = source.get();
				Map<String, String> trace = Objects.requireNonNull(context.getCarrier());
				CompletableFuture<T> sent = sender.apply(TraceHeaders.add(message, trace),
						TraceHeaders.optional(options, trace.keySet()));
				return new ObservedFuture<>(sent, (result, failure) -> {
					ended.accept(result, failure);
					end(observation, failure);
				});
			}
			finally {
				HandlerCalls.run(scope::close);
			}
		}
		catch (RuntimeException | Error ex) {
			invalid.run();
			end(observation, ex);
			throw ex;
		}
	}

	private static void end(Observation observation, @Nullable Throwable failure) {
		HandlerCalls.run(() -> {
			if (failure != null) {
				observation.error(failure);
			}
			observation.stop();
		});
	}

}
