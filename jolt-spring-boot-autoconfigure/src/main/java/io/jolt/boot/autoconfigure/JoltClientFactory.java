package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClient;

/**
 * Creates the clients of one transport. A bean of this type adds a transport, which
 * {@code jolt.transport}, or that property of a named connection, selects by name. The
 * application's {@link io.jolt.client.JoltClientInterceptor interceptors} are added to
 * the clients that it creates.
 */
public interface JoltClientFactory {

	/**
	 * The name of the transport for which this factory creates clients.
	 * @return the name, as in {@code jolt.transport}
	 */
	String transport();

	/**
	 * Creates the client of a connection.
	 * @param connection the name of the connection, {@code default} for the one that is
	 * not below {@code jolt.connections}
	 * @return the client, which is not started
	 */
	JoltClient createClient(String connection);

}
