package io.jolt.boot.autoconfigure.docker.compose;

import java.util.List;

import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connects to a service whose image or
 * {@code org.springframework.boot.service-connection} label is {@code jolt} or
 * {@code jolt-broker}. The environment variables {@code JOLT_USERNAME} and
 * {@code JOLT_PASSWORD} of the service are the application's credentials.
 */
class JoltDockerComposeConnectionDetailsFactory extends DockerComposeConnectionDetailsFactory<JoltConnectionDetails> {

	JoltDockerComposeConnectionDetailsFactory() {
		super(new String[] { "jolt", "jolt-broker" });
	}

	@Override
	protected JoltConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new JoltDockerComposeConnectionDetails(source.getRunningService());
	}

	private static final class JoltDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements JoltConnectionDetails {

		private final List<JoltAddress> addresses;

		private final @Nullable String username;

		private final @Nullable String password;

		private final @Nullable SslBundle sslBundle;

		private JoltDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.addresses = List.of(new JoltAddress(service.host(), service.ports().get(JoltAddress.DEFAULT_PORT)));
			this.username = service.env().get("JOLT_USERNAME");
			this.password = service.env().get("JOLT_PASSWORD");
			this.sslBundle = getSslBundle(service);
		}

		@Override
		public List<JoltAddress> getAddresses() {
			return this.addresses;
		}

		@Override
		public @Nullable String getUsername() {
			return this.username;
		}

		@Override
		public @Nullable String getPassword() {
			return this.password;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
