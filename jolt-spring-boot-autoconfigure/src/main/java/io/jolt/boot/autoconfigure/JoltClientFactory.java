package io.jolt.boot.autoconfigure;

import io.jolt.client.JoltClient;

/**
 * Makes the clients of one transport. A bean of this type adds a transport:
 * {@code jolt.transport}, or that of a named connection, chooses it by its name. The
 * application's {@link io.jolt.client.JoltClientInterceptor interceptors} are added to
 * what it makes.
 */
public interface JoltClientFactory {

	/**
	 * The name of the transport for which this factory makes clients.
	 * @return the name, as in {@code jolt.transport}
	 */
	String transport();

	/**
	 * Makes the client of a connection.
	 * @param connection the name of the connection, {@code default} for the one that is
	 * not below {@code jolt.connections}
	 * @return the client, which is not started
	 */
	JoltClient createClient(String connection);

}
