package io.jolt.boot.autoconfigure.testcontainers;

import java.util.List;

import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connects to a container with {@code @ServiceConnection} whose image, or the
 * annotation's name, is {@code jolt} or {@code jolt-broker}. The environment variables
 * {@code JOLT_USERNAME} and {@code JOLT_PASSWORD} of the container are the application's
 * credentials.
 */
class JoltContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, JoltConnectionDetails> {

	JoltContainerConnectionDetailsFactory() {
		super(List.of("jolt", "jolt-broker"));
	}

	@Override
	protected JoltConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new JoltContainerConnectionDetails(source);
	}

	private static final class JoltContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements JoltConnectionDetails {

		private JoltContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public List<JoltAddress> getAddresses() {
			Container<?> container = getContainer();
			return List.of(new JoltAddress(container.getHost(), container.getMappedPort(JoltAddress.DEFAULT_PORT)));
		}

		@Override
		public @Nullable String getUsername() {
			return getContainer().getEnvMap().get("JOLT_USERNAME");
		}

		@Override
		public @Nullable String getPassword() {
			return getContainer().getEnvMap().get("JOLT_PASSWORD");
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
