package io.jolt.client.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * What the tests of the contract need of a transport.
 */
interface ContractFixture {

	/**
	 * Creates a client that is closed after the test.
	 * @return the client, not started
	 */
	JoltClient newClient();

	/**
	 * Ends all connections, and lets clients connect again after the action.
	 * @param action what happens meanwhile, when all clients know that their connections
	 * have ended
	 */
	void interruptWhile(Runnable action);

	/**
	 * Ends all connections, which come back by themselves, and returns when all clients
	 * know that theirs has ended.
	 */
	default void interrupt() {
		interruptWhile(() -> {
		});
	}

	/**
	 * Creates a client and waits until it is open.
	 * @return the client
	 */
	default JoltClient openClient() {
		JoltClient client = newClient();
		client.connect();
		return client;
	}

	/**
	 * Subscribes and waits until the broker has granted it.
	 * @param client an open client
	 * @param options what and how
	 * @param received keeps the messages
	 * @return the subscription
	 */
	default JoltSubscription subscribed(JoltClient client, SubscriptionOptions options, Received received) {
		JoltSubscription subscription = client.subscribe(options, received);
		join(subscription.ready());
		return subscription;
	}

	static void awaitOpen(JoltClient client) {
		await().until(() -> client.state() == ConnectionState.OPEN);
	}

	static ConditionFactory await() {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInSameThread()
			.pollDelay(Duration.ZERO)
			.pollInterval(2, TimeUnit.MILLISECONDS);
	}

	static <T> T join(CompletableFuture<T> future) {
		try {
			return future.get(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new AssertionError("It was to complete", ex);
		}
	}

	/**
	 * Waits for a failure.
	 * @param future the future
	 * @return what it has failed with
	 */
	static Throwable failure(CompletableFuture<?> future) {
		try {
			Object value = future.get(20, TimeUnit.SECONDS);
			throw new AssertionError("It was to fail but completed with " + value);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("It was to fail", ex);
		}
		catch (ExecutionException ex) {
			return Objects.requireNonNull(ex.getCause());
		}
	}

}
