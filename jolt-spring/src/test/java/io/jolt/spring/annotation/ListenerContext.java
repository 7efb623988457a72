package io.jolt.spring.annotation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.spring.FakeJoltClient;
import io.jolt.spring.config.DefaultJoltListenerContainerFactory;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.JoltMessageListenerContainer;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application context with listeners and a client that a test plays the broker for.
 */
final class ListenerContext implements AutoCloseable {

	final FakeJoltClient client = new FakeJoltClient();

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	final DefaultJoltListenerContainerFactory factory = new DefaultJoltListenerContainerFactory(this.client);

	final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

	final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();

	private final Map<String, Object> properties = new LinkedHashMap<>();

	ListenerContext() {
		lower(this.properties);
		this.factory.getContainerProperties().setErrorHandler((error, delivery) -> this.errors.add(error));
		this.context.registerBean("received", BlockingQueue.class, () -> this.received);
	}

	ListenerContext property(String name, Object value) {
		this.properties.put(name, value);
		return this;
	}

	/**
	 * Adds properties that are overridden by those that are already there.
	 * @param properties the properties by name
	 * @return this
	 */
	ListenerContext lower(Map<String, Object> properties) {
		MutablePropertySources sources = this.context.getEnvironment().getPropertySources();
		sources.addLast(new MapPropertySource("lower " + sources.size(), properties));
		return this;
	}

	ListenerContext start(Class<?>... beans) {
		this.context.registerBean("joltListenerContainerFactory", DefaultJoltListenerContainerFactory.class,
				() -> this.factory);
		this.context.register(Enable.class);
		for (Class<?> bean : beans) {
			String name = bean.getSimpleName();
			this.context.registerBean(Character.toLowerCase(name.charAt(0)) + name.substring(1), bean);
		}
		this.context.refresh();
		return this;
	}

	JoltListenerEndpointRegistry registry() {
		return this.context.getBean(JoltListenerEndpointRegistry.class);
	}

	JoltMessageListenerContainer container(String id) {
		return Objects.requireNonNull(registry().getListenerContainer(id));
	}

	Object deliver(String topic, String data) {
		return deliver(JoltMessage.of(topic, data));
	}

	Object deliver(JoltMessage message) {
		this.client.deliver(message);
		return received();
	}

	Throwable fail(String topic, String data) {
		return fail(JoltMessage.of(topic, data));
	}

	Throwable fail(JoltMessage message) {
		this.client.deliver(message);
		return error();
	}

	Object received() {
		return take(this.received, "nothing was received");
	}

	Throwable error() {
		return take(this.errors, "nothing failed");
	}

	private <T> T take(BlockingQueue<T> queue, String description) {
		try {
			T element = queue.poll(10, TimeUnit.SECONDS);
			assertThat(element).as(() -> description + ", but errors are " + this.errors).isNotNull();
			return element;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
		assertThat(this.client.active()).isEmpty();
		assertThat(this.received).isEmpty();
		assertThat(this.errors).isEmpty();
	}

	@EnableJolt
	static class Enable {

	}

}
