package io.jolt.boot.autoconfigure.endpoint;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jolt.client.JoltException;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.spring.listener.ListenerStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A listener as the endpoint shows it.
 *
 * @param id its id
 * @param connection the name of its connection
 * @param topics its literal topics
 * @param topicPatterns its patterns
 * @param group the group in which it shares messages, or {@code null} if in none
 * @param types the types of messages that it is called for, empty for all
 * @param state its state
 * @param statistics its statistics
 * @param lastFailure why it is running but receives nothing, or {@code null}; failures of
 * its connection are shown there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListenerDescriptor(String id, String connection, List<String> topics, List<String> topicPatterns,
		@Nullable String group, List<String> types, ContainerState state, ListenerStatistics statistics,
		@Nullable String lastFailure) {

	static ListenerDescriptor of(JoltMessageListenerContainer container) {
		JoltException failure = container.failure();
		return new ListenerDescriptor(container.getListenerId(), container.getConnectionName(), container.getTopics(),
				container.getTopicPatterns(), container.getGroup(), container.getTypes(), container.state(),
				container.statistics(), (failure != null) ? failure.getMessage() : null);
	}

}
