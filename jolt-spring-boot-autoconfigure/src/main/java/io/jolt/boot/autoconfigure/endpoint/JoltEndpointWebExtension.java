package io.jolt.boot.autoconfigure.endpoint;

import io.jolt.boot.autoconfigure.endpoint.JoltEndpoint.Action;
import io.jolt.spring.listener.ContainerState;

import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Maps the outcome of the endpoint's write operation to an HTTP status.
 */
@EndpointWebExtension(endpoint = JoltEndpoint.class)
public final class JoltEndpointWebExtension {

	private static final int CONFLICT = 409;

	private final JoltEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint the endpoint
	 */
	public JoltEndpointWebExtension(JoltEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Applies an action to a listener, and returns without waiting until it is complete.
	 * @param listenerId the listener's id
	 * @param action the action
	 * @return 200 and the listener after that, 404 if no listener has that id, or 409 and
	 * the listener if it should start but is still stopping
	 */
	@WriteOperation
	public WebEndpointResponse<ListenerDescriptor> control(@Selector String listenerId, Action action) {
		ListenerDescriptor listener = this.endpoint.control(listenerId, action);
		if (listener == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		boolean refused = action == Action.START && listener.state() == ContainerState.STOPPING;
		return new WebEndpointResponse<>(listener, refused ? CONFLICT : WebEndpointResponse.STATUS_OK);
	}

}
