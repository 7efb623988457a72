package io.jolt.boot.test;

import java.util.List;

import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Leads one of the application's connections to the broker of its test.
 */
final class EmbeddedBrokerConnectionDetails implements JoltConnectionDetails {

	private final JoltAddress address;

	private final @Nullable JoltCredentials credentials;

	EmbeddedBrokerConnectionDetails(JoltAddress address, @Nullable JoltCredentials credentials) {
		this.address = address;
		this.credentials = credentials;
	}

	@Override
	public List<JoltAddress> getAddresses() {
		return List.of(this.address);
	}

	@Override
	public @Nullable String getUsername() {
		return (this.credentials != null) ? this.credentials.username() : null;
	}

	@Override
	public @Nullable String getPassword() {
		return (this.credentials != null) ? this.credentials.password() : null;
	}

}
