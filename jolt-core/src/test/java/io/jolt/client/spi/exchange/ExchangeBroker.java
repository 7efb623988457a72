package io.jolt.client.spi.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltOutcomeUnknownException;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.spi.Deadlines;
import io.jolt.client.testing.ManualTime;
import org.jspecify.annotations.Nullable;

/**
 * A broker in memory with clients whose readers are threads of their own, and a clock
 * that tests move.
 */
final class ExchangeBroker implements AutoCloseable {

	final ManualTime time = new ManualTime();

	/**
	 * All that was published, in order.
	 */
	final List<JoltMessage> published = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<String, List<Consumer<JoltMessage>>> subscribers = new ConcurrentHashMap<>();

	private final AtomicInteger inboxes = new AtomicInteger();

	private final List<Client> clients = new CopyOnWriteArrayList<>();

	// what is not passed on, and cuts the connection of whoever published it
	private volatile Predicate<JoltMessage> poison = (message) -> false;

	void subscribe(String topic, Consumer<JoltMessage> subscriber) {
		this.subscribers.computeIfAbsent(topic, (key) -> new CopyOnWriteArrayList<>()).add(subscriber);
	}

	void unsubscribe(String topic) {
		this.subscribers.remove(topic);
	}

	void cutAt(Predicate<JoltMessage> predicate) {
		this.poison = predicate;
	}

	Client client() {
		return client(ExchangeOptions.DEFAULT);
	}

	Client client(ExchangeOptions options) {
		Client client = new Client(options);
		this.clients.add(client);
		return client;
	}

	synchronized int publish(JoltMessage message) {
		this.published.add(message);
		List<Consumer<JoltMessage>> found = this.subscribers.getOrDefault(message.topic(), List.of());
		found.forEach((subscriber) -> subscriber.accept(message));
		return found.size();
	}

	/**
	 * The frames that were published, by their kind.
	 * @param kind the kind
	 * @return the frames in order
	 */
	List<JoltMessage> frames(String kind) {
		return this.published.stream().filter((message) -> kind.equals(Frames.frame(message))).toList();
	}

	@Override
	public void close() {
		this.clients.forEach((client) -> client.exchanges.close());
		this.clients.forEach((client) -> client.reader.shutdownNow());
		this.clients.forEach((client) -> client.completions.shutdownNow());
		this.threads.shutdownNow();
	}

	/**
	 * A client of the broker.
	 */
	final class Client implements ExchangeTransport {

		final Exchanges exchanges;

		private final Deadlines deadlines = new Deadlines(ExchangeBroker.this.time, ExchangeBroker.this.time);

		private final ExecutorService reader = Executors.newSingleThreadExecutor();

		private final ExecutorService completions = Executors.newSingleThreadExecutor();

		// guarded by the broker
		private @Nullable Inbox inbox;

		volatile boolean connected = true;

		// publishes whose answers never come, until the connection ends
		volatile boolean mute;

		private final List<CompletableFuture<PublishResult>> unanswered = new CopyOnWriteArrayList<>();

		Client(ExchangeOptions options) {
			this.exchanges = new Exchanges(this, options);
		}

		/**
		 * Subscribes on this client's reader.
		 * @param topic the topic
		 * @param subscriber takes what comes, on another thread
		 */
		void subscribe(String topic, Consumer<JoltMessage> subscriber) {
			ExchangeBroker.this.subscribe(topic, (message) -> this.reader
				.execute(() -> ExchangeBroker.this.threads.execute(() -> subscriber.accept(message))));
		}

		private Inbox inbox() {
			synchronized (ExchangeBroker.this) {
				Inbox current = this.inbox;
				if (current == null) {
					current = new Inbox("_jolt.inbox." + ExchangeBroker.this.inboxes.incrementAndGet());
					this.inbox = current;
					ExchangeBroker.this.subscribe(current.topic(), (message) -> this.reader
						.execute(() -> this.exchanges.received(message, this.completions::execute)));
				}
				return current;
			}
		}

		/**
		 * The connection ends.
		 */
		void cut() {
			Inbox lost;
			synchronized (ExchangeBroker.this) {
				lost = this.inbox;
				this.inbox = null;
				if (lost != null) {
					unsubscribe(lost.topic());
				}
			}
			JoltException cause = new JoltException("cut");
			List<CompletableFuture<PublishResult>> open = new ArrayList<>(this.unanswered);
			this.unanswered.clear();
			open.forEach((answer) -> this.completions
				.execute(() -> answer.completeExceptionally(new JoltOutcomeUnknownException("cut", cause))));
			if (lost != null) {
				this.exchanges.ended(lost, cause);
			}
		}

		@Override
		public CompletableFuture<PublishResult> ask(JoltMessage message, PublishOptions options,
				Consumer<Inbox> sending) {
			if (!this.connected) {
				return CompletableFuture.failedFuture(new JoltNotSentException("not connected"));
			}
			Inbox own = inbox();
			sending.accept(own);
			return send(JoltMessage.builder(message.topic())
				.data(message.data())
				.headers(message.headers())
				.header(JoltMessageHeaders.REPLY_TO, own.topic())
				.build(), options.withSubscriberCount());
		}

		@Override
		public CompletableFuture<PublishResult> send(JoltMessage message, PublishOptions options) {
			CompletableFuture<PublishResult> answer = new CompletableFuture<>();
			if (ExchangeBroker.this.poison.test(message)) {
				this.unanswered.add(answer);
				cut();
				return answer;
			}
			int count = publish(message);
			if (this.mute) {
				this.unanswered.add(answer);
				return answer;
			}
			PublishResult result = PublishResult.of(message, true);
			this.completions.execute(() -> answer.complete(options.counted() ? result.withSubscribers(count) : result));
			return answer;
		}

		@Override
		public Executor completions() {
			return this.completions;
		}

		@Override
		public Executor threads() {
			return ExchangeBroker.this.threads;
		}

		@Override
		public Deadlines deadlines() {
			return this.deadlines;
		}

		@Override
		public long nanoTime() {
			return ExchangeBroker.this.time.nanoTime();
		}

	}

}
