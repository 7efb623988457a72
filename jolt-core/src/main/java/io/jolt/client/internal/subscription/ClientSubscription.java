package io.jolt.client.internal.subscription;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.LogText;
import io.jolt.client.spi.LogThrowable;
import io.jolt.client.spi.QueuedSubscription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener's subscription: its queue, and its user's futures.
 */
public final class ClientSubscription extends QueuedSubscription {

	private static final Logger logger = LoggerFactory.getLogger(ClientSubscription.class);

	// how many topics and patterns messages name
	private static final int MAX_DESCRIBED = 3;

	private final ClientContext context;

	private final List<WireKey> keys;

	private final Consumer<ClientSubscription> leave;

	private final DeliveryQueue queue;

	private final CompletableFuture<Void> ready = new CompletableFuture<>();

	private final CompletableFuture<Void> left = new CompletableFuture<>();

	private final CompletableFuture<Void> drained = new CompletableFuture<>();

	// whether the user still holds it; written under this lock, read by any thread
	private volatile boolean active = true;

	// written under this lock, read by any thread
	private volatile SubscriptionState state = SubscriptionState.SUBSCRIBING;

	// why it is not active; as the state
	private volatile @Nullable JoltException failure;

	// whether the broker has granted all of it once; written under its owner's lock, read
	// by any thread
	private volatile boolean confirmed;

	/**
	 * Creates a subscription.
	 * @param context the client's
	 * @param options what to subscribe to, and how
	 * @param listener handles the messages
	 * @param leave ends it on the wire, and then calls {@link #detached()}; called once
	 */
	ClientSubscription(ClientContext context, SubscriptionOptions options, JoltMessageListener listener,
			Consumer<ClientSubscription> leave) {
		super(options);
		this.context = context;
		this.keys = Stream
			.concat(options.topics().stream().map((topic) -> new WireKey(topic, false, options.group())),
					options.patterns().stream().map((pattern) -> new WireKey(pattern, true, options.group())))
			.toList();
		this.leave = leave;
		Executor executor = options.executor();
		this.queue = new DeliveryQueue(options, listener, (executor != null) ? executor : context.threads(),
				this::listenerFailed);
		this.queue.onOverflow(this::overflowed);
		this.queue.onEnd(() -> context.completions().add(() -> this.drained.complete(null)));
	}

	/**
	 * All topics and patterns, each once.
	 * @return at least one
	 */
	List<WireKey> keys() {
		return this.keys;
	}

	@Override
	protected DeliveryQueue queue() {
		return this.queue;
	}

	/**
	 * Whether the broker has granted all of it once, so that nothing waits for it any
	 * more.
	 * @return {@code true} from then on
	 */
	boolean isConfirmed() {
		return this.confirmed;
	}

	/**
	 * The broker has granted all of it on the current connection.
	 */
	void confirm() {
		become(SubscriptionState.ACTIVE, null);
		if (!this.confirmed) {
			this.confirmed = true;
			this.context.completions().add(() -> this.ready.complete(null));
		}
	}

	/**
	 * It is not granted on the current connection, or there is none.
	 * @param cause why, or {@code null} if that is reported elsewhere
	 * @return whether that is new
	 */
	boolean lost(@Nullable JoltException cause) {
		return become(this.confirmed ? SubscriptionState.RECONNECTING : SubscriptionState.SUBSCRIBING, cause);
	}

	/**
	 * The broker refuses it, and it is tried again.
	 * @param cause why
	 * @return whether that is new
	 */
	boolean refusedForNow(JoltException cause) {
		return become(SubscriptionState.REFUSED, cause);
	}

	private synchronized boolean become(SubscriptionState next, @Nullable JoltException cause) {
		if (!this.active) {
			return false;
		}
		boolean changed = this.state != next;
		this.state = next;
		this.failure = cause;
		return changed;
	}

	/**
	 * The broker refuses it, or part of it, permanently. Its owner has removed it.
	 * @param cause why
	 */
	void refused(JoltException cause) {
		synchronized (this) {
			if (this.active) {
				this.active = false;
				this.state = SubscriptionState.REFUSED;
				this.failure = cause;
			}
		}
		this.context.completions().add(() -> this.ready.completeExceptionally(cause));
		detached();
	}

	/**
	 * Nothing will be delivered any more. Any lock may be held.
	 */
	void detached() {
		// this may hand what waits to a user's executor
		this.queue.finish(this.context.completions()::add);
		this.context.completions().add(() -> {
			this.ready.completeExceptionally(new JoltException(
					"The subscription to " + describe() + " was ended before the broker had answered it"));
			this.left.complete(null);
		});
	}

	private void overflowed(long dropped) {
		this.context.notifier()
			.error(new JoltException("The listener of " + describe()
					+ " is too slow: its queue is full, and messages are dropped (" + options().overflow() + "), "
					+ dropped + " up to now. Make it faster, its queue larger, or let it block"));
	}

	private void listenerFailed(Throwable cause) {
		logger.error("The listener of {} failed", describe(), LogThrowable.of(cause));
		this.context.notifier()
			.listenerFailed(new JoltException(
					"The listener of " + describe() + " failed: " + LogText.of(cause.toString()), cause));
	}

	private boolean deactivate() {
		synchronized (this) {
			boolean first = this.active;
			this.active = false;
			this.state = SubscriptionState.CLOSED;
			return first;
		}
	}

	/**
	 * Notifies the state listener of its options; on the thread that notifies.
	 * @param changed its state now
	 * @param cause why, or {@code null} if it is active
	 */
	void tell(SubscriptionState changed, @Nullable JoltException cause) {
		BiConsumer<SubscriptionState, @Nullable JoltException> listener = options().stateListener();
		if (listener != null) {
			try {
				listener.accept(changed, cause);
			}
			catch (RuntimeException ex) {
				logger.error("The state listener of {} failed", describe(), ex);
			}
		}
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
		if (deactivate()) {
			this.leave.accept(this);
		}
		return this.drained.copy();
	}

	@Override
	public void close() {
		this.queue.close();
		if (deactivate()) {
			this.leave.accept(this);
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
		return this.state;
	}

	@Override
	public @Nullable JoltException failure() {
		return this.failure;
	}

	@Override
	public boolean isActive() {
		return this.active;
	}

	String describe() {
		String described = this.keys.stream()
			.limit(MAX_DESCRIBED)
			.map(WireKey::describe)
			.collect(Collectors.joining(", "));
		int more = this.keys.size() - MAX_DESCRIBED;
		String name = options().name();
		return described + ((more > 0) ? " and " + more + " more" : "") + ((name != null) ? " ('" + name + "')" : "");
	}

	@Override
	public String toString() {
		return "JoltSubscription[" + describe() + ", " + this.state + "]";
	}

}
