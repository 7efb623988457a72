package io.jolt.boot.autoconfigure;

import java.util.List;

import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * The location of the broker, the credentials, and the security of a connection. A bean
 * of this type replaces {@code jolt.url}, {@code jolt.addresses}, {@code jolt.host},
 * {@code jolt.port}, {@code jolt.username}, {@code jolt.password}, {@code jolt.ssl.*},
 * {@code jolt.connection-file} and the embedded broker. It is asked before every attempt
 * to connect, on one of the client's threads, so its answers may change.
 */
public interface JoltConnectionDetails extends ConnectionDetails {

	/**
	 * The broker's addresses, which are tried in their order.
	 * @return at least one address
	 */
	List<JoltAddress> getAddresses();

	/**
	 * The user's name.
	 * @return the name, or {@code null} to stay anonymous
	 */
	default @Nullable String getUsername() {
		return null;
	}

	/**
	 * The user's password.
	 * @return the password; not {@code null} if there is a user
	 */
	default @Nullable String getPassword() {
		return null;
	}

	/**
	 * The SSL bundle that secures the connection with TLS.
	 * @return the SSL bundle, or {@code null} for plain TCP
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
