package io.jolt.spring.config;

import io.jolt.client.JoltMessageListener;
import io.jolt.spring.listener.adapter.MethodListenerFactory;

import org.springframework.util.Assert;

/**
 * An endpoint with a given listener, for example a lambda. Call the setters before it is
 * registered.
 */
public class SimpleJoltListenerEndpoint extends AbstractJoltListenerEndpoint {

	private final JoltMessageListener listener;

	/**
	 * Creates an endpoint.
	 * @param id the listener's id, unique in the application context
	 * @param listener called for each message, on one of the container's threads
	 */
	public SimpleJoltListenerEndpoint(String id, JoltMessageListener listener) {
		super(id);
		Assert.notNull(listener, "listener must not be null");
		this.listener = listener;
	}

	@Override
	public JoltMessageListener createMessageListener(MethodListenerFactory methodListeners) {
		return this.listener;
	}

}
