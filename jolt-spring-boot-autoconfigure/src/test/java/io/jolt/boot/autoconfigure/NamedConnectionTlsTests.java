package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.client.ConnectionInfo;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.testing.TestAuthority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Named connections that are secured, each in its own way.
 */
@Timeout(60)
class NamedConnectionTlsTests {

	@TempDir
	private Path folder;

	@Test
	void oneTakesItsSslBundleAndAnotherItsConnectionFile() throws IOException {
		TestAuthority first = TestAuthority.create("First");
		TestAuthority second = TestAuthority.create("Second");
		try (JoltBroker bundled = broker(first, "first"); JoltBroker filed = broker(second, "second")) {
			Path ca = Files.writeString(this.folder.resolve("ca.pem"), first.certificatePem());
			Path file = Files.writeString(this.folder.resolve("second.jolt"), """
					{"version": 1, "client": {"name": "shop"}, "credential": {"user": "app", "password": "secret"},
					 "broker": {"name": "second", "address": "jolts://127.0.0.1:%d", "ca": %s}}
					""".formatted(filed.port(), JsonMapper.shared().writeValueAsString(second.certificatePem())));
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, JoltAutoConfiguration.class))
				.withPropertyValues("spring.ssl.bundle.pem.first.truststore.certificate=" + ca.toUri(),
						"jolt.connections.bundled.host=127.0.0.1", "jolt.connections.bundled.port=" + bundled.port(),
						"jolt.connections.bundled.username=app", "jolt.connections.bundled.password=secret",
						"jolt.connections.bundled.ssl.bundle=first", "jolt.connections.filed.connection-file=" + file)
				.run((context) -> {
					assertSecured(context.getBean("bundledJoltClient", JoltClient.class), bundled);
					assertSecured(context.getBean("filedJoltClient", JoltClient.class), filed);
					assertThat(context).doesNotHaveBean("joltClient");
					assertThat(context.getBean("filedJoltClient", JoltClient.class).status().brokerName())
						.isEqualTo("second");
				});
		}
	}

	private JoltBroker broker(TestAuthority authority, String name) throws IOException {
		authority.server("127.0.0.1").write(this.folder, name);
		return JoltBroker.builder()
			.port(0)
			.tls(JoltBrokerTls.builder()
				.certificate(this.folder.resolve(name + ".pem"))
				.privateKey(this.folder.resolve(name + ".key"))
				.build())
			.passwordIterations(1)
			.user("app", "secret", "admin")
			.start();
	}

	private static void assertSecured(JoltClient client, JoltBroker broker) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> client.state() == ConnectionState.OPEN);
		ConnectionInfo connection = Objects.requireNonNull(client.status().connection());
		assertThat(connection.server()).endsWith(":" + broker.port());
	}

}
