package io.jolt.benchmarks.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * RabbitMQ with its Java client, used for what the others do: messages that are not
 * persistent, a temporary queue for each subscriber, no acknowledgements by consumers.
 * Publishes are confirmed only where that is measured, as they are else not answered.
 */
final class RabbitTransport implements Transport {

	static final String EXCHANGE = "amq.topic";

	private static final AMQP.BasicProperties NOT_PERSISTENT = new AMQP.BasicProperties.Builder().deliveryMode(1)
		.build();

	private final Traffic traffic;

	private final int port;

	private final boolean confirmed;

	private final Resources resources = new Resources();

	private final List<String> messages;

	RabbitTransport(Traffic traffic, int port, boolean confirmed) {
		this.traffic = traffic;
		this.port = port;
		this.confirmed = confirmed;
		this.messages = traffic.texts();
	}

	@Override
	public void subscribe(Arrivals arrivals) throws Exception {
		Channel channel = connect().createChannel();
		String queue = channel.queueDeclare().getQueue();
		for (String topic : this.traffic.topics()) {
			channel.queueBindNoWait(queue, EXCHANGE, topic, null);
		}
		// answered, and so all of them are known
		channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
		channel.basicConsume(queue, true, new DefaultConsumer(channel) {

			@Override
			public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
				RabbitTransport.this.traffic.received(arrivals, envelope.getRoutingKey(),
						new String(body, StandardCharsets.UTF_8));
			}

		});
	}

	@Override
	public Sender openSender() throws Exception {
		Channel channel = connect().createChannel();
		if (this.confirmed) {
			return new ConfirmedSender(channel);
		}
		return (topic, number) -> {
			publish(channel, topic, number);
			return null;
		};
	}

	private void publish(Channel channel, int topic, int number) throws IOException {
		channel.basicPublish(EXCHANGE, this.traffic.topic(topic), NOT_PERSISTENT,
				this.messages.get(number).getBytes(StandardCharsets.UTF_8));
	}

	private Connection connect() throws Exception {
		ConnectionFactory factory = new ConnectionFactory();
		factory.setHost("127.0.0.1");
		factory.setPort(this.port);
		return this.resources.add(factory.newConnection());
	}

	@Override
	public void close() {
		this.resources.close();
	}

	private final class ConfirmedSender implements Sender, ConfirmListener {

		// more than are ever in flight
		private static final int SLOTS = 65_536;

		private final Channel channel;

		private final AtomicReferenceArray<@Nullable CompletableFuture<?>> unconfirmed = new AtomicReferenceArray<>(
				SLOTS);

		// the oldest that is not confirmed; owned by the connection's thread
		private long oldest = 1;

		ConfirmedSender(Channel channel) throws IOException {
			this.channel = channel;
			channel.confirmSelect();
			channel.addConfirmListener(this);
		}

		@Override
		public CompletableFuture<?> send(int topic, int number) throws IOException {
			CompletableFuture<?> confirmation = new CompletableFuture<>();
			this.unconfirmed.set(slot(this.channel.getNextPublishSeqNo()), confirmation);
			publish(this.channel, topic, number);
			return confirmation;
		}

		@Override
		public void handleAck(long tag, boolean multiple) {
			if (!multiple) {
				confirm(tag);
				return;
			}
			while (this.oldest <= tag) {
				confirm(this.oldest);
				this.oldest++;
			}
		}

		private void confirm(long tag) {
			CompletableFuture<?> confirmation = this.unconfirmed.getAndSet(slot(tag), null);
			if (confirmation != null) {
				confirmation.complete(null);
			}
		}

		@Override
		public void handleNack(long tag, boolean multiple) {
			CompletableFuture<?> confirmation = this.unconfirmed.get(slot(tag));
			if (confirmation != null) {
				confirmation.completeExceptionally(new IllegalStateException("Refused by RabbitMQ"));
			}
		}

		private static int slot(long tag) {
			return (int) (tag % SLOTS);
		}

	}

}
