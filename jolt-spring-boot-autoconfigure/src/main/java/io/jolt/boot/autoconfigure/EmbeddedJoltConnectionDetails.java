package io.jolt.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.jolt.broker.JoltBroker;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * The connection to a broker inside the application, whose port may be known only once it
 * is running, and may change when it is restarted.
 */
public final class EmbeddedJoltConnectionDetails implements JoltConnectionDetails {

	private final JoltBroker broker;

	private final @Nullable JoltCredentials credentials;

	private final @Nullable Supplier<SslBundle> sslBundle;

	/**
	 * Creates the details of an anonymous connection to a broker.
	 * @param broker a broker that listens on the loopback interface
	 */
	public EmbeddedJoltConnectionDetails(JoltBroker broker) {
		this(broker, null, null);
	}

	EmbeddedJoltConnectionDetails(JoltBroker broker, @Nullable JoltCredentials credentials,
			@Nullable Supplier<SslBundle> sslBundle) {
		this.broker = broker;
		this.credentials = credentials;
		this.sslBundle = sslBundle;
	}

	@Override
	public List<JoltAddress> getAddresses() {
		return List.of(new JoltAddress("127.0.0.1", this.broker.port()));
	}

	@Override
	public @Nullable String getUsername() {
		return (this.credentials != null) ? this.credentials.username() : null;
	}

	@Override
	public @Nullable String getPassword() {
		return (this.credentials != null) ? this.credentials.password() : null;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return (this.sslBundle != null) ? this.sslBundle.get() : null;
	}

}
