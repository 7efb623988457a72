package io.jolt.spring.config;

import java.util.List;

import io.jolt.client.JoltMessageListener;
import io.jolt.client.OverflowPolicy;
import io.jolt.spring.core.JoltHeaderMapper;
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
	 * Makes the listener.
	 * @param methodFactory what the container factory calls listener methods with
	 * @param headerMapper the container factory's header mapper
	 * @return the listener
	 */
	JoltMessageListener createMessageListener(MessageHandlerMethodFactory methodFactory, JoltHeaderMapper headerMapper);

}
