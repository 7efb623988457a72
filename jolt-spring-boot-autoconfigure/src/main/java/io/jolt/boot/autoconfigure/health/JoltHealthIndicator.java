package io.jolt.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health of a client's connection: down at once while the client is not open, otherwise
 * up if the broker answers a ping in time. A listener that has lost its own socket does
 * not change it, because it recovers by itself: the details count it. A listener that the
 * broker refuses, be it for now, for example because it has no room for another socket,
 * or for good, makes it out of service: the connection is open, but a part of the
 * application receives nothing until someone intervenes. Safe for use by several threads;
 * a check blocks at most for the time limit.
 */
public class JoltHealthIndicator extends AbstractHealthIndicator {

	/**
	 * The default time limit for a ping.
	 */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

	private final JoltClient client;

	private final Duration timeout;

	// those of the client
	private final Supplier<List<JoltMessageListenerContainer>> listeners;

	private final Function<JoltException, @Nullable String> failureAdvice;

	/**
	 * Creates an indicator with the default time limit.
	 * @param client the client
	 */
	public JoltHealthIndicator(JoltClient client) {
		this(client, DEFAULT_TIMEOUT);
	}

	/**
	 * Creates an indicator.
	 * @param client the client
	 * @param timeout the time limit for a ping, including the wait for room in the
	 * outgoing buffer
	 */
	public JoltHealthIndicator(JoltClient client, Duration timeout) {
		this(client, timeout, List::of, (failure) -> null);
	}

	/**
	 * Creates an indicator that knows the client's listeners, and says what to do about a
	 * failure.
	 * @param client the client
	 * @param timeout the time limit for a ping, including the wait for room in the
	 * outgoing buffer
	 * @param listeners those that listen with the client, asked on every check
	 * @param failureAdvice says what to do, or returns {@code null}
	 */
	public JoltHealthIndicator(JoltClient client, Duration timeout,
			Supplier<List<JoltMessageListenerContainer>> listeners,
			Function<JoltException, @Nullable String> failureAdvice) {
		super("Jolt health check failed");
		this.client = client;
		this.timeout = timeout;
		this.listeners = listeners;
		this.failureAdvice = failureAdvice;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClientStatus status = this.client.status();
		builder.withDetail("address", address(status));
		if (status.brokerName() != null) {
			builder.withDetail("name", status.brokerName());
		}
		builder.withDetail("state", status.state().name());
		builder.withDetail("subscriptions", status.subscriptions());
		builder.withDetail("reconnectingSubscriptions", status.reconnectingSubscriptions());
		builder.withDetail("refusedSubscriptions", status.refusedSubscriptions());
		ConnectionInfo connection = status.connection();
		if (connection != null) {
			builder.withDetail("broker", (connection.broker() != null) ? connection.broker() : "unknown");
		}
		if (status.state() == ConnectionState.OPEN) {
			ping(builder, status);
		}
		else {
			down(builder, status.lastFailure());
		}
	}

	private void ping(Health.Builder builder, ClientStatus status) {
		long deadline = System.nanoTime() + this.timeout.toNanos();
		// may have to wait for room in the buffer
		CompletableFuture<Duration> ping = this.client.ping(this.timeout);
		try {
			Duration roundTrip = ping.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			builder.up().withDetail("roundTrip", roundTrip);
			checkListeners(builder, status);
		}
		catch (TimeoutException ex) {
			builder.down().withDetail("cause", "No answer to a ping within " + this.timeout.toMillis() + " ms");
		}
		catch (ExecutionException ex) {
			down(builder, ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			builder.down().withDetail("cause", "Interrupted while waiting for the answer to a ping");
		}
	}

	private void checkListeners(Health.Builder builder, ClientStatus status) {
		List<JoltMessageListenerContainer> refused = this.listeners.get()
			.stream()
			.filter((listener) -> listener.state() == ContainerState.REFUSED)
			.toList();
		if (!refused.isEmpty()) {
			builder.outOfService()
				.withDetail("refusedListeners",
						refused.stream().map(JoltMessageListenerContainer::getListenerId).toList());
			explain(builder, refused.get(0).failure());
		}
		else if (status.refusedSubscriptions() > 0) {
			builder.outOfService();
			explain(builder, status.lastFailure());
		}
	}

	private void down(Health.Builder builder, @Nullable Throwable cause) {
		builder.down();
		explain(builder, cause);
	}

	private void explain(Health.Builder builder, @Nullable Throwable cause) {
		if (cause != null) {
			// not as an exception, which would be logged on every check
			builder.withDetail("cause", describe(cause));
			String advice = (cause instanceof JoltException failure) ? this.failureAdvice.apply(failure) : null;
			if (advice != null) {
				builder.withDetail("advice", advice);
			}
		}
	}

	private static String describe(Throwable cause) {
		String message = cause.getMessage();
		return (cause instanceof JoltException && message != null) ? message : cause.toString();
	}

	private static String address(ClientStatus status) {
		ConnectionInfo connection = status.connection();
		return (connection != null) ? connection.server() : String.join(", ", status.servers());
	}

}
