package io.jolt.benchmarks.client;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * Redis with Lettuce's asynchronous commands, each answered, and flushed as by default:
 * who turns that off takes care of when to flush, which is for loading in bulk.
 */
final class RedisTransport implements Transport {

	private final Traffic traffic;

	private final RedisClient client;

	private final List<String> messages;

	RedisTransport(Traffic traffic, int port) {
		this.traffic = traffic;
		this.client = RedisClient.create("redis://127.0.0.1:" + port);
		this.messages = traffic.texts();
	}

	@Override
	public void subscribe(Arrivals arrivals) {
		subscribe(this.traffic.topics(), arrivals);
	}

	@Override
	public Sender openSender() {
		RedisAsyncCommands<String, String> commands = this.client.connect().async();
		return (topic, number) -> commands.publish(this.traffic.topic(topic), this.messages.get(number))
			.toCompletableFuture();
	}

	@Override
	public Sender openBoth(int topic, Arrivals arrivals) {
		// Redis wants a connection for each of the two
		subscribe(List.of(this.traffic.topic(topic)), arrivals);
		return openSender();
	}

	private void subscribe(List<String> topics, Arrivals arrivals) {
		StatefulRedisPubSubConnection<String, String> connection = this.client.connectPubSub();
		connection.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, String message) {
				RedisTransport.this.traffic.received(arrivals, channel, message);
			}

		});
		connection.sync().subscribe(topics.toArray(String[]::new));
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
