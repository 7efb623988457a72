package io.jolt.client.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionListener;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientInterceptor;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
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
		return publish(message, options, 0);
	}

	private CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options, int index) {
		if (index == this.interceptors.size()) {
			return this.client.publish(message, options);
		}
		JoltClientInterceptor interceptor = this.interceptors.get(index);
		try {
			return Objects.requireNonNull(
					interceptor.publish(message, (passedOn) -> publish(passedOn, options, index + 1)),
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
