package io.jolt.benchmarks.client;

import java.util.List;

import io.jolt.client.JoltClient;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.tcp.JoltClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The Jolt client with its defaults. Every publish is answered. Subscribers block, as
 * {@code @JoltListener} does, and so each has a connection of its own; where a connection
 * is to do both it is shared, with a queue that never overflows.
 */
final class JoltTransport implements Transport {

	private static final int MORE_THAN_UNDER_WAY = 65_536;

	private final Resources resources = new Resources();

	private final Traffic traffic;

	private final @Nullable String group;

	private final int port;

	private final List<String> texts;

	JoltTransport(Traffic traffic, @Nullable String group, int port) {
		this.traffic = traffic;
		this.group = group;
		this.port = port;
		this.texts = traffic.texts();
	}

	@Override
	public void subscribe(Arrivals arrivals) {
		SubscriptionOptions.Builder options = SubscriptionOptions.forTopics(this.traffic.topics(), List.of())
			.overflow(OverflowPolicy.BLOCK);
		if (this.group != null) {
			options.group(this.group);
		}
		connect()
			.subscribe(options.build(), (message) -> this.traffic.received(arrivals, message.topic(), message.data()))
			.ready()
			.join();
	}

	@Override
	public Sender openSender() {
		return sender(connect());
	}

	@Override
	public Sender openBoth(int topic, Arrivals arrivals) {
		JoltClient client = connect();
		SubscriptionOptions options = SubscriptionOptions.forTopic(this.traffic.topic(topic))
			.queueCapacity(MORE_THAN_UNDER_WAY)
			.build();
		client.subscribe(options, (message) -> this.traffic.received(arrivals, message.topic(), message.data()))
			.ready()
			.join();
		return sender(client);
	}

	private Sender sender(JoltClient client) {
		return (topic, number) -> client.publish(this.traffic.topic(topic), this.texts.get(number));
	}

	private JoltClient connect() {
		JoltClient client = this.resources.add(JoltClientBuilder.create().address("127.0.0.1", this.port).build());
		client.connect();
		return client;
	}

	@Override
	public void close() {
		this.resources.close();
	}

}
