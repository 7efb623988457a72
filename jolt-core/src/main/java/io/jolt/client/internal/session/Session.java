package io.jolt.client.internal.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends a client: any thread may, in any state, several at once.
 */
final class Session {

	// how long a close lets go out what was accepted
	private static final Duration CLOSE_FLUSH = Duration.ofSeconds(1);

	private final ClientContext context;

	private final FinalFlush finalFlush;

	// its lock guards all here
	private final Lifecycle lifecycle;

	// the connection that a stop flushes, so that a close can cut it short; guarded by
	// the lifecycle
	private @Nullable BrokerConnection leaving;

	Session(ClientContext context) {
		this.context = context;
		this.lifecycle = new Lifecycle(context);
		this.finalFlush = new FinalFlush(context, this.lifecycle.outbox());
	}

	Outbox outbox() {
		return this.lifecycle.outbox();
	}

	Subscriptions subscriptions() {
		return this.lifecycle.subscriptions();
	}

	ClientStatus status() {
		return this.lifecycle.status();
	}

	/**
	 * Starts unless it is started.
	 * @param keepTrying whether to go on after a failed first attempt
	 */
	void start(boolean keepTrying) {
		synchronized (this.lifecycle) {
			awaitStopped();
			if (this.lifecycle.is(ConnectionState.CLOSED)) {
				throw new IllegalStateException("The client is closed");
			}
			this.lifecycle.start(keepTrying);
		}
	}

	/**
	 * Starts unless it is started, and tries only once. Credentials that were refused too
	 * often are tried once more, at once.
	 * @return ends when the client opens or its current attempt fails; its dependents
	 * must not block
	 */
	CompletableFuture<Void> connect() {
		synchronized (this.lifecycle) {
			start(false);
			return this.lifecycle.opening();
		}
	}

	// the lock is held, and released while it waits
	private void awaitStopped() {
		boolean interrupted = false;
		while (this.lifecycle.is(ConnectionState.STOPPING)) {
			try {
				this.lifecycle.wait();
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	void stop() {
		BrokerConnection flushed;
		synchronized (this.lifecycle) {
			awaitStopped();
			if (this.lifecycle.is(ConnectionState.STOPPED) || this.lifecycle.is(ConnectionState.CLOSED)) {
				return;
			}
			this.lifecycle.to(ConnectionState.STOPPING);
			flushed = leave("the client is stopped");
		}
		this.finalFlush.await(flushed, this.context.options().requestTimeout());
		disconnect(flushed, new JoltException("The client was stopped"));
		synchronized (this.lifecycle) {
			this.leaving = null;
			if (this.lifecycle.is(ConnectionState.STOPPING)) {
				this.lifecycle.to(ConnectionState.STOPPED);
			}
			this.lifecycle.notifyAll();
		}
	}

	void close() {
		BrokerConnection flushed;
		synchronized (this.lifecycle) {
			if (this.lifecycle.is(ConnectionState.CLOSED)) {
				return;
			}
			this.lifecycle.to(ConnectionState.CLOSED);
			this.lifecycle.notifyAll();
			flushed = leave("the client is closed");
		}
		this.context.calls().close();
		this.finalFlush.await(flushed, CLOSE_FLUSH);
		disconnect(flushed, new JoltException("The client was closed"));
		subscriptions().close();
	}

	// the lock is held
	private @Nullable BrokerConnection leave(String why) {
		BrokerConnection left = this.lifecycle.leave(why);
		if (left != null) {
			this.leaving = left;
		}
		return this.leaving;
	}

	private void disconnect(@Nullable BrokerConnection connection, JoltException cause) {
		if (connection != null) {
			connection.fail(cause);
		}
		subscriptions().end(cause);
	}

}
