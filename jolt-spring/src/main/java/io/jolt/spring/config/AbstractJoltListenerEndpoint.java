package io.jolt.spring.config;

import java.util.List;
import java.util.Map;

import io.jolt.client.OverflowPolicy;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An endpoint but for its listener. Its setters belong before it is registered.
 */
public abstract class AbstractJoltListenerEndpoint implements JoltListenerEndpoint {

	private final String id;

	private List<String> topics = List.of();

	private List<String> topicPatterns = List.of();

	private @Nullable Boolean autoStartup;

	private @Nullable OverflowPolicy overflow;

	private @Nullable Integer queueCapacity;

	private @Nullable Integer concurrency;

	private @Nullable JoltMessageFilter filter;

	private @Nullable JoltErrorHandler errorHandler;

	private Map<String, String> properties = Map.of();

	/**
	 * Creates an endpoint.
	 * @param id the listener's id, unique in the application context
	 */
	protected AbstractJoltListenerEndpoint(String id) {
		Assert.hasText(id, "The listener's id must not be blank");
		this.id = id;
	}

	@Override
	public String getId() {
		return this.id;
	}

	@Override
	public List<String> getTopics() {
		return this.topics;
	}

	/**
	 * Sets the topics.
	 * @param topics the literal topics
	 */
	public void setTopics(List<String> topics) {
		this.topics = List.copyOf(topics);
	}

	@Override
	public List<String> getTopicPatterns() {
		return this.topicPatterns;
	}

	/**
	 * Sets the patterns.
	 * @param topicPatterns the topic patterns
	 */
	public void setTopicPatterns(List<String> topicPatterns) {
		this.topicPatterns = List.copyOf(topicPatterns);
	}

	@Override
	public @Nullable Boolean getAutoStartup() {
		return this.autoStartup;
	}

	/**
	 * Sets whether its container starts with the application context.
	 * @param autoStartup {@code null} to leave it to the container factory
	 */
	public void setAutoStartup(@Nullable Boolean autoStartup) {
		this.autoStartup = autoStartup;
	}

	@Override
	public @Nullable OverflowPolicy getOverflow() {
		return this.overflow;
	}

	/**
	 * Sets what happens to a delivery when its queue is full.
	 * @param overflow the policy, or {@code null} to leave it to the container factory
	 */
	public void setOverflow(@Nullable OverflowPolicy overflow) {
		this.overflow = overflow;
	}

	@Override
	public @Nullable Integer getQueueCapacity() {
		return this.queueCapacity;
	}

	/**
	 * Sets how many messages may wait for it.
	 * @param queueCapacity the value, or {@code null} to leave it to the container
	 * factory
	 */
	public void setQueueCapacity(@Nullable Integer queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

	@Override
	public @Nullable Integer getConcurrency() {
		return this.concurrency;
	}

	/**
	 * Sets how many messages it may handle at the same time.
	 * @param concurrency the value, or {@code null} to leave it to the container factory
	 */
	public void setConcurrency(@Nullable Integer concurrency) {
		this.concurrency = concurrency;
	}

	@Override
	public @Nullable JoltMessageFilter getFilter() {
		return this.filter;
	}

	/**
	 * Sets which messages it is called for.
	 * @param filter the value, or {@code null} to leave it to the container factory
	 */
	public void setFilter(@Nullable JoltMessageFilter filter) {
		this.filter = filter;
	}

	@Override
	public @Nullable JoltErrorHandler getErrorHandler() {
		return this.errorHandler;
	}

	/**
	 * Sets what handles its failures.
	 * @param errorHandler the value, or {@code null} to leave it to the container factory
	 */
	public void setErrorHandler(@Nullable JoltErrorHandler errorHandler) {
		this.errorHandler = errorHandler;
	}

	@Override
	public Map<String, String> getProperties() {
		return this.properties;
	}

	/**
	 * Sets further settings of its container.
	 * @param properties the values by name
	 */
	public void setProperties(Map<String, String> properties) {
		this.properties = Map.copyOf(properties);
	}

	@Override
	public String toString() {
		return "listener '" + this.id + "'";
	}

}
