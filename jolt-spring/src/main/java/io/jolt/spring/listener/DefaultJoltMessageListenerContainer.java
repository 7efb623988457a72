package io.jolt.spring.listener;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.JoltMessageListener;
import io.jolt.client.SubscriptionOptions;
import io.jolt.client.SubscriptionState;
import io.jolt.spring.event.JoltErrorEvent;
import io.jolt.spring.event.JoltEvent;
import io.jolt.spring.event.JoltListenerStateChangedEvent;
import io.jolt.spring.internal.OpenCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ApplicationEventPublisherAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.Assert;

/**
 * Listens with one subscription for all its topics and patterns, and so one bounded
 * queue, from which the listener is called once for each message. With a concurrency of
 * 1, one thread at a time calls it in the order of delivery, also across topics; with
 * more, that many threads call it in no particular order. If the broker refuses one of
 * the topics, the listener receives nothing from any.
 */
public class DefaultJoltMessageListenerContainer
		implements JoltMessageListenerContainer, ApplicationEventPublisherAware {

	private static final Logger log = LoggerFactory.getLogger(DefaultJoltMessageListenerContainer.class);

	private final JoltClient client;

	private final String listenerId;

	private final List<String> topics;

	private final List<String> topicPatterns;

	// null until it is set, which must be before the first start
	private @Nullable JoltMessageListener listener;

	private final ContainerProperties properties;

	private final ListenerCounts counts = new ListenerCounts();

	// for the threads that run the listener: that with which the container was created,
	// or the application context's if the former cannot load its classes. Set before the
	// first start
	private @Nullable ClassLoader classLoader = Thread.currentThread().getContextClassLoader();

	// set before the first start, if at all
	private @Nullable ApplicationEventPublisher applicationEventPublisher;

	private final ContainerLifecycle lifecycle;

	/**
	 * Creates a container that is not started.
	 * @param client the client, which the container neither starts nor stops
	 * @param listenerId the listener's id
	 * @param topics the literal topics
	 * @param topicPatterns the topic patterns; at least one topic or pattern is required
	 * @param listener handles the messages, or {@code null} to set it up later
	 * @param properties the container's properties, which are copied
	 */
	public DefaultJoltMessageListenerContainer(JoltClient client, String listenerId, List<String> topics,
			List<String> topicPatterns, @Nullable JoltMessageListener listener, ContainerProperties properties) {
		Assert.isTrue(!topics.isEmpty() || !topicPatterns.isEmpty(),
				() -> "Listener '" + listenerId + "' has neither a topic nor a pattern");
		Assert.hasText(listenerId, "The listener's id must not be blank");
		this.client = client;
		this.listenerId = listenerId;
		this.topics = List.copyOf(topics);
		this.topicPatterns = List.copyOf(topicPatterns);
		this.listener = listener;
		this.properties = new ContainerProperties(properties);
		this.lifecycle = new ContainerLifecycle(listenerId, this.properties);
	}

	/**
	 * Returns the properties of this container, a copy of its factory's.
	 * @return the properties, which may be changed before the first start
	 */
	public ContainerProperties getContainerProperties() {
		return this.properties;
	}

	/**
	 * Sets the listener. Must be called before the first start.
	 * @param listener handles the messages
	 */
	public void setupMessageListener(JoltMessageListener listener) {
		Assert.notNull(listener, "listener must not be null");
		this.listener = listener;
	}

	/**
	 * Sets the publisher of events: a {@link JoltErrorEvent} if the broker refuses the
	 * subscription, and {@link JoltListenerStateChangedEvent}s if it has a socket of its
	 * own.
	 */
	@Override
	public void setApplicationEventPublisher(ApplicationEventPublisher applicationEventPublisher) {
		this.applicationEventPublisher = applicationEventPublisher;
		if (applicationEventPublisher instanceof ConfigurableApplicationContext context) {
			ClassLoader application = context.getBeanFactory().getBeanClassLoader();
			if (!knows(this.classLoader, application)) {
				this.classLoader = application;
			}
		}
	}

	// a thread of the common pool can load only classes on the class path
	private static boolean knows(@Nullable ClassLoader classLoader, @Nullable ClassLoader application) {
		ClassLoader ancestor = classLoader;
		while (ancestor != null && ancestor != application) {
			ancestor = ancestor.getParent();
		}
		return ancestor == application;
	}

	/**
	 * The client that subscribes.
	 * @return the client, which the container neither starts nor stops
	 */
	public JoltClient getClient() {
		return this.client;
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
	public @Nullable String getGroup() {
		return this.properties.getGroup();
	}

	@Override
	public List<String> getTypes() {
		return this.properties.getTypes();
	}

	@Override
	public boolean isAutoStartup() {
		return this.properties.isAutoStartup();
	}

	@Override
	public int getPhase() {
		return this.properties.getPhase();
	}

	@Override
	public boolean isRunning() {
		return this.lifecycle.isRunning();
	}

	@Override
	public CompletableFuture<Void> ready() {
		ListenerRun current = this.lifecycle.run();
		return (isRunning() && current != null) ? current.ready() : CompletableFuture
			.failedFuture(new JoltException("Listener '" + this.listenerId + "' is not running"));
	}

	@Override
	public String getConnectionName() {
		return this.properties.getConnectionName();
	}

	@Override
	public ContainerState state() {
		return this.lifecycle.state();
	}

	@Override
	public @Nullable JoltException failure() {
		return this.lifecycle.failure();
	}

	@Override
	public ListenerStatistics statistics() {
		ListenerRun current = this.lifecycle.run();
		return this.counts.statistics(droppedMessages(), queuedMessages(),
				(current != null) ? current.queuedBytes() : 0);
	}

	@Override
	public int queuedMessages() {
		ListenerRun current = this.lifecycle.run();
		return (current != null) ? current.queuedMessages() : 0;
	}

	@Override
	public long droppedMessages() {
		return this.lifecycle.droppedMessages();
	}

	@Override
	public void start() {
		this.lifecycle.start(this::beginRun);
	}

	private ListenerRun beginRun(boolean paused) {
		SubscriptionOptions.Builder options = SubscriptionOptions.forTopics(this.topics, this.topicPatterns)
			.group(this.properties.getGroup())
			.overflow(this.properties.getOverflow())
			.queueCapacity(this.properties.getQueueCapacity())
			.queueSizeBytes(this.properties.getQueueSizeBytes())
			.concurrency(this.properties.getConcurrency())
			.paused(paused)
			.name(this.listenerId)
			.stateListener(this::stateChanged);
		JoltMessageListener called = this.listener;
		Assert.state(called != null, () -> "Listener '" + this.listenerId
				+ "' cannot start: it has no listener; call setupMessageListener first");
		ListenerChain chain = new ListenerChain(called, this.properties, this, this.counts);
		ContainerThreads threads = new ContainerThreads(this.listenerId, this.properties, this.classLoader);
		OpenCalls calls = (called instanceof OpenCalls.Holder holder) ? holder.openCalls() : new OpenCalls();
		return ListenerRun.begin(this.client, options, chain, threads, calls, this::refused);
	}

	private void refused(JoltException cause) {
		log.error("Listener '{}' is not subscribed, and receives nothing until it is stopped and started again: {}",
				this.listenerId, cause.getMessage());
		publish(new JoltErrorEvent(this, getConnectionName(), cause));
	}

	// on the client's notifying thread
	private void stateChanged(SubscriptionState state, @Nullable JoltException cause) {
		if (state == SubscriptionState.RECONNECTING) {
			this.counts.interrupted();
		}
		publish(new JoltListenerStateChangedEvent(this, getConnectionName(), this.listenerId, this.topics,
				this.topicPatterns, state, cause));
	}

	private void publish(JoltEvent event) {
		if (this.applicationEventPublisher != null) {
			this.applicationEventPublisher.publishEvent(event);
		}
	}

	@Override
	public void stop() {
		CompletableFuture<Void> stopped = this.lifecycle.stop(this.classLoader);
		if (!this.lifecycle.isOnWorker()) {
			stopped.join();
		}
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored")
	public void stop(Runnable callback) {
		this.lifecycle.stop(this.classLoader).whenComplete((done, ex) -> callback.run());
	}

	@Override
	public void pause() {
		this.lifecycle.pause();
	}

	@Override
	public void resume() {
		this.lifecycle.resume();
	}

	@Override
	public boolean isPaused() {
		return this.lifecycle.isPaused();
	}

	@Override
	public String toString() {
		return "JoltMessageListenerContainer[listenerId=" + this.listenerId + ", topics=" + this.topics
				+ ", topicPatterns=" + this.topicPatterns + ", state=" + state() + "]";
	}

}
