package io.jolt.boot.autoconfigure.endpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.jolt.spring.config.JoltClientLifecycle;
import io.jolt.spring.config.JoltListenerEndpointRegistry;
import io.jolt.spring.listener.ContainerState;
import io.jolt.spring.listener.JoltMessageListenerContainer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint that shows the connections and listeners, and stops, starts, pauses
 * and resumes listeners. It shows neither users nor passwords.
 */
@Endpoint(id = "jolt")
public final class JoltEndpoint {

	/**
	 * The actions on a listener. None of them waits for the broker or the listener.
	 */
	public enum Action {

		/**
		 * Ends its intake and lets it handle what waits.
		 */
		STOP {
			@Override
			void on(JoltMessageListenerContainer container) {
				container.stop(() -> {
				});
			}
		},

		/**
		 * Subscribes it. Does nothing while it is still stopping, for that may take as
		 * long as its shutdown time-out.
		 */
		START {
			@Override
			void on(JoltMessageListenerContainer container) {
				if (isPossibleOn(container)) {
					container.start();
				}
			}

			@Override
			boolean isPossibleOn(JoltMessageListenerContainer container) {
				return container.state() != ContainerState.STOPPING;
			}
		},

		/**
		 * Lets its messages wait.
		 */
		PAUSE {
			@Override
			void on(JoltMessageListenerContainer container) {
				container.pause();
			}
		},

		/**
		 * Hands it messages again.
		 */
		RESUME {
			@Override
			void on(JoltMessageListenerContainer container) {
				container.resume();
			}
		};

		abstract void on(JoltMessageListenerContainer container);

		boolean isPossibleOn(JoltMessageListenerContainer container) {
			return true;
		}

	}

	private final List<JoltClientLifecycle> connections;

	private final JoltListenerEndpointRegistry listeners;

	/**
	 * Creates the endpoint.
	 * @param connections the connections
	 * @param listeners the listeners
	 */
	public JoltEndpoint(Collection<JoltClientLifecycle> connections, JoltListenerEndpointRegistry listeners) {
		this.connections = List.copyOf(connections);
		this.listeners = listeners;
	}

	/**
	 * All connections and listeners.
	 * @return the connections by name and the listeners by id
	 */
	@ReadOperation
	public JoltDescriptor jolt() {
		Map<String, ConnectionDescriptor> connectionDescriptors = new LinkedHashMap<>();
		this.connections.forEach((connection) -> connectionDescriptors.put(connection.getConnectionName(),
				ConnectionDescriptor.of(connection)));
		Map<String, ListenerDescriptor> listenerDescriptors = new LinkedHashMap<>();
		this.listeners.getListenerContainers()
			.forEach((container) -> listenerDescriptors.put(container.getListenerId(),
					ListenerDescriptor.of(container)));
		return new JoltDescriptor(connectionDescriptors, listenerDescriptors);
	}

	/**
	 * One listener.
	 * @param listenerId the listener's id
	 * @return the listener, or {@code null} if no listener has that id
	 */
	@ReadOperation
	public @Nullable ListenerDescriptor listener(@Selector String listenerId) {
		JoltMessageListenerContainer container = this.listeners.getListenerContainer(listenerId);
		return (container != null) ? ListenerDescriptor.of(container) : null;
	}

	/**
	 * Applies an action to a listener, and returns without waiting until it is complete.
	 * @param listenerId the listener's id
	 * @param action the action
	 * @return the listener after that, or {@code null} if no listener has that id
	 * @throws InvalidEndpointRequestException if the action is empty
	 */
	@WriteOperation
	public @Nullable ListenerDescriptor control(@Selector String listenerId, Action action) {
		// an empty text is converted to null
		if (action == null) {
			throw new InvalidEndpointRequestException("The action is empty", "The action is empty");
		}
		JoltMessageListenerContainer container = this.listeners.getListenerContainer(listenerId);
		if (container == null) {
			return null;
		}
		action.on(container);
		return ListenerDescriptor.of(container);
	}

	/**
	 * The endpoint's response.
	 *
	 * @param connections the connections by name
	 * @param listeners the listeners by id, in the order of their registration
	 */
	public record JoltDescriptor(Map<String, ConnectionDescriptor> connections,
			Map<String, ListenerDescriptor> listeners) {

	}

}
