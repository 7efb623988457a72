package io.jolt.integration.docs.snippets.shop;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.MountableFile;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;

/**
 * A broker in a container, for tests that import it.
 */
// tag::container[]
@TestConfiguration(proxyBeanMethods = false)
class BrokerContainer {

	@Bean
	@ServiceConnection("jolt")
	GenericContainer<?> broker() {
		return new GenericContainer<>("jolt-broker").withExposedPorts(8080)
			.withCopyFileToContainer(MountableFile.forClasspathResource("broker.json"), "/config/config.json")
			.withEnv("JOLT_USERNAME", "shop")
			.withEnv("JOLT_PASSWORD", "secret");
	}

}
// end::container[]
