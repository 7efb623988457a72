package io.jolt.benchmarks.client;

import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;

/**
 * Redis with Lettuce's asynchronous commands, each answered, and flushed as by default.
 * The payload is {@code byte[]}.
 */
final class RedisTransport implements Transport {

	private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

	private final Traffic traffic;

	private final RedisClient client;

	private final List<byte[]> messages;

	RedisTransport(Traffic traffic, int port) {
		this.traffic = traffic;
		this.client = RedisClient.create("redis://127.0.0.1:" + port);
		this.messages = traffic.bytes();
	}

	@Override
	public void subscribe(Arrivals arrivals) {
		subscribe(this.traffic.topics(), arrivals);
	}

	@Override
	public Sender openSender() {
		RedisAsyncCommands<String, byte[]> commands = this.client.connect(CODEC).async();
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
		StatefulRedisPubSubConnection<String, byte[]> connection = this.client.connectPubSub(CODEC);
		connection.addListener(new RedisPubSubAdapter<>() {

			@Override
			public void message(String channel, byte[] message) {
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
