package io.jolt.benchmarks.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;

/**
 * NATS with jnats. Publishes are not answered; the payload is {@code byte[]}, as in its
 * API. What may be under way is less than its queues hold.
 */
final class NatsTransport implements Transport {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Resources resources = new Resources();

	private final Traffic traffic;

	private final int port;

	private final List<byte[]> messages;

	NatsTransport(Traffic traffic, int port) {
		this.traffic = traffic;
		this.port = port;
		this.messages = traffic.bytes();
	}

	@Override
	public void subscribe(Arrivals arrivals) throws Exception {
		subscribe(connect(), this.traffic.topics(), arrivals);
	}

	@Override
	public Sender openSender() throws Exception {
		return sender(connect());
	}

	@Override
	public Sender openBoth(int topic, Arrivals arrivals) throws Exception {
		Connection connection = connect();
		subscribe(connection, List.of(this.traffic.topic(topic)), arrivals);
		return sender(connection);
	}

	private void subscribe(Connection connection, List<String> topics, Arrivals arrivals) throws Exception {
		Dispatcher dispatcher = connection
			.createDispatcher((message) -> this.traffic.received(arrivals, message.getSubject(), message.getData()));
		topics.forEach(dispatcher::subscribe);
		connection.flush(LIMIT);
	}

	private Sender sender(Connection connection) {
		return (topic, number) -> {
			connection.publish(this.traffic.topic(topic), this.messages.get(number));
			return null;
		};
	}

	private Connection connect() throws IOException, InterruptedException {
		Options options = new Options.Builder().server("nats://127.0.0.1:" + this.port).noReconnect().build();
		return this.resources.add(Nats.connect(options));
	}

	@Override
	public void close() {
		this.resources.close();
	}

}
