package io.jolt.spring.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.event.JoltErrorEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.util.Assert;

/**
 * Listens with one subscription for all its topics and patterns: one bounded queue, and
 * one worker, so that the listener is run by one thread at a time, once for each message
 * and in the order in which the broker delivered, across topics too. If the broker
 * refuses one of them, the listener receives nothing from any.
 */
public class DefaultJoltMessageListenerContainer
		implements JoltMessageListenerContainer, ApplicationEventPublisherAware {

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

	private final ListenerCounts counts = new ListenerCounts();

	// set before the first start, if at all
	private @Nullable ApplicationEventPublisher applicationEventPublisher;

	private final ReentrantLock lock = new ReentrantLock();

	// the rest is written under the lock
	private volatile State state = State.STOPPED;

	// null when stopped
	private volatile @Nullable ListenerRun run;

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

	/**
	 * Sets who hears of subscriptions that the broker refuses, as a
	 * {@link JoltErrorEvent}.
	 */
	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher applicationEventPublisher) {
		this.applicationEventPublisher = applicationEventPublisher;
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
		ListenerRun current = this.run;
		return (current != null) ? current.ready() : CompletableFuture
			.failedFuture(new JoltException("Listener '" + this.listenerId + "' is not running"));
	}

	@Override
	public String getConnectionName() {
		return this.properties.getConnectionName();
	}

	@Override
	public void pause() {
		throw new UnsupportedOperationException("pause");
	}

	@Override
	public void resume() {
		throw new UnsupportedOperationException("resume");
	}

	@Override
	public ContainerState state() {
		ListenerRun current = this.run;
		return switch (this.state) {
			case STOPPED -> ContainerState.STOPPED;
			case RUNNING -> (current != null) ? current.state() : ContainerState.STOPPED;
			case STOPPING -> ContainerState.STOPPING;
		};
	}

	@Override
	public ListenerStatistics statistics() {
		ListenerRun current = this.run;
		return this.counts.statistics(droppedMessages(), queuedMessages(),
				(current != null) ? current.queuedBytes() : 0);
	}

	@Override
	public int queuedMessages() {
		ListenerRun current = this.run;
		return (current != null) ? current.queuedMessages() : 0;
	}

	@Override
	public long droppedMessages() {
		this.lock.lock();
		try {
			return this.droppedBefore + ((this.run != null) ? this.run.droppedMessages() : 0);
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void start() {
		while (!tryStart()) {
			awaitStopped();
		}
	}

	private boolean tryStart() {
		this.lock.lock();
		try {
			if (this.state == State.STOPPED) {
				this.run = ListenerRun.begin(this.client, subscription(),
						new ListenerChain(this.listener, this.properties, this, this.counts), newWorker(),
						this::refused);
				this.state = State.RUNNING;
			}
			return this.state == State.RUNNING;
		}
		finally {
			this.lock.unlock();
		}
	}

	private SubscriptionOptions.Builder subscription() {
		return SubscriptionOptions.forTopics(this.topics, this.topicPatterns)
			.overflow(this.properties.getOverflow())
			.queueCapacity(this.properties.getQueueCapacity())
			.queueSizeBytes(this.properties.getQueueSizeBytes());
	}

	private ListenerWorker newWorker() {
		return (this.properties.getTaskExecutor() != null) ? ListenerWorker.on(this.properties.getTaskExecutor())
				: ListenerWorker.withOwnThread("jolt-listener-" + this.listenerId);
	}

	private void refused(JoltException cause) {
		log.error("Listener '{}' is not subscribed, and receives nothing until it is started again: {}",
				this.listenerId, cause.getMessage());
		if (this.applicationEventPublisher != null) {
			this.applicationEventPublisher
				.publishEvent(new JoltErrorEvent(this, this.properties.getConnectionName(), cause));
		}
	}

	@Override
	public void stop() {
		CompletableFuture<Void> future = beginStop();
		if (!isOnWorker()) {
			future.join();
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void stop(Runnable callback) {
		beginStop().whenComplete((done, ex) -> callback.run());
	}

	private CompletableFuture<Void> beginStop() {
		this.lock.lock();
		try {
			ListenerRun current = this.run;
			if (this.state == State.RUNNING && current != null) {
				this.state = State.STOPPING;
				this.stopped = new CompletableFuture<>();
				drain(current);
			}
			return this.stopped;
		}
		finally {
			this.lock.unlock();
		}
	}

	// on a thread of its own: not the listener's or the client's, and not one of the
	// common pool, which others may block and which has a single thread on two processors
	private void drain(ListenerRun current) {
		CompletableFuture<Void> drained = current.drain();
		Thread stopper = new Thread(() -> endStop(current, awaitDrained(drained)), "jolt-stop-" + this.listenerId);
		stopper.setDaemon(true);
		stopper.start();
	}

	private boolean awaitDrained(CompletableFuture<Void> drained) {
		try {
			drained.get(this.properties.getShutdownTimeout().toNanos(), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private void endStop(ListenerRun current, boolean drained) {
		CompletableFuture<Void> future;
		this.lock.lock();
		try {
			int queued = current.queuedMessages();
			current.end();
			if (!drained) {
				log.warn("Listener '{}' did not finish within {} and was interrupted; {} queued messages are dropped",
						this.listenerId, this.properties.getShutdownTimeout(), queued);
			}
			this.droppedBefore += current.droppedMessages();
			this.run = null;
			this.state = State.STOPPED;
			future = this.stopped;
		}
		finally {
			this.lock.unlock();
		}
		future.complete(null);
	}

	private void awaitStopped() {
		Assert.state(!isOnWorker(),
				() -> "Listener '" + this.listenerId + "' cannot be started again by itself while it is stopping");
		CompletableFuture<Void> future;
		this.lock.lock();
		try {
			future = this.stopped;
		}
		finally {
			this.lock.unlock();
		}
		future.join();
	}

	private boolean isOnWorker() {
		ListenerRun current = this.run;
		return current != null && current.isOnWorker();
	}

	@Override
	public String toString() {
		return "JoltMessageListenerContainer[listenerId=" + this.listenerId + ", topics=" + this.topics
				+ ", topicPatterns=" + this.topicPatterns + ", state=" + this.state + "]";
	}

}
