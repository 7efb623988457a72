package io.jolt.client.spi;

import java.util.List;

import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose messages wait in a {@link DeliveryQueue}: what its options and its
 * queue know. The transport defines its state and how it starts and ends. Safe for use by
 * several threads.
 */
public abstract class QueuedSubscription implements JoltSubscription {

	private final SubscriptionOptions options;

	/**
	 * Creates a subscription.
	 * @param options what to subscribe to, and how
	 */
	protected QueuedSubscription(SubscriptionOptions options) {
		this.options = options;
	}

	/**
	 * Where its messages wait.
	 * @return the queue, always the same
	 */
	protected abstract DeliveryQueue queue();

	/**
	 * What it subscribes to, and how.
	 * @return the options
	 */
	protected final SubscriptionOptions options() {
		return this.options;
	}

	@Override
	public final @Nullable String name() {
		return this.options.name();
	}

	@Override
	public final List<String> topics() {
		return this.options.topics();
	}

	@Override
	public final List<String> patterns() {
		return this.options.patterns();
	}

	@Override
	public final @Nullable String group() {
		return this.options.group();
	}

	@Override
	public final void pause() {
		queue().pause();
	}

	@Override
	public final void resume() {
		queue().resume();
	}

	@Override
	public final int queuedMessages() {
		return (int) Math.min(Integer.MAX_VALUE, queue().messages());
	}

	@Override
	public final long queuedBytes() {
		return queue().bytes();
	}

	@Override
	public final long droppedMessages() {
		return queue().dropped();
	}

}
