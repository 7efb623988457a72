package io.jolt.client.contract;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import io.jolt.client.CallOptions;
import io.jolt.client.ClientStatus;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionListener;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltCall;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageHeaders;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltNotSentException;
import io.jolt.client.JoltReply;
import io.jolt.client.JoltSubscription;
import io.jolt.client.MessageLimits;
import io.jolt.client.PublishOptions;
import io.jolt.client.PublishResult;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.client.spi.ProtocolHeaders;
import io.jolt.client.spi.exchange.ExchangeOptions;
import io.jolt.client.spi.exchange.Exchanges;
import io.jolt.client.spi.exchange.Inbox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of the {@link InMemoryBroker}. It is made of {@code io.jolt.client} and
 * {@code io.jolt.client.spi} alone, as another transport's would be.
 */
final class InMemoryJoltClient implements JoltClient {

	private static final Logger logger = LoggerFactory.getLogger(InMemoryJoltClient.class);

	private static final ConnectionInfo INFO = new ConnectionInfo("memory", "in-memory/1",
			Set.of(ConnectionInfo.PATTERNS, ConnectionInfo.HEADERS, ConnectionInfo.GROUPS, ConnectionInfo.COUNT,
					ConnectionInfo.INBOX),
			true);

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

	private static final long BACK_OFF_MILLIS = 5;

	private final InMemoryBroker broker;

	private final InMemoryThreads threads = new InMemoryThreads();

	private final InMemoryCompleter completer = new InMemoryCompleter(this.threads);

	private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

	private final Exchanges exchanges = new Exchanges(new InMemoryExchangeTransport(this, this.threads),
			ExchangeOptions.DEFAULT);

	private final Object lock = new Object();

	// guarded by the lock, as all that follows
	private ConnectionState state = ConnectionState.STOPPED;

	// from a start to the stop, null otherwise
	private @Nullable Object run;

	// whether a failed attempt is followed by another
	private boolean keepTrying;

	// the current attempt
	private CompletableFuture<Void> attempt = new CompletableFuture<>();

	private final List<InMemoryLink> links = new ArrayList<>();

	private @Nullable InMemoryLink mainLink;

	private final List<InMemorySubscription> subscriptions = new ArrayList<>();

	// those whose queues have not ended, one that drains included
	private final Set<InMemorySubscription> unended = ConcurrentHashMap.newKeySet();

	private final ArrayDeque<Request<?>> waiting = new ArrayDeque<>();

	private @Nullable JoltException lastFailure;

	InMemoryJoltClient(InMemoryBroker broker) {
		this.broker = broker;
	}

	@Override
	public void connect() {
		CompletableFuture<Void> current;
		synchronized (this.lock) {
			begin(false);
			if (this.state == ConnectionState.OPEN) {
				return;
			}
			current = this.attempt;
		}
		try {
			current.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof JoltException failure) ? failure : new JoltException("Failed", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new JoltException("Interrupted", ex);
		}
	}

	@Override
	public void start() {
		synchronized (this.lock) {
			begin(true);
		}
	}

	// the lock is held
	private void begin(boolean untilOpen) {
		if (this.state == ConnectionState.CLOSED) {
			throw new IllegalStateException("The client is closed");
		}
		if (this.run == null) {
			Object self = new Object();
			this.run = self;
			this.keepTrying = untilOpen;
			this.attempt = new CompletableFuture<>();
			to(ConnectionState.CONNECTING);
			this.threads.execute(() -> openFor(self));
		}
	}

	private void openFor(Object self) {
		synchronized (this.lock) {
			while (this.run == self && this.state != ConnectionState.OPEN) {
				if (this.state == ConnectionState.BACKING_OFF) {
					pause();
				}
				else {
					attempt();
				}
			}
		}
	}

	// the lock is held, and released meanwhile
	@SuppressWarnings("WaitNotInLoop") // to wait less is no harm
	private void pause() {
		Object self = this.run;
		try {
			this.lock.wait(BACK_OFF_MILLIS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.run = null;
		}
		if (this.run == self && this.state == ConnectionState.BACKING_OFF) {
			to(ConnectionState.CONNECTING);
		}
	}

	// the lock is held
	private void attempt() {
		try {
			this.mainLink = newLink();
			to(ConnectionState.HANDSHAKING);
			for (InMemorySubscription subscription : this.subscriptions) {
				attach(subscription);
			}
		}
		catch (JoltException ex) {
			failed(ex);
			return;
		}
		this.keepTrying = true;
		this.lastFailure = null;
		to(ConnectionState.OPEN);
		tell((listener) -> listener.onOpened(INFO));
		this.subscriptions.forEach(InMemorySubscription::granted);
		this.waiting.forEach(this::send);
		this.waiting.clear();
		this.attempt.complete(null);
	}

	// the lock is held
	private void failed(JoltException cause) {
		closeLinks();
		this.lastFailure = cause;
		tell((listener) -> listener.onConnectFailed(cause));
		CompletableFuture<Void> over = this.attempt;
		if (this.keepTrying) {
			this.attempt = new CompletableFuture<>();
			to(ConnectionState.BACKING_OFF);
		}
		else {
			this.run = null;
			failWaiting("the client is not started");
			to(ConnectionState.STOPPED);
		}
		over.completeExceptionally(cause);
	}

	private void lost(InMemoryLink link) {
		synchronized (this.lock) {
			Object self = this.run;
			if (self == null || !this.links.contains(link)) {
				return;
			}
			closeLinks();
			JoltException cause = new JoltException("The link to the broker in memory was cut");
			this.lastFailure = cause;
			this.attempt = new CompletableFuture<>();
			to(ConnectionState.BACKING_OFF);
			tell((listener) -> listener.onLost(cause));
			this.threads.execute(() -> openFor(self));
		}
	}

	// the lock is held
	private InMemoryLink newLink() {
		InMemoryLink link = new InMemoryLink(this::lost,
				(answer) -> this.exchanges.received(answer, this.completer::add));
		this.broker.attach(link);
		this.links.add(link);
		this.threads.execute(link);
		return link;
	}

	// the lock is held
	private void attach(InMemorySubscription subscription) {
		InMemoryLink link = subscription.isBlocking() ? newLink() : this.mainLink;
		if (link != null) {
			link.add(subscription);
			subscription.link = link;
		}
	}

	// the lock is held
	private void closeLinks() {
		for (InMemoryLink link : this.links) {
			this.broker.detach(link);
			link.close();
			this.exchanges.ended(link.inbox(), new JoltException("The link to the broker in memory has ended"));
		}
		this.links.clear();
		this.mainLink = null;
		this.subscriptions.forEach((subscription) -> subscription.link = null);
	}

	@Override
	public void stop() {
		synchronized (this.lock) {
			if (this.run != null) {
				to(ConnectionState.STOPPING);
				end("the client is stopped");
				to(ConnectionState.STOPPED);
			}
		}
		if (!this.threads.isOwn(Thread.currentThread())) {
			this.completer.flush();
		}
	}

	@Override
	public void close() {
		List<InMemorySubscription> left;
		synchronized (this.lock) {
			if (this.state == ConnectionState.CLOSED) {
				return;
			}
			end("the client is closed");
			to(ConnectionState.CLOSED);
			left = List.copyOf(this.unended);
		}
		left.forEach(JoltSubscription::close);
		this.exchanges.close();
		if (!this.threads.isOwn(Thread.currentThread())) {
			this.completer.flush();
		}
		this.threads.shutdown();
	}

	// the lock is held
	private void end(String why) {
		this.run = null;
		closeLinks();
		failWaiting(why);
		this.attempt.completeExceptionally(new JoltException("Not connected: " + why));
		this.lock.notifyAll();
	}

	// the lock is held
	private void failWaiting(String why) {
		this.waiting.forEach((request) -> complete(() -> request.notSent(why)));
		this.waiting.clear();
	}

	// the lock is held
	private void to(ConnectionState next) {
		ConnectionState previous = this.state;
		this.state = next;
		tell((listener) -> listener.onStateChanged(previous, next));
	}

	private void tell(Consumer<ConnectionListener> event) {
		// who is added later hears of what happens from then on
		List<ConnectionListener> told = List.copyOf(this.listeners);
		this.threads.executeInOrder(() -> {
			for (ConnectionListener listener : told) {
				try {
					event.accept(listener);
				}
				catch (RuntimeException ex) {
					logger.error("A connection listener failed", ex);
				}
			}
		});
	}

	void error(JoltException error) {
		tell((listener) -> listener.onError(error));
	}

	void complete(Runnable completion) {
		this.completer.add(completion);
	}

	@Override
	public CompletableFuture<PublishResult> publish(JoltMessage message, PublishOptions options) {
		try {
			ProtocolHeaders.requirePermitted(message.topic(), message.headers());
		}
		catch (JoltNotSentException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		return publishAsItIs(message, options);
	}

	/**
	 * Publishes a message that may have headers of the protocol.
	 * @param message the message
	 * @param options how
	 * @return tells the outcome
	 */
	CompletableFuture<PublishResult> publishAsItIs(JoltMessage message, PublishOptions options) {
		return submit(publishRequest(message, options), timeout(options));
	}

	/**
	 * Publishes a message that is answered at the inbox of the link that it goes out on.
	 * @param message the message
	 * @param options how
	 * @param sending takes that inbox
	 * @return tells the outcome
	 */
	CompletableFuture<PublishResult> ask(JoltMessage message, PublishOptions options, Consumer<Inbox> sending) {
		Request<PublishResult> request = publishRequest(message, options.withSubscriberCount());
		request.sending = sending;
		return submit(request, timeout(options));
	}

	private static Duration timeout(PublishOptions options) {
		return (options.timeout() != null) ? options.timeout() : REQUEST_TIMEOUT;
	}

	private static Request<PublishResult> publishRequest(JoltMessage message, PublishOptions options) {
		return new Request<>(InMemoryMessage.of(message), (subscribers) -> {
			PublishResult result = PublishResult.of(message, true);
			return options.counted() ? result.withSubscribers(subscribers) : result;
		});
	}

	@Override
	public CompletableFuture<JoltReply> request(JoltMessage message, PublishOptions options) {
		return this.exchanges.request(message, options);
	}

	@Override
	public CompletableFuture<JoltCall> call(JoltMessage first, CallOptions options) {
		return this.exchanges.call(first, options);
	}

	@Override
	public CompletableFuture<PublishResult> reply(JoltMessage request, JoltReply reply) {
		return this.exchanges.reply(request, reply);
	}

	@Override
	public JoltCall accept(JoltMessage open, CallOptions options) {
		return this.exchanges.accept(open, options);
	}

	@Override
	public CompletableFuture<Void> flush() {
		return ping().handle((roundTrip, failure) -> null);
	}

	@Override
	public CompletableFuture<Duration> ping() {
		return ping(REQUEST_TIMEOUT);
	}

	@Override
	public CompletableFuture<Duration> ping(Duration timeout) {
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("The time limit of a ping must be positive, not " + timeout);
		}
		return submit(new Request<>(null, (subscribers) -> Duration.ofNanos(1)), timeout);
	}

	private <T> CompletableFuture<T> submit(Request<T> request, Duration timeout) {
		synchronized (this.lock) {
			if (this.run == null) {
				request.notSent("the client is not started");
			}
			else if (this.state == ConnectionState.OPEN) {
				send(request);
			}
			else {
				this.waiting.add(request);
				CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS, this::complete)
					.execute(() -> expire(request));
			}
		}
		return request;
	}

	private void expire(Request<?> request) {
		synchronized (this.lock) {
			if (!this.waiting.remove(request)) {
				return;
			}
		}
		request.notSent("there was no connection in time");
	}

	// the lock is held
	private void send(Request<?> request) {
		int subscribers = 0;
		InMemoryMessage message = request.message;
		if (message != null && !request.isDone()) {
			Inbox inbox = (this.mainLink != null) ? this.mainLink.inbox() : null;
			if (request.sending != null && inbox != null) {
				request.sending.accept(inbox);
				message = message.withHeader(JoltMessageHeaders.REPLY_TO, inbox.topic());
			}
			subscribers = this.broker.publish(message);
		}
		int reached = subscribers;
		complete(() -> request.answered(reached));
	}

	@Override
	public JoltSubscription subscribe(SubscriptionOptions options, JoltMessageListener listener) {
		InMemorySubscription subscription = new InMemorySubscription(this, options, listener, this.threads);
		synchronized (this.lock) {
			if (this.state == ConnectionState.CLOSED) {
				throw new IllegalStateException("The client is closed");
			}
			this.subscriptions.add(subscription);
			this.unended.add(subscription);
			if (this.state == ConnectionState.OPEN) {
				try {
					attach(subscription);
					subscription.granted();
				}
				catch (JoltException ex) {
					logger.debug("The client is about to learn that its connection is lost", ex);
				}
			}
		}
		subscription.queue().onEnd(() -> this.unended.remove(subscription));
		return subscription;
	}

	void leave(InMemorySubscription subscription) {
		InMemoryLink link;
		synchronized (this.lock) {
			this.subscriptions.remove(subscription);
			link = subscription.link;
		}
		if (link == null || !link.remove(subscription, () -> left(subscription, link))) {
			subscription.detached();
		}
	}

	private void left(InMemorySubscription subscription, InMemoryLink link) {
		if (subscription.isBlocking()) {
			synchronized (this.lock) {
				this.links.remove(link);
			}
			this.broker.detach(link);
			link.close();
		}
		subscription.detached();
	}

	@Override
	public ConnectionState state() {
		synchronized (this.lock) {
			return this.state;
		}
	}

	@Override
	public ClientStatus status() {
		synchronized (this.lock) {
			int waiting = (int) this.subscriptions.stream().filter((each) -> each.link == null).count();
			int reconnecting = (int) this.subscriptions.stream()
				.filter((each) -> each.state() == SubscriptionState.RECONNECTING)
				.count();
			return new ClientStatus(this.state, List.of("memory"), null,
					(this.state == ConnectionState.OPEN) ? INFO : null, new MessageLimits(256, 64, 128, 16384, 1048576),
					this.subscriptions.size(), waiting, reconnecting, 0, 0, this.exchanges.status(), this.lastFailure);
		}
	}

	@Override
	public void addConnectionListener(ConnectionListener listener) {
		this.listeners.add(listener);
	}

	@Override
	public void removeConnectionListener(ConnectionListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * What its user waits for.
	 */
	private static final class Request<T> extends CompletableFuture<T> {

		// null for a ping
		private final @Nullable InMemoryMessage message;

		// makes the answer from the number of subscribers
		private final IntFunction<T> answer;

		// takes the inbox of what is to be answered, null for the others
		private @Nullable Consumer<Inbox> sending;

		Request(@Nullable InMemoryMessage message, IntFunction<T> answer) {
			this.message = message;
			this.answer = answer;
		}

		void answered(int subscribers) {
			complete(this.answer.apply(subscribers));
		}

		void notSent(String why) {
			completeExceptionally(new JoltNotSentException("Not sent: " + why));
		}

	}

}
