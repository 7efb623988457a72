package io.jolt.client.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what a connection listener is told, and that it is told one thing at a time.
 */
final class HeardEvents implements ConnectionListener {

	/**
	 * All calls in their order, states as {@code A>B}.
	 */
	final List<String> all = new CopyOnWriteArrayList<>();

	final List<JoltException> errors = new CopyOnWriteArrayList<>();

	final List<JoltException> losses = new CopyOnWriteArrayList<>();

	final List<JoltException> failedAttempts = new CopyOnWriteArrayList<>();

	// any thread
	private final AtomicInteger running = new AtomicInteger();

	private volatile boolean overlapped;

	@Override
	public void onStateChanged(ConnectionState previous, ConnectionState current) {
		note(previous + ">" + current);
	}

	@Override
	public void onOpened(ConnectionInfo connection) {
		note("opened");
	}

	@Override
	public void onLost(JoltException cause) {
		this.losses.add(cause);
		note("lost");
	}

	@Override
	public void onConnectFailed(JoltException cause) {
		this.failedAttempts.add(cause);
		note("failed");
	}

	@Override
	public void onError(JoltException error) {
		this.errors.add(error);
		note("error");
	}

	private void note(String call) {
		if (this.running.getAndIncrement() > 0) {
			this.overlapped = true;
		}
		Thread.onSpinWait();
		this.all.add(call);
		this.running.getAndDecrement();
	}

	void await(String call) {
		ContractFixture.await().untilAsserted(() -> assertThat(this.all).contains(call));
	}

	/**
	 * Waits until the client has come to a state, as far as was told.
	 * @param state the state
	 */
	void awaitState(ConnectionState state) {
		ContractFixture.await()
			.untilAsserted(() -> assertThat(states()).isNotEmpty().last().asString().endsWith(">" + state));
	}

	List<String> states() {
		return this.all.stream().filter((call) -> call.contains(">")).toList();
	}

	long count(String call) {
		return this.all.stream().filter(call::equals).count();
	}

	/**
	 * Each state begins where the one before has ended, and the calls did not overlap.
	 */
	void assertInOrder() {
		assertThat(this.overlapped).as("calls overlapped").isFalse();
		List<String> states = states();
		for (int i = 1; i < states.size(); i++) {
			String before = states.get(i - 1);
			assertThat(states.get(i)).startsWith(before.substring(before.indexOf('>') + 1) + ">");
		}
	}

}
