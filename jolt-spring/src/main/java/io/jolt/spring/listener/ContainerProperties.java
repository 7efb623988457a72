package io.jolt.spring.listener;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.internal.MessageTypePattern;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The settings of a listener container. Not safe for use by several threads; a container
 * takes a copy.
 */
public class ContainerProperties {

	private String connectionName = "default";

	private boolean autoStartup = true;

	private int phase = JoltMessageListenerContainer.DEFAULT_PHASE;

	private OverflowPolicy overflow = OverflowPolicy.BLOCK;

	private int queueCapacity = SubscriptionOptions.DEFAULT_QUEUE_CAPACITY;

	private long queueSizeBytes = SubscriptionOptions.DEFAULT_QUEUE_SIZE_BYTES;

	private Duration shutdownTimeout = Duration.ofSeconds(20);

	private JoltErrorHandler errorHandler = new LoggingJoltErrorHandler();

	private int concurrency = 1;

	private @Nullable String group;

	private List<String> types = List.of();

	private @Nullable JoltMessageFilter filter;

	private @Nullable Executor taskExecutor;

	private @Nullable ThreadFactory threadFactory;

	// for all that are configured with this or a copy of it
	private final KeepAlive keepAlive;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable JoltListenerObservationConvention observationConvention;

	/**
	 * Creates properties with the defaults.
	 */
	public ContainerProperties() {
		this.keepAlive = new KeepAlive();
	}

	/**
	 * Copies properties.
	 * @param other the properties to copy
	 */
	public ContainerProperties(ContainerProperties other) {
		this.connectionName = other.connectionName;
		this.autoStartup = other.autoStartup;
		this.phase = other.phase;
		this.overflow = other.overflow;
		this.queueCapacity = other.queueCapacity;
		this.queueSizeBytes = other.queueSizeBytes;
		this.shutdownTimeout = other.shutdownTimeout;
		this.errorHandler = other.errorHandler;
		this.concurrency = other.concurrency;
		this.group = other.group;
		this.types = other.types;
		this.filter = other.filter;
		this.taskExecutor = other.taskExecutor;
		this.threadFactory = other.threadFactory;
		this.keepAlive = other.keepAlive;
		this.observationRegistry = other.observationRegistry;
		this.observationConvention = other.observationConvention;
	}

	KeepAlive keepAlive() {
		return this.keepAlive;
	}

	/**
	 * Sets a property from its text.
	 * @param name its name as in the properties {@code jolt.listener.*}: {@code
	 * auto-startup}, {@code concurrency}, {@code group}, {@code overflow},
	 * {@code queue-capacity}, {@code queue-size}, {@code shutdown-timeout}; camel case
	 * works too
	 * @param text its value
	 * @throws IllegalArgumentException if the property does not exist or cannot have that
	 * value
	 */
	public void set(String name, String text) {
		ContainerSettings.set(this, name, text);
	}

	/**
	 * The connection's name in events.
	 * @return the name, {@code default} by default
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

	/**
	 * Sets the connection's name in events.
	 * @param connectionName the name
	 */
	public void setConnectionName(String connectionName) {
		Assert.hasText(connectionName, "connectionName must not be blank");
		this.connectionName = connectionName;
	}

	/**
	 * Whether the container starts with the application context.
	 * @return {@code true} by default
	 */
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	/**
	 * Sets whether the container starts with the application context.
	 * @param autoStartup {@code false} if the application starts it
	 */
	public void setAutoStartup(boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	/**
	 * The phase in which containers start and stop.
	 * @return {@link JoltMessageListenerContainer#DEFAULT_PHASE} by default
	 */
	public int getPhase() {
		return this.phase;
	}

	/**
	 * Sets the phase in which containers start and stop. A registry adopts it for all of
	 * its containers, so set the same phase for every factory that needs another than the
	 * default.
	 * @param phase the phase, above that of clients
	 */
	public void setPhase(int phase) {
		this.phase = phase;
	}

	/**
	 * What happens to a delivery when the queue is full.
	 * @return the policy, {@link OverflowPolicy#BLOCK} by default
	 */
	public OverflowPolicy getOverflow() {
		return this.overflow;
	}

	/**
	 * Sets what happens to a delivery when the queue is full.
	 * @param overflow the policy
	 */
	public void setOverflow(OverflowPolicy overflow) {
		Assert.notNull(overflow, "overflow must not be null");
		this.overflow = overflow;
	}

	/**
	 * Maximum number of messages that wait for the listener.
	 * @return the number, over all the listener's topics and patterns
	 */
	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * Sets the maximum number of messages that wait for the listener.
	 * @param queueCapacity the number, at least 1
	 */
	public void setQueueCapacity(int queueCapacity) {
		Assert.isTrue(queueCapacity >= 1, () -> "queueCapacity must be at least 1 but is " + queueCapacity);
		this.queueCapacity = queueCapacity;
	}

	/**
	 * Maximum size of the messages that wait for the listener.
	 * @return the size in bytes, over all the listener's topics and patterns
	 */
	public long getQueueSizeBytes() {
		return this.queueSizeBytes;
	}

	/**
	 * Sets the maximum size of the messages that wait for the listener. One message is
	 * always accepted, whatever its size.
	 * @param queueSizeBytes the size in bytes, at least 1
	 */
	public void setQueueSizeBytes(long queueSizeBytes) {
		Assert.isTrue(queueSizeBytes >= 1, () -> "queueSizeBytes must be at least 1 but is " + queueSizeBytes);
		this.queueSizeBytes = queueSizeBytes;
	}

	/**
	 * How long a stopping container lets the listener handle queued messages.
	 * @return the limit, 20 seconds by default
	 */
	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	/**
	 * Sets how long a stopping container lets the listener handle queued messages. The
	 * application context's own limit for a shutdown phase should not be shorter.
	 * @param shutdownTimeout the limit, not negative
	 */
	public void setShutdownTimeout(Duration shutdownTimeout) {
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "shutdownTimeout must not be negative but is " + shutdownTimeout);
		this.shutdownTimeout = shutdownTimeout;
	}

	/**
	 * The handler of the listener's failures.
	 * @return the handler, a {@link LoggingJoltErrorHandler} by default
	 */
	public JoltErrorHandler getErrorHandler() {
		return this.errorHandler;
	}

	/**
	 * Sets the handler of the listener's failures.
	 * @param errorHandler the handler
	 */
	public void setErrorHandler(JoltErrorHandler errorHandler) {
		Assert.notNull(errorHandler, "errorHandler must not be null");
		this.errorHandler = errorHandler;
	}

	/**
	 * The executor that runs the listener.
	 * @return the executor, or {@code null} if the container creates its own threads
	 */
	public @Nullable Executor getTaskExecutor() {
		return this.taskExecutor;
	}

	/**
	 * Sets the executor that runs the listener. The listener never runs on more threads
	 * at a time than the concurrency allows. They are borrowed only while messages are
	 * waiting, except that threads of a
	 * {@link org.springframework.core.task.SimpleAsyncTaskExecutor} without a concurrency
	 * limit or of a {@link org.springframework.core.task.VirtualThreadTaskExecutor},
	 * which create a thread for each task, are kept while the container runs.
	 * @param taskExecutor the executor, which the container does not shut down, or
	 * {@code null} if the container creates its own threads
	 */
	public void setTaskExecutor(@Nullable Executor taskExecutor) {
		this.taskExecutor = taskExecutor;
	}

	/**
	 * Maximum number of messages that the listener handles at the same time.
	 * @return the number, 1 by default
	 */
	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Sets the maximum number of messages that the listener handles at the same time.
	 * Their order is kept only if it is 1.
	 * @param concurrency the number, at least 1
	 */
	public void setConcurrency(int concurrency) {
		Assert.isTrue(concurrency >= 1, () -> "concurrency must be at least 1 but is " + concurrency);
		this.concurrency = concurrency;
	}

	/**
	 * The group in which the listener shares the messages with others.
	 * @return the group's name, or {@code null} to get every message
	 */
	public @Nullable String getGroup() {
		return this.group;
	}

	/**
	 * Sets the group: of all subscriptions of one group that match a message, of this
	 * client and of others, exactly one gets it. The broker must know groups.
	 * @param group its name, at most 64 bytes of UTF-8 without {@code .} and control
	 * characters, or {@code null} or empty to get every message
	 */
	public void setGroup(@Nullable String group) {
		// which has the rule
		this.group = SubscriptionOptions.forTopic("any").group(group).build().group();
	}

	/**
	 * The types of the messages that the listener is called for.
	 * @return types and patterns of types; empty for all messages
	 */
	public List<String> getTypes() {
		return this.types;
	}

	/**
	 * Sets the types of the messages that the listener is called for. Others, and
	 * messages without a type, are skipped and counted as filtered.
	 * @param types types, and patterns of types: tokens separated by {@code .}, where
	 * {@code *} is exactly one token and a last {@code >} one or more; empty for all
	 * messages
	 */
	public void setTypes(List<String> types) {
		types.forEach(MessageTypePattern::of);
		this.types = List.copyOf(types);
	}

	/**
	 * The filter that decides which messages the listener is called for.
	 * @return the filter, or {@code null} for all
	 */
	public @Nullable JoltMessageFilter getFilter() {
		return this.filter;
	}

	/**
	 * Sets the filter that decides which messages the listener is called for.
	 * @param filter the filter, or {@code null} for all
	 */
	public void setFilter(@Nullable JoltMessageFilter filter) {
		this.filter = filter;
	}

	/**
	 * The factory of the container's own threads.
	 * @return the factory, or {@code null} for platform threads
	 */
	public @Nullable ThreadFactory getThreadFactory() {
		return this.threadFactory;
	}

	/**
	 * Sets the factory of the container's own threads, which is used if no task executor
	 * is set. It may for example create virtual threads: a container that runs keeps the
	 * JVM alive all the same. Threads without a name are named after the listener. The
	 * factory is called on any thread, with the context class loader with which the
	 * container was created.
	 * @param threadFactory the factory, or {@code null} for platform threads
	 */
	public void setThreadFactory(@Nullable ThreadFactory threadFactory) {
		this.threadFactory = threadFactory;
	}

	/**
	 * The registry that observes deliveries.
	 * @return the registry, {@link ObservationRegistry#NOOP} by default
	 */
	public ObservationRegistry getObservationRegistry() {
		return this.observationRegistry;
	}

	/**
	 * Sets the registry that observes deliveries.
	 * @param observationRegistry the registry
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		Assert.notNull(observationRegistry, "observationRegistry must not be null");
		this.observationRegistry = observationRegistry;
	}

	/**
	 * The convention that names and tags the observations.
	 * @return the convention, or {@code null} for the default
	 */
	public @Nullable JoltListenerObservationConvention getObservationConvention() {
		return this.observationConvention;
	}

	/**
	 * Sets the convention that names and tags the observations.
	 * @param observationConvention the convention, or {@code null} for the default
	 */
	public void setObservationConvention(@Nullable JoltListenerObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
	}

}
