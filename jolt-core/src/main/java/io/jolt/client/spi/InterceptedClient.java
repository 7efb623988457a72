package io.jolt.client.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.jolt.client.CallOptions;
import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltSubscription;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A client whose messages go through interceptors, whatever its transport. Safe for use
 * by several threads.
 */
public final class InterceptedClient implements JoltClient {

	private final JoltClient client;

	private final List<JoltClientInterceptor> interceptors;

	private InterceptedClient(JoltClient client, List<JoltClientInterceptor> interceptors) {
		this.client = client;
		this.interceptors = interceptors;
	}

	/**
	 * Adds interceptors to a client.
	 * @param client the client
	 * @param interceptors the interceptors in calling order
	 * @return the client itself if there are none, so that this costs nothing
	 */
	public static JoltClient of(JoltClient client, Collection<? extends JoltClientInterceptor> interceptors) {
		return interceptors.isEmpty() ? client : new InterceptedClient(client, List.copyOf(interceptors));
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options) {
		Objects.requireNonNull(message, "message");
		Objects.requireNonNull(options, "options");
		return publish(message, 0, (passedOn) -> this.client.publish(passedOn, options));
	}

	private CompletableFuture<PublishResult> publish(JoltMessage message, int index,
			JoltClientInterceptor.Publisher publisher) {
		if (index == this.interceptors.size()) {
			return publisher.publish(message);
		}
		JoltClientInterceptor interceptor = this.interceptors.get(index);
		try {
			return Objects.requireNonNull(
					interceptor.publish(message, (passedOn) -> publish(passedOn, index + 1, publisher)),
					() -> interceptor + " returned null");
		}
		catch (JoltException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		// not only unchecked ones: Kotlin does not distinguish them
		catch (Exception ex) {
			return CompletableFuture.failedFuture(new JoltException(
					"A publish failed in the interceptor " + interceptor.getClass().getName() + ": " + ex, ex));
		}
	}

	// what interceptors see as the publish of a request lasts until its reply
	@Override
	public CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options) {
		Objects.requireNonNull(message, "message");
		return answered(message, (passedOn) -> this.client.request(passedOn, options), (reply) -> {
		});
	}

	@Override
	public CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options) {
		Objects.requireNonNull(first, "first");
		return answered(first, (passedOn) -> this.client.call(passedOn, options), JoltCall::cancel);
	}

	// unwanted: what to do with an answer that comes although the result has failed
	@SuppressWarnings("FutureReturnValueIgnored") // the result tells all outcomes
	private <T> CompletableFuture<T> answered(JoltMessage message, Function<JoltMessage, CompletableFuture<T>> asks,
			Consumer<T> unwanted) {
		AtomicReference<@Nullable CompletableFuture<T>> asked = new AtomicReference<>();
		CompletableFuture<T> result = new CompletableFuture<>();
		publish(message, 0, (passedOn) -> {
			CompletableFuture<T> answer = asks.apply(passedOn);
			asked.set(answer);
			result.whenComplete((value, failure) -> {
				if (!answer.cancel(false) && failure != null) {
					answer.thenAccept(unwanted);
				}
			});
			return answer.thenApply((value) -> PublishResult.of(passedOn, true));
		}).whenComplete((published, failure) -> complete(result, asked.get(), failure));
		return result;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the result tells all outcomes
	private static <T> void complete(CompletableFuture<T> result, @Nullable CompletableFuture<T> asked,
			@Nullable Throwable failure) {
		if (failure != null) {
			result.completeExceptionally((failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure);
		}
		else if (asked == null) {
			result.completeExceptionally(
					new JoltNotSentException("The message was not sent: an interceptor did not pass it on"));
		}
		else {
			asked.whenComplete((value, ex) -> {
				if (ex != null) {
					result.completeExceptionally(ex);
				}
				else {
					result.complete(value);
				}
			});
		}
	}

	@Override
	public CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply) {
		Objects.requireNonNull(request, "request");
		return publish(reply.message(), 0,
				(passedOn) -> this.client.reply(request, new JoltReply(reply.status(), passedOn)));
	}

	@Override
	public JoltCall accept(JoltMessage open, CallOptions options) {
		return this.client.accept(open, options);
	}

	@Override
	public JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		return this.client.subscribe(options, intercept(listener));
	}

	/**
	 * Puts the interceptors before a listener, as {@link #subscribe} does.
	 * @param listener the listener
	 * @return a listener that throws what the interceptors or the listener throw
	 */
	public JoltMessageListener intercept(JoltMessageListener listener) {
		JoltMessageListener intercepted = Objects.requireNonNull(listener, "listener");
		for (int i = this.interceptors.size() - 1; i >= 0; i--) {
			JoltClientInterceptor interceptor = this.interceptors.get(i);
			JoltMessageListener next = intercepted;
			intercepted = (message) -> interceptor.deliver(message, next);
		}
		return intercepted;
	}

	/**
	 * The client without the interceptors.
	 * @return the client
	 */
	public JoltClient client() {
		return this.client;
	}

	@Override
	public void connect() {
		this.client.connect();
	}

	@Override
	public void start() {
		this.client.start();
	}

	@Override
	public void setStarter(@Nullable Runnable starter) {
		this.client.setStarter(starter);
	}

	@Override
	public void stop() {
		this.client.stop();
	}

	@Override
	public void close() {
		this.client.close();
	}

	@Override
	public CompletableFuture<Void> flush() {
		return this.client.flush();
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return this.client.ping();
	}

	@Override
	public CompletableFuture<Duration> ping(Duration timeout) {
		return this.client.ping(timeout);
	}

	@Override
	public ClientStatus status() {
		return this.client.status();
	}

	@Override
	public void addConnectionListener(ConnectionListener listener) {
		this.client.addConnectionListener(listener);
	}

	@Override
	public void removeConnectionListener(ConnectionListener listener) {
		this.client.removeConnectionListener(listener);
	}

	@Override
	public String toString() {
		return this.client + " with " + this.interceptors;
	}

}
