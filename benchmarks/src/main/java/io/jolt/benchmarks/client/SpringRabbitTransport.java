package io.jolt.benchmarks.client;

import java.util.List;

import io.jolt.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessagePostProcessor;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.Exchange;
import org.springframework.amqp.rabbit.annotation.Queue;
import org.springframework.amqp.rabbit.annotation.QueueBinding;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.DirectRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.support.converter.JacksonJsonMessageConverter;
import org.springframework.amqp.support.converter.MessageConverter;
import org.springframework.amqp.support.converter.SimpleMessageConverter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Spring AMQP with a {@code RabbitTemplate} and a {@code @RabbitListener}: messages that
 * are not persistent, a temporary queue, no acknowledgements by the consumer.
 */
final class SpringRabbitTransport implements Transport {

	private final Workload workload;

	private final Traffic traffic;

	private final int port;

	// set once, before anything is sent, by the only thread that uses it
	private @Nullable AnnotationConfigApplicationContext context;

	SpringRabbitTransport(Workload workload, Traffic traffic, int port) {
		this.workload = workload;
		this.traffic = traffic;
		this.port = port;
	}

	@Override
	public void subscribe(Arrivals arrivals) {
		AnnotationConfigApplicationContext fresh = new AnnotationConfigApplicationContext();
		fresh.registerBean(CachingConnectionFactory.class, () -> new CachingConnectionFactory("127.0.0.1", this.port));
		register(fresh, arrivals);
		fresh.register(Application.class);
		fresh.refresh();
		this.context = fresh;
	}

	private void register(GenericApplicationContext fresh, Arrivals arrivals) {
		if (this.workload == Workload.SPRING_TEXT) {
			fresh.registerBean(MessageConverter.class, SimpleMessageConverter::new);
			fresh.registerBean(TextListener.class, () -> new TextListener(this.traffic, arrivals));
		}
		else {
			fresh.registerBean(MessageConverter.class, () -> new JacksonJsonMessageConverter());
			fresh.registerBean(OrderListener.class, () -> new OrderListener(arrivals));
		}
	}

	@Override
	public Sender openSender() {
		if (this.context == null) {
			throw new IllegalStateException("subscribe comes first: both are one application's");
		}
		RabbitTemplate template = this.context.getBean(RabbitTemplate.class);
		List<?> messages = SpringMessages.of(this.workload, this.traffic);
		MessagePostProcessor notPersistent = (message) -> {
			message.getMessageProperties().setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT);
			return message;
		};
		return (topic, number) -> {
			template.convertAndSend(RabbitTransport.EXCHANGE, Traffic.FIRST_TOPIC, messages.get(number), notPersistent);
			return null;
		};
	}

	@Override
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	static class TextListener {

		private final Traffic traffic;

		private final Arrivals arrivals;

		TextListener(Traffic traffic, Arrivals arrivals) {
			this.traffic = traffic;
			this.arrivals = arrivals;
		}

		@RabbitListener(bindings = @QueueBinding(value = @Queue,
				exchange = @Exchange(name = RabbitTransport.EXCHANGE, type = "topic"), key = Traffic.FIRST_TOPIC))
		void on(String text) {
			this.traffic.received(this.arrivals, Traffic.FIRST_TOPIC, text);
		}

	}

	static class OrderListener {

		private final Arrivals arrivals;

		OrderListener(Arrivals arrivals) {
			this.arrivals = arrivals;
		}

		@RabbitListener(bindings = @QueueBinding(value = @Queue,
				exchange = @Exchange(name = RabbitTransport.EXCHANGE, type = "topic"), key = Traffic.FIRST_TOPIC))
		void on(Order order) {
			SpringMessages.received(this.arrivals, order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableRabbit
	static class Application {

		@Bean
		RabbitAdmin rabbitAdmin(CachingConnectionFactory connections) {
			return new RabbitAdmin(connections);
		}

		@Bean
		RabbitTemplate rabbitTemplate(CachingConnectionFactory connections, MessageConverter converter) {
			RabbitTemplate template = new RabbitTemplate(connections);
			template.setMessageConverter(converter);
			return template;
		}

		@Bean
		DirectRabbitListenerContainerFactory rabbitListenerContainerFactory(CachingConnectionFactory connections,
				MessageConverter converter) {
			DirectRabbitListenerContainerFactory factory = new DirectRabbitListenerContainerFactory();
			factory.setConnectionFactory(connections);
			factory.setMessageConverter(converter);
			factory.setAcknowledgeMode(AcknowledgeMode.NONE);
			return factory;
		}

	}

}
