package io.jolt.spring.listener;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

import io.jolt.client.OverflowPolicy;
import io.jolt.client.SubscriptionOptions;
import io.jolt.spring.observation.JoltListenerObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How a listener container behaves. Not safe for use by several threads; a container
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

	private @Nullable JoltMessageFilter filter;

	private @Nullable Executor taskExecutor;

	private @Nullable ThreadFactory threadFactory;

	// for all that are configured with this or a copy of it
	private final KeepAlive keepAlive;

	private ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private @Nullable JoltListenerObservationConvention observationConvention;

	/**
	 * Creates the defaults.
	 */
	public ContainerProperties() {
		this.keepAlive = new KeepAlive();
	}

	/**
	 * Copies properties.
	 * @param other what to copy
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
	 * Sets a property that is given as text.
	 * @param name its name as in the properties {@code jolt.listener.*}: {@code
	 * auto-startup}, {@code concurrency}, {@code overflow}, {@code queue-capacity},
	 * {@code queue-size}, {@code shutdown-timeout}; in camel case, too
	 * @param text its value
	 * @throws IllegalArgumentException if there is no such property, or it cannot have
	 * that value
	 */
	public void set(String name, String text) {
		ContainerSettings.set(this, name, text);
	}

	/**
	 * What the client's connection is called in events.
	 * @return the name, {@code default} by default
	 */
	public String getConnectionName() {
		return this.connectionName;
	}

	/**
	 * Sets what the client's connection is called in events.
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
	 * @param autoStartup {@code false} to start it by its id
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
	 * Sets the phase in which containers start and stop. That is one for all containers
	 * of a registry, which takes it over: set the same for all factories of which you set
	 * it.
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
	 * How many messages may wait for the listener.
	 * @return the bound in messages, over all the listener's topics and patterns
	 */
	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * Sets how many messages may wait for the listener.
	 * @param queueCapacity the bound in messages, at least 1
	 */
	public void setQueueCapacity(int queueCapacity) {
		Assert.isTrue(queueCapacity >= 1, () -> "queueCapacity must be at least 1 but is " + queueCapacity);
		this.queueCapacity = queueCapacity;
	}

	/**
	 * How many bytes of messages may wait for the listener.
	 * @return the bound in bytes, over all the listener's topics and patterns
	 */
	public long getQueueSizeBytes() {
		return this.queueSizeBytes;
	}

	/**
	 * Sets how many bytes of messages may wait for the listener. One message is always
	 * let in, whatever its size.
	 * @param queueSizeBytes the bound in bytes, at least 1
	 */
	public void setQueueSizeBytes(long queueSizeBytes) {
		Assert.isTrue(queueSizeBytes >= 1, () -> "queueSizeBytes must be at least 1 but is " + queueSizeBytes);
		this.queueSizeBytes = queueSizeBytes;
	}

	/**
	 * How long the listener may take for what is queued when the container stops.
	 * @return the limit, 20 seconds by default
	 */
	public Duration getShutdownTimeout() {
		return this.shutdownTimeout;
	}

	/**
	 * Sets how long the listener may take for what is queued when the container stops.
	 * The application context waits no longer than its own limit for a shutdown phase,
	 * which should not be shorter.
	 * @param shutdownTimeout the limit, not negative
	 */
	public void setShutdownTimeout(Duration shutdownTimeout) {
		Assert.isTrue(!shutdownTimeout.isNegative(),
				() -> "shutdownTimeout must not be negative but is " + shutdownTimeout);
		this.shutdownTimeout = shutdownTimeout;
	}

	/**
	 * What handles a listener's failures.
	 * @return the handler, a {@link LoggingJoltErrorHandler} by default
	 */
	public JoltErrorHandler getErrorHandler() {
		return this.errorHandler;
	}

	/**
	 * Sets what handles a listener's failures.
	 * @param errorHandler the handler
	 */
	public void setErrorHandler(JoltErrorHandler errorHandler) {
		Assert.notNull(errorHandler, "errorHandler must not be null");
		this.errorHandler = errorHandler;
	}

	/**
	 * Where the listener runs.
	 * @return the executor, or {@code null} for a thread of the container's own
	 */
	public @Nullable Executor getTaskExecutor() {
		return this.taskExecutor;
	}

	/**
	 * Sets where the listener runs. Whatever it is, the listener is run by no more
	 * threads at a time than the concurrency says, which are borrowed while there are
	 * messages; those of a {@link org.springframework.core.task.SimpleAsyncTaskExecutor}
	 * without a limit of its own or a
	 * {@link org.springframework.core.task.VirtualThreadTaskExecutor}, which make a
	 * thread for each task, are kept while the container runs.
	 * @param taskExecutor the executor, which the container does not shut down, or
	 * {@code null} for threads of the container's own
	 */
	public void setTaskExecutor(@Nullable Executor taskExecutor) {
		this.taskExecutor = taskExecutor;
	}

	/**
	 * How many messages the listener may handle at the same time.
	 * @return the number, 1 by default
	 */
	public int getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Sets how many messages the listener may handle at the same time. With 1 their order
	 * is kept; with more it is not.
	 * @param concurrency the number, at least 1
	 */
	public void setConcurrency(int concurrency) {
		Assert.isTrue(concurrency >= 1, () -> "concurrency must be at least 1 but is " + concurrency);
		this.concurrency = concurrency;
	}

	/**
	 * Which messages the listener is called for.
	 * @return the filter, or {@code null} for all
	 */
	public @Nullable JoltMessageFilter getFilter() {
		return this.filter;
	}

	/**
	 * Sets which messages the listener is called for.
	 * @param filter the filter, or {@code null} for all
	 */
	public void setFilter(@Nullable JoltMessageFilter filter) {
		this.filter = filter;
	}

	/**
	 * What makes the container's own threads.
	 * @return the factory, or {@code null} for platform threads that keep the JVM alive
	 */
	public @Nullable ThreadFactory getThreadFactory() {
		return this.threadFactory;
	}

	/**
	 * Sets what makes the container's own threads, where there is no task executor: for
	 * example virtual ones, which do not keep the JVM alive. Threads without a name are
	 * named after the listener. Whichever thread needs one asks for it, with the context
	 * class loader of whoever made the container.
	 * @param threadFactory the factory, or {@code null} for platform threads that keep
	 * the JVM alive
	 */
	public void setThreadFactory(@Nullable ThreadFactory threadFactory) {
		this.threadFactory = threadFactory;
	}

	/**
	 * What hears of each delivery.
	 * @return the registry, {@link ObservationRegistry#NOOP} by default
	 */
	public ObservationRegistry getObservationRegistry() {
		return this.observationRegistry;
	}

	/**
	 * Sets what hears of each delivery.
	 * @param observationRegistry the registry
	 */
	public void setObservationRegistry(ObservationRegistry observationRegistry) {
		Assert.notNull(observationRegistry, "observationRegistry must not be null");
		this.observationRegistry = observationRegistry;
	}

	/**
	 * What names and tags the observations.
	 * @return the convention, or {@code null} for the default
	 */
	public @Nullable JoltListenerObservationConvention getObservationConvention() {
		return this.observationConvention;
	}

	/**
	 * Sets what names and tags the observations.
	 * @param observationConvention the convention, or {@code null} for the default
	 */
	public void setObservationConvention(@Nullable JoltListenerObservationConvention observationConvention) {
		this.observationConvention = observationConvention;
	}

}
