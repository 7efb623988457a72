package io.jolt.integration.docs.snippets;

import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.ContainerState;
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
		this.registry.pause(id);
		try {
			work.run();
		}
		finally {
			this.registry.resume(id);
		}
	}

	String describe(String id) {
		JoltMessageListenerContainer container = this.registry.getListenerContainer(id);
		if (container == null || container.state() != ContainerState.RUNNING) {
			return id + " does not run";
		}
		ListenerStatistics figures = container.statistics();
		return "%s: %d handled, %d failed, %d waiting".formatted(container.getTopics(), figures.handled(),
				figures.failed(), figures.queuedMessages());
	}

}
// end::admin[]
