package io.jolt.benchmarks.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;

/**
 * NATS with jnats. Publishes are not answered. Its API takes {@code byte[]}: either the
 * application has a {@code String} and wants one, as with the others, or it is content
 * with bytes. What may be under way is less than its queues hold.
 */
final class NatsTransport implements Transport {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Resources resources = new Resources();

	private final Traffic traffic;

	private final @Nullable String group;

	private final int port;

	private final boolean strings;

	NatsTransport(Traffic traffic, @Nullable String group, int port, boolean strings) {
		this.traffic = traffic;
		this.group = group;
		this.port = port;
		this.strings = strings;
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
		Dispatcher dispatcher = connection.createDispatcher(this.strings
				? (message) -> this.traffic.received(arrivals, message.getSubject(),
						new String(message.getData(), StandardCharsets.UTF_8))
				: (message) -> this.traffic.received(arrivals, message.getSubject(), message.getData()));
		String queue = this.group;
		topics.forEach((queue != null) ? (topic) -> dispatcher.subscribe(topic, queue) : dispatcher::subscribe);
		connection.flush(LIMIT);
	}

	private Sender sender(Connection connection) {
		List<String> texts = this.traffic.texts();
		List<byte[]> bytes = this.traffic.bytes();
		return (topic, number) -> {
			connection.publish(this.traffic.topic(topic),
					this.strings ? texts.get(number).getBytes(StandardCharsets.UTF_8) : bytes.get(number));
			return null;
		};
	}

	private Connection connect() throws IOException, InterruptedException {
		return this.resources.add(connect(this.port));
	}

	static Connection connect(int port) throws IOException, InterruptedException {
		Options options = new Options.Builder().server("nats://127.0.0.1:" + port)
			.connectionTimeout(LIMIT)
			.noReconnect()
			.build();
		return Nats.connect(options);
	}

	@Override
	public void close() {
		this.resources.close();
	}

}
