package io.jolt.client.contract;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.jolt.client.ConnectionState;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.QueuedSubscription;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: a queue of messages, and the futures that its user holds.
 */
final class InMemorySubscription extends QueuedSubscription {

	private final InMemoryJoltClient client;

	private final DeliveryQueue queue;

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> left = new CompletableFuture<>();

	private final CompletableFuture<Void> drained = new CompletableFuture<>();

	private final AtomicBoolean active = new AtomicBoolean(true);

	// where its messages come from, null without a connection; guarded by the client's
	// lock
	@Nullable InMemoryLink link;

	InMemorySubscription(InMemoryJoltClient client, SubscriptionOptions options, JoltMessageListener listener,
			Executor threads) {
		super(options);
		this.client = client;
		Executor executor = options.executor();
		this.queue = new DeliveryQueue(options, listener, (executor != null) ? executor : threads,
				(cause) -> client.error(new JoltException("A listener failed: " + cause, cause)));
		this.queue.onOverflow((dropped) -> client.error(new JoltException("A queue is full, " + dropped + " dropped")));
		this.queue.onEnd(() -> client.complete(() -> this.drained.complete(null)));
	}

	@Override
	protected DeliveryQueue queue() {
		return this.queue;
	}

	boolean isBlocking() {
		return options().overflow() == OverflowPolicy.BLOCK;
	}

	void granted() {
		this.queue.open();
		this.client.complete(() -> this.ready.complete(null));
	}

	/**
	 * Nothing will come any more.
	 */
	void detached() {
		this.queue.finish();
		this.client.complete(() -> {
			this.ready.completeExceptionally(new JoltException("The subscription was ended before it was granted"));
			this.left.complete(null);
		});
	}

	@Override
	public CompletableFuture<Void> ready() {
		return this.ready.copy();
	}

	@Override
	public CompletableFuture<Void> unsubscribe() {
		close();
		return unsubscribed();
	}

	@Override
	public CompletableFuture<Void> drain() {
		if (this.active.getAndSet(false)) {
			this.client.leave(this);
		}
		return this.drained.copy();
	}

	@Override
	public void close() {
		this.queue.close();
		if (this.active.getAndSet(false)) {
			this.client.leave(this);
		}
	}

	@Override
	public CompletableFuture<Void> unsubscribed() {
		return this.left.copy();
	}

	@Override
	public CompletableFuture<Void> ended() {
		return this.drained.copy();
	}

	@Override
	public SubscriptionState state() {
		if (!this.active.get()) {
			return SubscriptionState.CLOSED;
		}
		if (!this.ready.isDone()) {
			return SubscriptionState.SUBSCRIBING;
		}
		return (this.client.state() == ConnectionState.OPEN) ? SubscriptionState.ACTIVE
				: SubscriptionState.RECONNECTING;
	}

	@Override
	public @Nullable JoltException failure() {
		return null;
	}

	@Override
	public boolean isActive() {
		return this.active.get();
	}

}
