package io.jolt.benchmarks.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.benchmarks.workload.Payload;
import io.nats.client.Connection;
import io.nats.client.Message;

/**
 * NATS with jnats: a dispatcher that publishes to where the request says, and the
 * connection's own requests.
 */
final class NatsExchange implements Exchange {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private final Resources resources = new Resources();

	private final Traffic traffic;

	private final int port;

	private final boolean strings;

	NatsExchange(Traffic traffic, int port, boolean strings) {
		this.traffic = traffic;
		this.port = port;
		this.strings = strings;
	}

	@Override
	public void answer() throws Exception {
		Connection connection = this.resources.add(NatsTransport.connect(this.port));
		connection.createDispatcher((request) -> connection.publish(request.getReplyTo(), answerTo(request.getData())))
			.subscribe(Traffic.FIRST_TOPIC);
		connection.flush(LIMIT);
	}

	private byte[] answerTo(byte[] request) {
		return this.strings ? new String(request, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8) : request;
	}

	@Override
	public Asker<?> openAsker() throws Exception {
		Connection connection = this.resources.add(NatsTransport.connect(this.port));
		List<String> texts = this.traffic.texts();
		List<byte[]> bytes = this.traffic.bytes();
		return new Asker<Message>() {

			@Override
			public CompletableFuture<Message> ask(int number) {
				return connection.request(Traffic.FIRST_TOPIC, NatsExchange.this.strings
						? texts.get(number).getBytes(StandardCharsets.UTF_8) : bytes.get(number));
			}

			@Override
			public int numberIn(Message reply) {
				Payload payload = NatsExchange.this.traffic.payload();
				return NatsExchange.this.strings ? payload.numberIn(new String(reply.getData(), StandardCharsets.UTF_8))
						: payload.numberIn(reply.getData(), 0);
			}

		};
	}

	@Override
	public void close() {
		this.resources.close();
	}

}
