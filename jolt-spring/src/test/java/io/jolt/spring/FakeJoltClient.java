package io.jolt.spring;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

import io.jolt.client.CallOptions;
import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.ExchangeStatus;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltSubscription;
import io.jolt.client.MessageLimits;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.spi.DeliveryQueue;
import io.jolt.client.spi.DeliveryQueue.Admission;
import io.jolt.client.spi.QueuedSubscription;
import io.jolt.client.spi.SizedMessage;

/**
 * A client without a broker: keeps what is published, and hands out what a test delivers.
 */
public class FakeJoltClient implements JoltClient {

	/**
	 * What was published.
	 */
	public final List<JoltMessage> published = new CopyOnWriteArrayList<>();

	/**
	 * Which headers of each published message may be left out.
	 */
	public final List<PublishOptions> publishOptions = new CopyOnWriteArrayList<>();

	/**
	 * The names of the headers that each publish may lose.
	 */
	public final List<Set<String>> optionalHeaders = new CopyOnWriteArrayList<>();

	/**
	 * The requests, and what completes each.
	 */
	public final Map<JoltMessage, CompletableFuture<JoltReply>> requests = Collections
		.synchronizedMap(new LinkedHashMap<>());

	/**
	 * The answers to delivered requests.
	 */
	public final List<JoltReply> replies = new CopyOnWriteArrayList<>();

	/**
	 * Every subscription ever made.
	 */
	public final List<FakeSubscription> subscriptions = new CopyOnWriteArrayList<>();

	/**
	 * What was called, in order.
	 */
	public final List<String> calls = new CopyOnWriteArrayList<>();

	/**
	 * Who listens to the connection.
	 */
	public final List<ConnectionListener> connectionListeners = new CopyOnWriteArrayList<>();

	/**
	 * What publishing answers.
	 */
	public volatile Function<JoltMessage, CompletableFuture<PublishResult>> publishAnswer = (
			message) -> CompletableFuture.completedFuture(PublishResult.of(message, true));

	/**
	 * What replying answers.
	 */
	public volatile Function<JoltReply, CompletableFuture<PublishResult>> replyAnswer = (reply) -> CompletableFuture
		.completedFuture(PublishResult.of(reply.message(), true));

	/**
	 * What becomes of new calls.
	 */
	public volatile Function<JoltMessage, CompletableFuture<JoltCall>> callAnswer = (
			first) -> new CompletableFuture<>();

	/**
	 * What becomes of new subscriptions.
	 */
	public volatile Function<SubscriptionOptions, CompletableFuture<Void>> subscribeAnswer = (
			options) -> CompletableFuture.completedFuture(null);

	/**
	 * When the broker answers those that unsubscribe or drain.
	 */
	public volatile CompletableFuture<Void> unsubscribeAnswer = CompletableFuture.completedFuture(null);

	/**
	 * What connecting throws, if anything.
	 */
	public volatile JoltException connectFailure;

	@Override
	public void connect() {
		this.calls.add("connect");
		if (this.connectFailure != null) {
			throw this.connectFailure;
		}
	}

	@Override
	public void start() {
		this.calls.add("start");
	}

	@Override
	public void stop() {
		this.calls.add("stop");
	}

	@Override
	public void close() {
		this.calls.add("close");
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options) {
		this.publishOptions.add(options);
		this.optionalHeaders.add(options.optionalHeaders());
		this.published.add(message);
		return this.publishAnswer.apply(message);
	}

	@Override
	public CompletableFuture<Void> flush() {
		this.calls.add("flush");
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return CompletableFuture.completedFuture(Duration.ZERO);
	}

	@Override
	public CompletableFuture<Duration> ping(Duration timeout) {
		return ping();
	}

	@Override
	public CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options) {
		this.publishOptions.add(options);
		CompletableFuture<JoltReply> reply = new CompletableFuture<>();
		this.requests.put(message, reply);
		return reply;
	}

	@Override
	public CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options) {
		this.publishOptions.add(options.publishOptions());
		return this.callAnswer.apply(first);
	}

	@Override
	public CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply) {
		this.replies.add(reply);
		return this.replyAnswer.apply(reply);
	}

	@Override
	public JoltCall accept(JoltMessage open, CallOptions options) {
		throw new UnsupportedOperationException();
	}

	@Override
	public JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		FakeSubscription subscription = new FakeSubscription(options, listener, this.subscribeAnswer.apply(options),
				() -> this.unsubscribeAnswer);
		this.subscriptions.add(subscription);
		return subscription;
	}

	@Override
	public ClientStatus status() {
		return new ClientStatus(ConnectionState.OPEN, List.of(), null, null,
				new MessageLimits(256, 64, 128, 16384, 1048576), this.subscriptions.size(), 0, 0, 0, 0,
				ExchangeStatus.NONE, null);
	}

	@Override
	public void addConnectionListener(ConnectionListener listener) {
		this.connectionListeners.add(listener);
	}

	@Override
	public void removeConnectionListener(ConnectionListener listener) {
		this.connectionListeners.remove(listener);
	}

	/**
	 * Delivers to the active subscriptions of a literal topic.
	 * @param message the message
	 */
	public void deliver(JoltMessage message) {
		this.subscriptions.stream()
			.filter((subscription) -> subscription.isActive() && subscription.topics().contains(message.topic()))
			.forEach((subscription) -> subscription.deliver(message));
	}

	/**
	 * The active subscriptions.
	 * @return a copy
	 */
	public List<FakeSubscription> active() {
		return this.subscriptions.stream().filter(FakeSubscription::isActive).toList();
	}

	/**
	 * A subscription whose queue is that of every client.
	 */
	public static final class FakeSubscription extends QueuedSubscription {

		/**
		 * How it was made.
		 */
		public final SubscriptionOptions options;

		/**
		 * What the listener has thrown, and why there was no thread for it.
		 */
		public final List<Throwable> failures = new CopyOnWriteArrayList<>();

		private final DeliveryQueue queue;

		private final CompletableFuture<Void> ready;

		private final Supplier<CompletableFuture<Void>> unsubscribeAnswer;

		private final CompletableFuture<Void> unsubscribed = new CompletableFuture<>();

		private final CompletableFuture<Void> drained = new CompletableFuture<>();

		// any thread
		private volatile boolean active = true;

		// any thread
		private volatile boolean closed;

		// what a test has made it, if it has; guarded by this
		private SubscriptionState state;

		// guarded by this
		private JoltException failure;

		@SuppressWarnings("FutureReturnValueIgnored")
		FakeSubscription(SubscriptionOptions options, JoltMessageListener listener, CompletableFuture<Void> ready,
				Supplier<CompletableFuture<Void>> unsubscribeAnswer) {
			super(options);
			this.options = options;
			this.ready = ready;
			this.unsubscribeAnswer = unsubscribeAnswer;
			Executor executor = options.executor();
			this.queue = new DeliveryQueue(options, (delivered) -> listener.onMessage(((Delivery) delivered).message()),
					(executor != null) ? executor : Runnable::run, this.failures::add);
			this.queue.onEnd(() -> this.drained.complete(null));
			this.queue.open();
			ready.whenComplete((granted, refusal) -> {
				if (refusal != null) {
					drain();
				}
			});
		}

		@Override
		protected DeliveryQueue queue() {
			return this.queue;
		}

		/**
		 * Delivers, as a broker does until it has answered.
		 * @param message the message
		 */
		public void deliver(JoltMessage message) {
			SizedMessage sized = new Delivery(message);
			Admission admission = this.queue.offer(sized);
			while (admission == Admission.FULL) {
				this.queue.awaitRoom(sized, () -> false);
				admission = this.queue.offer(sized);
			}
			if (admission == Admission.START) {
				this.queue.start();
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
			leave();
			return this.drained.copy();
		}

		@SuppressWarnings("FutureReturnValueIgnored")
		private void leave() {
			this.active = false;
			this.unsubscribeAnswer.get().whenComplete((answered, ex) -> {
				this.queue.finish();
				this.unsubscribed.complete(null);
			});
		}

		@Override
		public synchronized SubscriptionState state() {
			if (this.ready.isCompletedExceptionally()) {
				return SubscriptionState.REFUSED;
			}
			if (!this.active) {
				return SubscriptionState.CLOSED;
			}
			if (this.state != null) {
				return this.state;
			}
			return this.ready.isDone() ? SubscriptionState.ACTIVE : SubscriptionState.SUBSCRIBING;
		}

		@Override
		public synchronized JoltException failure() {
			return this.failure;
		}

		/**
		 * Lets its state change, as where it has a connection of its own.
		 * @param changed the state
		 * @param cause why, or {@code null}
		 */
		public void change(SubscriptionState changed, JoltException cause) {
			synchronized (this) {
				this.state = changed;
				this.failure = cause;
			}
			this.options.stateListener().accept(changed, cause);
		}

		@Override
		public boolean isActive() {
			return this.active;
		}

		@Override
		public void close() {
			this.closed = true;
			this.queue.close();
			leave();
		}

		@Override
		public CompletableFuture<Void> unsubscribed() {
			return this.unsubscribed.copy();
		}

		@Override
		public CompletableFuture<Void> ended() {
			return this.drained.copy();
		}

		/**
		 * Whether it was closed rather than only drained.
		 * @return {@code true} if it was closed
		 */
		public boolean isClosed() {
			return this.closed;
		}

	}

	/**
	 * A message as a client hands it over.
	 *
	 * @param message what a test delivers
	 */
	private record Delivery(JoltMessage message) implements SizedMessage {

		@Override
		public String topic() {
			return this.message.topic();
		}

		@Override
		public String data() {
			return this.message.data();
		}

		@Override
		public Map<String, String> headers() {
			return this.message.headers();
		}

		@Override
		public int sizeBytes() {
			return this.message.data().length();
		}

	}

}
