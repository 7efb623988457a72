package io.jolt.integration.docs.snippets;

import java.util.Objects;

import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import io.jolt.spring.listener.ListenerStatistics;

import org.springframework.stereotype.Component;

/**
 * Stops and starts listeners.
 */
// tag::admin[]
@Component
class ListenerAdmin {

	private final JoltListenerEndpointRegistry registry;

	ListenerAdmin(JoltListenerEndpointRegistry registry) {
		this.registry = registry;
	}

	void duringMaintenance(String id, Runnable work) {
		container(id).pause();
		try {
			work.run();
		}
		finally {
			container(id).resume();
		}
	}

	String describe(String id) {
		JoltMessageListenerContainer container = container(id);
		ListenerStatistics statistics = container.statistics();
		return "%s is %s: %d handled, %d failed, %d waiting".formatted(container.getTopics(), container.state(),
				statistics.handled(), statistics.failed(), statistics.queuedMessages());
	}

	private JoltMessageListenerContainer container(String id) {
		return Objects.requireNonNull(this.registry.getListenerContainer(id));
	}

}
// end::admin[]
