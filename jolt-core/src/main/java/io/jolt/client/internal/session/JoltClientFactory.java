package io.jolt.client.internal.session;

import io.jolt.client.JoltClient;
import io.jolt.client.JoltClientOptions;

/**
 * Makes clients.
 */
public final class JoltClientFactory {

	private JoltClientFactory() {
	}

	/**
	 * Makes a client that is not yet started.
	 * @param options how it behaves
	 * @return the client
	 */
	@SuppressWarnings("DoNotCallSuggester")
	public static JoltClient create(JoltClientOptions options) {
		throw new UnsupportedOperationException("No client yet for " + options.name());
	}

}
