package io.jolt.client.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A listener that keeps what it receives, and can be held up.
 */
final class Received implements JoltMessageListener {

	private final List<JoltMessage> messages = new CopyOnWriteArrayList<>();

	// what a call waits for, open unless the listener is held up; any thread
	private volatile CountDownLatch gate = new CountDownLatch(0);

	@Override
	public void onMessage(JoltMessage message) throws InterruptedException {
		this.messages.add(message);
		if (!this.gate.await(30, TimeUnit.SECONDS)) {
			throw new AssertionError("The listener was forgotten");
		}
	}

	/**
	 * Lets each call wait from now on, after it has kept its message.
	 * @return this listener
	 */
	Received heldUp() {
		this.gate = new CountDownLatch(1);
		return this;
	}

	void goOn() {
		this.gate.countDown();
	}

	List<JoltMessage> messages() {
		return List.copyOf(this.messages);
	}

	List<String> texts() {
		return this.messages.stream().map(JoltMessage::data).toList();
	}

	int count() {
		return this.messages.size();
	}

	void awaitCount(int count) {
		ContractFixture.await().untilAsserted(() -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(count));
	}

	/**
	 * Waits until exactly these texts were received, in their order.
	 * @param texts the texts
	 */
	void awaitExactly(List<String> texts) {
		ContractFixture.await().untilAsserted(() -> assertThat(texts()).hasSizeGreaterThanOrEqualTo(texts.size()));
		assertThat(texts()).isEqualTo(texts);
	}

	void awaitExactly(String... texts) {
		awaitExactly(List.of(texts));
	}

}
