package io.jolt.client.internal.session;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import io.jolt.client.JoltException;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.internal.transport.ClientEnvironment;
import io.jolt.client.tcp.BuilderOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.ScriptedConnection;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * What the tests of the client have in common.
 */
final class ClientTestSupport {

	static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(5), Duration.ofMillis(20), 2);

	static final String OK = "{\"ok\":true}";

	static final String HELLO = "{\"ok\":true,\"broker\":\"scripted/1\",\"version\":1,"
			+ "\"features\":[\"publish-ack\",\"patterns\",\"headers\"],\"max_line\":1048576}";

	private ClientTestSupport() {
	}

	static JoltClientBuilder builder(ScriptedBroker broker) {
		return JoltClientBuilder.create().addresses(List.of(broker.address())).reconnectPolicy(QUICK);
	}

	static DefaultJoltClient client(ScriptedBroker broker) {
		return client(broker, (builder) -> {
		});
	}

	static DefaultJoltClient client(ScriptedBroker broker, Consumer<JoltClientBuilder> settings) {
		return client(broker, ClientEnvironment.system(), settings);
	}

	static DefaultJoltClient client(ScriptedBroker broker, ClientEnvironment environment,
			Consumer<JoltClientBuilder> settings) {
		JoltClientBuilder builder = builder(broker);
		settings.accept(builder);
		return JoltClientFactory.create(BuilderOptions.of(builder), environment);
	}

	/**
	 * Plays the broker's side of the handshake.
	 * @param broker accepts
	 * @return the connection after its hello
	 */
	static ScriptedConnection acceptHello(ScriptedBroker broker) {
		ScriptedConnection connection = broker.accept();
		connection.expectOp("hello");
		connection.send(HELLO);
		return connection;
	}

	static SubscriptionOptions blocking(String topic) {
		return SubscriptionOptions.forTopic(topic).overflow(OverflowPolicy.BLOCK).build();
	}

	/**
	 * An environment in which every host has an address for documentation, and
	 * connections to it end on the loopback all the same.
	 * @return the environment
	 */
	static ClientEnvironment pretendingToBeElsewhere() {
		ClientEnvironment system = ClientEnvironment.system();
		return new ClientEnvironment(system.clock(),
				(host) -> List.of(InetAddress.getByAddress(new byte[] { (byte) 192, 0, 2, 1 })), new DivertedSockets(),
				system.random(), system.scheduling());
	}

	static CompletableFuture<Throwable> connectElsewhere(DefaultJoltClient client) {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		new Thread(() -> {
			try {
				client.connect();
				failure.completeExceptionally(new AssertionError("It has connected"));
			}
			catch (JoltException ex) {
				failure.complete(ex);
			}
		}).start();
		return failure;
	}

	/**
	 * Waits as {@code await()} does, and looks often: for what is usually there at once.
	 * @return the waiting
	 */
	static ConditionFactory soon() {
		return Awaitility.await().pollInSameThread().pollDelay(Duration.ZERO).pollInterval(1, TimeUnit.MILLISECONDS);
	}

	static Throwable failure(CompletableFuture<?> future) {
		try {
			Object value = future.get(10, TimeUnit.SECONDS);
			throw new AssertionError("Expected a failure but it completed with " + value);
		}
		catch (ExecutionException ex) {
			return Objects.requireNonNull(ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError("It has not completed", ex);
		}
	}

}
