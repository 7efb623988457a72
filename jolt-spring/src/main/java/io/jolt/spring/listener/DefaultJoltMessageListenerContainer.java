package io.jolt.spring.listener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessage;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.JoltSubscription;
import io.jolt.client.SubscriptionOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.Assert;

/**
 * Listens with one subscription for each topic and pattern, and one worker for all of
 * them: the listener is run by one thread at a time. Order is kept for each topic; of
 * messages from two topics either may come first.
 */
public class DefaultJoltMessageListenerContainer implements JoltMessageListenerContainer {

	private static final Logger log = LoggerFactory.getLogger(DefaultJoltMessageListenerContainer.class);

	private enum State {

		STOPPED, RUNNING, STOPPING

	}

	private final JoltClient client;

	private final String listenerId;

	private final List<String> topics;

	private final List<String> topicPatterns;

	private final JoltMessageListener listener;

	private final ContainerProperties properties;

	private final ReentrantLock lock = new ReentrantLock();

	// the rest is written under the lock
	private volatile State state = State.STOPPED;

	// of the current run; empty when stopped
	private volatile List<JoltSubscription> subscriptions = List.of();

	// of the current run; null when stopped
	private @Nullable ListenerWorker worker;

	// completes when the current or last stop is over
	private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);

	// of all runs before the current one; read under the lock, too
	private long droppedBefore;

	/**
	 * Creates a container that is not started.
	 * @param client subscribes; the container neither starts nor stops it
	 * @param listenerId the listener's id
	 * @param topics the literal topics
	 * @param topicPatterns the topic patterns; at least one of either is needed
	 * @param listener handles the messages
	 * @param properties how the container behaves, which are copied
	 */
	public DefaultJoltMessageListenerContainer(JoltClient client, String listenerId, List<String> topics,
			List<String> topicPatterns, JoltMessageListener listener, ContainerProperties properties) {
		Assert.hasText(listenerId, "The listener's id must not be blank");
		Assert.isTrue(!topics.isEmpty() || !topicPatterns.isEmpty(),
				() -> "Listener '" + listenerId + "' has neither a topic nor a pattern");
		this.client = client;
		this.listenerId = listenerId;
		this.topics = List.copyOf(topics);
		this.topicPatterns = List.copyOf(topicPatterns);
		this.listener = listener;
		this.properties = new ContainerProperties(properties);
	}

	@Override
	public String getListenerId() {
		return this.listenerId;
	}

	@Override
	public List<String> getTopics() {
		return this.topics;
	}

	@Override
	public List<String> getTopicPatterns() {
		return this.topicPatterns;
	}

	@Override
	public boolean isAutoStartup() {
		return this.properties.isAutoStartup();
	}

	@Override
	public boolean isRunning() {
		return this.state != State.STOPPED;
	}

	@Override
	public CompletableFuture<Void> ready() {
		List<JoltSubscription> current = this.subscriptions;
		if (current.isEmpty()) {
			return CompletableFuture
				.failedFuture(new JoltException("Listener '" + this.listenerId + "' is not running"));
		}
		return CompletableFuture
			.allOf(current.stream().map(JoltSubscription::ready).toArray(CompletableFuture<?>[]::new));
	}

	@Override
	public int queuedMessages() {
		return this.subscriptions.stream().mapToInt(JoltSubscription::queuedMessages).sum();
	}

	@Override
	public long droppedMessages() {
		this.lock.lock();
		try {
			return this.droppedBefore + dropped(this.subscriptions);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		while (!tryStart()) {
			awaitStopped("started again");
		}
	}

	private boolean tryStart() {
		this.lock.lock();
		try {
			if (this.state == State.STOPPED) {
				subscribe();
				this.state = State.RUNNING;
			}
			return this.state == State.RUNNING;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void subscribe() {
		ListenerWorker newWorker = newWorker();
		List<JoltSubscription> subscribed = new ArrayList<>();
		try {
			for (String topic : this.topics) {
				subscribed.add(subscribe(SubscriptionOptions.forTopic(topic), newWorker));
			}
			for (String pattern : this.topicPatterns) {
				subscribed.add(subscribe(SubscriptionOptions.forPattern(pattern), newWorker));
			}
		}
		catch (RuntimeException ex) {
			subscribed.forEach(JoltSubscription::close);
			newWorker.close();
			throw ex;
		}
		this.worker = newWorker;
		this.subscriptions = List.copyOf(subscribed);
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private JoltSubscription subscribe(SubscriptionOptions.Builder options, ListenerWorker executor) {
		int parts = this.topics.size() + this.topicPatterns.size();
		JoltSubscription subscription = this.client.subscribe(options.overflow(this.properties.getOverflow())
			.queueCapacity(Math.max(1, this.properties.getQueueCapacity() / parts))
			.queueSizeBytes(Math.max(1, this.properties.getQueueSizeBytes() / parts))
			.executor(executor)
			.build(), this::handle);
		subscription.ready().whenComplete((ready, ex) -> {
			if (ex != null && subscription.isActive()) {
				log.error("Listener '{}' is not subscribed to {} '{}': {}", this.listenerId,
						subscription.isPattern() ? "pattern" : "topic", LogText.of(subscription.topic()),
						LogText.of(String.valueOf(ex.getMessage())));
			}
		});
		return subscription;
	}

	private ListenerWorker newWorker() {
		return (this.properties.getTaskExecutor() != null) ? ListenerWorker.on(this.properties.getTaskExecutor())
				: ListenerWorker.withOwnThread("jolt-listener-" + this.listenerId);
	}

	private void handle(JoltMessage message) {
		try {
			this.listener.onMessage(message);
		}
		catch (Throwable ex) {
			handleError(ex, message);
		}
	}

	private void handleError(Throwable error, JoltMessage message) {
		try {
			this.properties.getErrorHandler().handleError(error, message, this);
		}
		catch (Throwable ex) {
			if (ex != error) {
				ex.addSuppressed(error);
			}
			log.error("Listener '{}' failed on a message from topic '{}', and so did its error handler",
					this.listenerId, LogText.of(message.topic()), ex);
		}
	}

	@Override
	public void stop() {
		CompletableFuture<Void> future = beginStop();
		if (!isOnWorker()) {
			future.join();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	@Override
	public void stop(Runnable callback) {
		beginStop().whenComplete((done, ex) -> callback.run());
	}

	private CompletableFuture<Void> beginStop() {
		this.lock.lock();
		try {
			if (this.state == State.RUNNING) {
				this.state = State.STOPPING;
				this.stopped = new CompletableFuture<>();
				drain();
			}
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	private void drain() {
		CompletableFuture<?>[] drained = this.subscriptions.stream()
			.map(JoltSubscription::drain)
			.toArray(CompletableFuture<?>[]::new);
		Duration timeout = this.properties.getShutdownTimeout();
		CompletableFuture.allOf(drained)
			.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
			// not on the timer's thread, nor on the listener's or the client's
			.whenCompleteAsync((done, ex) -> endStop(ex == null));
	}

	private void endStop(boolean drained) {
		CompletableFuture<Void> future;
		this.lock.lock();
		try {
			int queued = queuedMessages();
			this.subscriptions.forEach(JoltSubscription::close);
			if (this.worker != null) {
				this.worker.close();
			}
			if (!drained) {
				log.warn("Listener '{}' did not finish within {} and was interrupted; {} queued messages are dropped",
						this.listenerId, this.properties.getShutdownTimeout(), queued);
			}
			this.droppedBefore += dropped(this.subscriptions);
			this.subscriptions = List.of();
			this.worker = null;
			this.state = State.STOPPED;
			future = this.stopped;
		}
		finally {
			this.lock.unlock();
		}
		future.complete(null);
	}

	private void awaitStopped(String purpose) {
		CompletableFuture<Void> future;
		this.lock.lock();
		try {
			future = this.stopped;
		}
		finally {
			this.lock.unlock();
		}
		Assert.state(!isOnWorker(),
				() -> "Listener '" + this.listenerId + "' cannot be " + purpose + " by itself while it is stopping");
		future.join();
	}

	private boolean isOnWorker() {
		this.lock.lock();
		try {
			return this.worker != null && this.worker.isCurrentThread();
		}
		finally {
			this.lock.unlock();
		}
	}

	private static long dropped(List<JoltSubscription> subscriptions) {
		return subscriptions.stream().mapToLong(JoltSubscription::droppedMessages).sum();
	}

	@Override
	public String toString() {
		return "JoltMessageListenerContainer[listenerId=" + this.listenerId + ", topics=" + this.topics
				+ ", topicPatterns=" + this.topicPatterns + ", state=" + this.state + "]";
	}

}
