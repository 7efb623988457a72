package io.jolt.integration.guarantees;

import java.time.Duration;
import java.util.function.Consumer;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.testing.FaultProxy;
import io.jolt.testing.ThreadSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker, and the proxy through which clients reach it. Closing it shows that nothing
 * is left of either, nor of the clients.
 */
final class FaultyNetwork implements AutoCloseable {

	static final Duration LIMIT = Duration.ofSeconds(20);

	private static final ReconnectPolicy QUICK = new ReconnectPolicy(Duration.ofMillis(2), Duration.ofMillis(10), 2);

	private final ThreadSnapshot threads = ThreadSnapshot.take();

	private final JoltBroker broker;

	private final FaultProxy proxy;

	FaultyNetwork() {
		this((broker) -> {
		});
	}

	FaultyNetwork(Consumer<JoltBrokerBuilder> settings) {
		JoltBrokerBuilder builder = JoltBroker.builder().port(0).passwordIterations(1);
		settings.accept(builder);
		this.broker = builder.start();
		this.proxy = FaultProxy.before(this.broker.port());
	}

	JoltBroker broker() {
		return this.broker;
	}

	FaultProxy proxy() {
		return this.proxy;
	}

	/**
	 * Starts to build a client that reaches the broker through the proxy.
	 * @return a builder with a short back-off
	 */
	JoltClientBuilder client() {
		return clientOf(this.proxy.port());
	}

	/**
	 * Starts to build a client that reaches the broker directly.
	 * @return a builder with a short back-off
	 */
	JoltClientBuilder directClient() {
		return clientOf(this.broker.port());
	}

	static JoltClientBuilder clientOf(int port) {
		return JoltClientBuilder.create().address("127.0.0.1", port).reconnectPolicy(QUICK);
	}

	Witness witness(String topic) {
		return new Witness(this.broker.port()).subscribe(topic);
	}

	/**
	 * Waits until the broker has read everything of connections that have ended.
	 * @param connections how many are left
	 */
	void awaitConnections(int connections) {
		await("the broker's connections").atMost(LIMIT)
			.pollInterval(Duration.ofMillis(1))
			.untilAsserted(() -> assertThat(this.broker.connections()).isEqualTo(connections));
	}

	@Override
	public void close() {
		this.proxy.close();
		this.broker.close();
		this.threads.assertNothingLeft();
	}

}
