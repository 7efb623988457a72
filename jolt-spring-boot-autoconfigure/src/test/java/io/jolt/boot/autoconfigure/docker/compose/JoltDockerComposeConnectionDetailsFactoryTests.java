package io.jolt.boot.autoconfigure.docker.compose;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.jolt.boot.autoconfigure.JoltConnectionDetails;
import io.jolt.client.tcp.JoltAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class JoltDockerComposeConnectionDetailsFactoryTests {

	private static final String LABEL = "org.springframework.boot.service-connection";

	@Test
	void aServiceWithTheBrokersImageIsConnectedTo() throws NoSuchMethodException {
		JoltConnectionDetails details = Objects
			.requireNonNull(details(new Service("jolt-broker:0.1.0", Map.of(), Map.of())));
		assertThat(details.getAddresses()).containsExactly(new JoltAddress("docker.example.com", 18080));
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void aServiceWithTheLabelIsConnectedTo() throws NoSuchMethodException {
		assertThat(details(new Service("registry.example.com/messages:1", Map.of(LABEL, "jolt"), Map.of())))
			.isNotNull();
	}

	@Test
	void theEnvironmentSaysWhoTheApplicationIs() throws NoSuchMethodException {
		JoltConnectionDetails details = Objects.requireNonNull(
				details(new Service("jolt", Map.of(), Map.of("JOLT_USERNAME", "app", "JOLT_PASSWORD", "secret"))));
		assertThat(details.getUsername()).isEqualTo("app");
		assertThat(details.getPassword()).isEqualTo("secret");
	}

	@Test
	void anotherServiceIsNot() throws NoSuchMethodException {
		assertThat(details(new Service("postgres:17", Map.of(), Map.of()))).isNull();
		assertThat(details(new Service("jolt-broker", Map.of(LABEL, "postgres"), Map.of()))).isNull();
	}

	// as Spring Boot finds it: through the factories that are registered
	private static @Nullable JoltConnectionDetails details(RunningService service) throws NoSuchMethodException {
		// only Spring Boot makes sources
		Constructor<DockerComposeConnectionSource> constructor = DockerComposeConnectionSource.class
			.getDeclaredConstructor(RunningService.class, Environment.class);
		DockerComposeConnectionSource source = BeanUtils.instantiateClass(constructor, service, new MockEnvironment());
		Map<Class<?>, ConnectionDetails> details = new ConnectionDetailsFactories(null).getConnectionDetails(source,
				false);
		return (JoltConnectionDetails) details.get(JoltConnectionDetails.class);
	}

	private record Service(String imageName, Map<String, String> labels,
			Map<String, @Nullable String> env) implements RunningService {

		@Override
		public String name() {
			return "broker";
		}

		@Override
		public ImageReference image() {
			return ImageReference.of(this.imageName);
		}

		@Override
		public String host() {
			return "docker.example.com";
		}

		@Override
		public ConnectionPorts ports() {
			return new ConnectionPorts() {

				@Override
				public int get(int containerPort) {
					assertThat(containerPort).isEqualTo(8080);
					return 18080;
				}

				@Override
				public List<Integer> getAll() {
					return List.of(18080);
				}

				@Override
				public List<Integer> getAll(@Nullable String protocol) {
					return getAll();
				}

			};
		}

	}

}
