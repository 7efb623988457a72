package io.jolt.boot.autoconfigure.endpoint;

import java.util.List;

import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.spring.listener.ListenerStatistics;

/**
 * What the endpoint shows of a listener.
 *
 * @param id its id
 * @param connection the name of its connection
 * @param topics its literal topics
 * @param topicPatterns its patterns
 * @param state where it stands
 * @param statistics its figures
 */
public record ListenerDescriptor(String id, String connection, List<String> topics, List<String> topicPatterns,
		ContainerState state, ListenerStatistics statistics) {

	static ListenerDescriptor of(JoltMessageListenerContainer container) {
		return new ListenerDescriptor(container.getListenerId(), container.getConnectionName(), container.getTopics(),
				container.getTopicPatterns(), container.state(), container.statistics());
	}

}
