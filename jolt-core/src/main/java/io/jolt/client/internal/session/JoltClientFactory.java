package io.jolt.client.internal.session;

import io.jolt.client.JoltClient;
import io.jolt.client.internal.link.ClientContext;
import io.jolt.client.internal.runtime.ClientOptions;
import io.jolt.client.internal.transport.ClientEnvironment;

/**
 * Creates clients.
 */
public final class JoltClientFactory {

	private JoltClientFactory() {
	}

	/**
	 * Creates a client that is not yet started.
	 * @param options how it behaves
	 * @return the client
	 */
	public static JoltClient create(ClientOptions options) {
		return create(options, ClientEnvironment.system());
	}

	static DefaultJoltClient create(ClientOptions options, ClientEnvironment environment) {
		return new DefaultJoltClient(ClientContext.create(options, environment));
	}

}
