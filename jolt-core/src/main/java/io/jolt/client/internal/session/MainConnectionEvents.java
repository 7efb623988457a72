package io.jolt.client.internal.session;

import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

import io.jolt.client.JoltException;
import io.jolt.client.internal.protocol.Answer;
import io.jolt.client.internal.protocol.Delivery;

/**
 * Passes on what happens on a client's main connection, whose reader never waits.
 */
final class MainConnectionEvents implements ConnectionEvents {

	private final Dispatcher dispatcher;

	private final Notifier notifier;

	private final BiConsumer<BrokerConnection, JoltException> onEnded;

	MainConnectionEvents(Dispatcher dispatcher, Notifier notifier,
			BiConsumer<BrokerConnection, JoltException> onEnded) {
		this.dispatcher = dispatcher;
		this.notifier = notifier;
		this.onEnded = onEnded;
	}

	@Override
	public void delivered(Delivery delivery) {
		this.dispatcher.deliver(delivery);
	}

	@Override
	public boolean mayBlock() {
		return false;
	}

	@Override
	public boolean mayBlockWhenDone() {
		return this.dispatcher.mayBlockWhenDone();
	}

	@Override
	public void readDone(Executor lent) {
		this.dispatcher.readDone(lent);
	}

	@Override
	public boolean isReaderPaused() {
		return false;
	}

	@Override
	public void unclaimedError(Answer error) {
		this.notifier.error(Failures.rejected("a request without an answer, probably a publish", error));
	}

	@Override
	public void ended(BrokerConnection connection, JoltException cause) {
		this.onEnded.accept(connection, cause);
	}

}
