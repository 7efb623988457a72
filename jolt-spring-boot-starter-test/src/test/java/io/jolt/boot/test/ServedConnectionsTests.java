package io.jolt.boot.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class ServedConnectionsTests {

	@Test
	void aKubernetesServiceCalledJoltIsNoDefaultConnection() {
		MockEnvironment environment = new MockEnvironment();
		environment.setProperty("jolt.connections.billing.url", "jolt://127.0.0.1:1");
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("JOLT_SERVICE_HOST", "10.96.0.12", "JOLT_SERVICE_PORT", "8080", "JOLT_PORT",
							"tcp://10.96.0.12:8080", "JOLT_CONNECTIONS_PORT", "tcp://10.96.0.13:8080",
							"JOLT_CONNECTIONS_SERVICE_HOST", "10.96.0.13")));
		assertThat(ServedConnections.find(List.of(), environment)).containsOnlyKeys("billing");
	}

}
