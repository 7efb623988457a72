package io.jolt.spring.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.spring.FakeJoltClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests of containers on a client without a broker, which leave no thread.
 */
@Timeout(30)
abstract class AbstractContainerTests {

	final FakeJoltClient client = new FakeJoltClient();

	final ContainerProperties properties = new ContainerProperties();

	final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	/**
	 * What holds listeners up, and is opened after the test.
	 */
	final CountDownLatch gate = new CountDownLatch(1);

	private final List<DefaultJoltMessageListenerContainer> containers = new ArrayList<>();

	@AfterEach
	void noThreadIsLeft() {
		this.gate.countDown();
		this.containers.forEach(DefaultJoltMessageListenerContainer::stop);
		await().untilAsserted(() -> assertThat(listenerThreads()).isEmpty());
		assertThat(this.client.subscriptions).allSatisfy(
				(subscription) -> assertThat(subscription.failures).as("what the container has let through").isEmpty());
	}

	DefaultJoltMessageListenerContainer container(JoltMessageListener listener) {
		DefaultJoltMessageListenerContainer container = new DefaultJoltMessageListenerContainer(this.client, "orders",
				List.of("a"), List.of(), listener, this.properties);
		this.containers.add(container);
		return container;
	}

	DefaultJoltMessageListenerContainer container() {
		return container((message) -> this.received.add(message.data()));
	}

	void deliver(String... data) {
		for (String each : data) {
			this.client.deliver(JoltMessage.of("a", each));
		}
	}

	String next() throws InterruptedException {
		String element = this.received.poll(10, TimeUnit.SECONDS);
		assertThat(element).isNotNull();
		return element;
	}

	static List<Thread> listenerThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("jolt-listener-"))
			.toList();
	}

}
