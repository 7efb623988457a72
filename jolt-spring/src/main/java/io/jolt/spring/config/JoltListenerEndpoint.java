package io.jolt.spring.config;

import java.util.List;
import java.util.Map;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.core.JoltHeaderMapper;
import io.jolt.spring.listener.JoltErrorHandler;
import io.jolt.spring.listener.JoltMessageFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;

/**
 * What a listener container is made for: a listener and what it listens to.
 */
public interface JoltListenerEndpoint {

	/**
	 * The listener's id.
	 * @return the id, unique in the application context
	 */
	String getId();

	/**
	 * The literal topics to subscribe to.
	 * @return the topics
	 */
	List<String> getTopics();

	/**
	 * The patterns to subscribe to.
	 * @return the patterns
	 */
	List<String> getTopicPatterns();

	/**
	 * Whether its container starts with the application context.
	 * @return {@code null} to leave it to the container factory
	 */
	default @Nullable Boolean getAutoStartup() {
		return null;
	}

	/**
	 * What happens to a delivery when its queue is full.
	 * @return the policy, or {@code null} to leave it to the container factory
	 */
	default @Nullable OverflowPolicy getOverflow() {
		return null;
	}

	/**
	 * How many messages may wait for it.
	 * @return the bound, or {@code null} to leave it to the container factory
	 */
	default @Nullable Integer getQueueCapacity() {
		return null;
	}

	/**
	 * How many messages it may handle at the same time.
	 * @return the number, or {@code null} to leave it to the container factory
	 */
	default @Nullable Integer getConcurrency() {
		return null;
	}

	/**
	 * Which messages it is called for.
	 * @return the filter, or {@code null} to leave it to the container factory
	 */
	default @Nullable JoltMessageFilter getFilter() {
		return null;
	}

	/**
	 * What handles its failures.
	 * @return the handler, or {@code null} to leave it to the container factory
	 */
	default @Nullable JoltErrorHandler getErrorHandler() {
		return null;
	}

	/**
	 * Further settings of its container, with the names that the properties
	 * {@code jolt.listener.*} have.
	 * @return values by name
	 */
	default Map<String, String> getProperties() {
		return Map.of();
	}

	/**
	 * Makes the listener.
	 * @param methodFactory what the container factory calls listener methods with
	 * @param headerMapper the container factory's header mapper
	 * @return the listener
	 */
	JoltMessageListener createMessageListener(MessageHandlerMethodFactory methodFactory, JoltHeaderMapper headerMapper);

}
