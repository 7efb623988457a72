package io.jolt.integration.secrets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * The broker inside an application: neither its users' passwords nor those that clients
 * send come out.
 */
@Timeout(60)
class BrokerSecretsTests {

	private static final String PASSWORD = Sentinel.of("password");

	@TempDir
	private Path folder;

	private final LogWatch log = new LogWatch();

	@AfterEach
	void nothingWasLogged() {
		try (this.log) {
			this.log.assertNothingFound();
		}
	}

	@Test
	void whatHoldsAPasswordDoesNotShowIt() {
		JoltBrokerBuilder builder = JoltBroker.builder().port(0).passwordIterations(1).user("app", PASSWORD, "admin");
		Sentinel.assertAbsent("the builder", builder);
		try (JoltBroker broker = builder.start()) {
			Sentinel.assertAbsent("the broker", broker);
			Sentinel.assertAbsent("the options", broker.options());
			Sentinel.assertAbsentFromThreadNames();
			LoggerFactory.getLogger(BrokerSecretsTests.class).info("Started {}", broker);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = {
			// right, wrong, unknown user, of the wrong type, in broken JSON, where a name
			// or
			// an operation belongs, and in a line that is too long
			"{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"%s\"}",
			"{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"%s-not\"}",
			"{\"op\":\"auth\",\"user\":\"nobody\",\"pass\":\"%s\"}",
			"{\"op\":\"auth\",\"user\":\"app\",\"pass\":[\"%s\"]}", "{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"%s",
			"{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"%s\"", "{\"op\":\"auth\",\"pass\":\"%s\"}",
			"{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"%s\",\"pass\":\"%s\"}",
			"{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"%s\\q\"}",
			"{\"op\":\"aut\",\"user\":\"app\",\"pass\":\"%s\"}", "GET /?password=%s HTTP/1.1" })
	void whatAClientSendsIsNotLogged(String pattern) throws IOException {
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.passwordIterations(1)
			.user("app", PASSWORD, "admin")
			.start(); Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port())) {
			socket.getOutputStream().write((pattern.replace("%s", PASSWORD) + "\n").getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			BufferedReader reader = new BufferedReader(
					new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
			reader.lines().forEach((line) -> Sentinel.assertAbsent("the answer", line));
			await().until(() -> broker.connections() == 0);
			LoggerFactory.getLogger(BrokerSecretsTests.class).info("Has heard a client");
		}
	}

	@Test
	void theKeyOfItsCertificate() throws IOException {
		TestCertificate certificate = TestAuthority.create("Test").server("localhost");
		Path chain = Files.writeString(this.folder.resolve("broker.pem"), certificate.certificatePem());
		Path key = Files.writeString(this.folder.resolve("broker.key"), certificate.encryptedPrivateKeyPem(PASSWORD));
		Path other = Files.writeString(this.folder.resolve("other.key"), certificate.encryptedPrivateKeyPem("another"));
		JoltBrokerTls.Builder builder = JoltBrokerTls.builder()
			.certificate(chain)
			.privateKey(key)
			.privateKeyPassword(PASSWORD);
		Sentinel.assertAbsent("the builder", builder);
		JoltBrokerTls tls = builder.build();
		Sentinel.assertAbsent("the settings", tls);
		try (JoltBroker broker = JoltBroker.builder().port(0).tls(tls).start()) {
			Sentinel.assertAbsent("the broker", broker);
			Sentinel.assertAbsent("the options", broker.options());
			LoggerFactory.getLogger(BrokerSecretsTests.class).info("Started {}", broker);
		}
		assertThatException().isThrownBy(() -> builder.privateKey(other).build())
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the failure", failure))
			.satisfies((failure) -> assertThat(failure).hasMessageContaining("other.key"));
	}

	@Test
	void usersThatCannotBeAdded() {
		LoggerFactory.getLogger(BrokerSecretsTests.class).info("Adds users");
		assertThatException().isThrownBy(() -> JoltBroker.builder().userWithPasswordHash("app", PASSWORD, "admin"))
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the failure", failure));
		assertThatException().isThrownBy(() -> JoltBroker.builder().user("app", PASSWORD, "read:all"))
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the failure", failure));
		assertThatException()
			.isThrownBy(() -> JoltBroker.builder().user("app", PASSWORD, "admin").user("app", PASSWORD, "admin"))
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the failure", failure));
	}

}
