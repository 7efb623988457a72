package io.jolt.benchmarks.client;

import java.util.List;

import io.jolt.benchmarks.workload.Workload;

import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import org.springframework.data.redis.listener.adapter.MessageListenerAdapter;
import org.springframework.data.redis.serializer.JacksonJsonRedisSerializer;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.data.redis.serializer.StringRedisSerializer;

/**
 * Spring Data Redis. Its blocking template would wait for each answer, and so it is the
 * reactive one that publishes. The listener container runs listeners on Lettuce's thread:
 * its default, a thread for each message, loses their order.
 */
final class SpringRedisTransport implements Transport {

	private final Resources resources = new Resources();

	private final Workload workload;

	private final Traffic traffic;

	private final LettuceConnectionFactory connections;

	SpringRedisTransport(Workload workload, Traffic traffic, int port) {
		this.workload = workload;
		this.traffic = traffic;
		this.connections = new LettuceConnectionFactory("127.0.0.1", port);
		this.connections.afterPropertiesSet();
		this.connections.start();
		this.resources.add(this.connections::destroy);
	}

	@Override
	public void subscribe(Arrivals arrivals) {
		MessageListenerAdapter adapter;
		if (this.workload == Workload.SPRING_TEXT) {
			adapter = new MessageListenerAdapter(new TextListener(this.traffic, arrivals), "on");
			adapter.setSerializer(StringRedisSerializer.US_ASCII);
		}
		else {
			adapter = new MessageListenerAdapter(new OrderListener(arrivals), "on");
			adapter.setSerializer(new JacksonJsonRedisSerializer<>(Order.class));
		}
		adapter.afterPropertiesSet();
		RedisMessageListenerContainer container = new RedisMessageListenerContainer();
		container.setConnectionFactory(this.connections);
		container.setTaskExecutor(new SyncTaskExecutor());
		container.addMessageListener(adapter, ChannelTopic.of(Traffic.FIRST_TOPIC));
		container.afterPropertiesSet();
		container.start();
		this.resources.add(container::destroy);
	}

	@Override
	public Sender openSender() {
		if (this.workload == Workload.SPRING_TEXT) {
			return sender(StringRedisSerializer.US_ASCII, this.traffic.texts());
		}
		List<Order> orders = SpringMessages.of(this.workload, this.traffic).stream().map(Order.class::cast).toList();
		return sender(new JacksonJsonRedisSerializer<>(Order.class), orders);
	}

	private <T> Sender sender(RedisSerializer<T> serializer, List<T> messages) {
		RedisSerializationContext<String, T> context = RedisSerializationContext
			.<String, T>newSerializationContext(StringRedisSerializer.US_ASCII)
			.value(serializer)
			.build();
		ReactiveRedisTemplate<String, T> template = new ReactiveRedisTemplate<>(this.connections, context);
		return (topic, number) -> template.convertAndSend(Traffic.FIRST_TOPIC, messages.get(number)).toFuture();
	}

	@Override
	public void close() {
		this.resources.close();
	}

	/**
	 * What the adapter calls.
	 *
	 * @param <T> what it gets
	 */
	interface Listener<T> {

		void on(T message);

	}

	static final class TextListener implements Listener<String> {

		private final Traffic traffic;

		private final Arrivals arrivals;

		TextListener(Traffic traffic, Arrivals arrivals) {
			this.traffic = traffic;
			this.arrivals = arrivals;
		}

		@Override
		public void on(String text) {
			this.traffic.received(this.arrivals, Traffic.FIRST_TOPIC, text);
		}

	}

	static final class OrderListener implements Listener<Order> {

		private final Arrivals arrivals;

		OrderListener(Arrivals arrivals) {
			this.arrivals = arrivals;
		}

		@Override
		public void on(Order order) {
			SpringMessages.received(this.arrivals, order);
		}

	}

}
