package io.jolt.integration.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerBuilder;
import io.jolt.client.JoltClient;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Applications that are told by a connection file, made by hand here, where their broker
 * is and how to reach it.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class ConnectionFileTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	private static final TestAuthority CLIENTS = TestAuthority.create("Clients");

	private final Path file;

	private final SecuredBrokers brokers;

	ConnectionFileTests(@TempDir Path folder) {
		this.file = folder.resolve("orders.json");
		this.brokers = new SecuredBrokers(folder);
	}

	@AfterEach
	void closeBrokers() {
		this.brokers.close();
	}

	@Test
	void userAndPasswordAuthorityAndFingerprint() throws Exception {
		TestCertificate certificate = AUTHORITY.server("localhost");
		JoltBroker broker = this.brokers.start(certificate, secured());
		write(broker, password("sentinel"),
				Map.of("ca", AUTHORITY.certificatePem(), "fingerprint", certificate.fingerprint()));
		sendsAndReceives("jolt.connection-file=" + this.file);
	}

	@Test
	void theBrokersNameIsInHealthAndLog(CapturedOutput output) throws Exception {
		write("localhost:1", password("sentinel"), Map.of("ca", AUTHORITY.certificatePem()));
		try (SecuredApplication application = SecuredApplication.run("jolt.connection-file=" + this.file,
				"jolt.startup-timeout=1ms", "logging.level.io.jolt=warn")) {
			assertThat(application.health().getDetails()).containsEntry("name", "production");
			await().untilAsserted(() -> assertThat(output).contains("'default' to production could not be opened"));
		}
	}

	@Test
	void aFingerprintAloneSaysWhomToTrust() throws Exception {
		TestCertificate certificate = AUTHORITY.server("localhost");
		JoltBroker broker = this.brokers.start(certificate, secured());
		write(broker, password("sentinel"), Map.of("fingerprint", certificate.fingerprint()));
		sendsAndReceives("jolt.connection-file=" + this.file);
	}

	@Test
	void aCertificateWhoseKeyIsEncrypted() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost"),
				JoltBroker.builder().port(0).userWithSubject("app", "CN=orders,O=Example", "publish:>", "subscribe:>"),
				CLIENTS);
		TestCertificate client = CLIENTS.client("CN=orders,O=Example");
		write(broker,
				Map.of("certificate", client.certificatePem(), "privateKey", client.encryptedPrivateKeyPem("sentinel")),
				Map.of("ca", AUTHORITY.certificatePem()));
		sendsAndReceives("jolt.connection-file=" + this.file, "jolt.connection-file-passphrase=sentinel");
	}

	@Test
	void aMissingPassphraseIsToldInOneLineThatNamesFieldAndFile(CapturedOutput output) throws Exception {
		TestCertificate client = CLIENTS.client("CN=orders,O=Example");
		write("localhost:1",
				Map.of("certificate", client.certificatePem(), "privateKey", client.encryptedPrivateKeyPem("sentinel")),
				Map.of("ca", AUTHORITY.certificatePem()));
		fails("jolt.connection-file=" + this.file);
		assertThat(output).contains("APPLICATION FAILED TO START");
		assertThat(output.getAll().lines().filter((line) -> line.startsWith("The property 'jolt.connection-file'")))
			.singleElement()
			.asString()
			.contains("credential.privateKey")
			.contains(this.file.toString());
	}

	@Test
	void aWrongPassphraseIsNotRepeated(CapturedOutput output) throws Exception {
		TestCertificate client = CLIENTS.client("CN=orders,O=Example");
		write("localhost:1",
				Map.of("certificate", client.certificatePem(), "privateKey", client.encryptedPrivateKeyPem("right")),
				Map.of("ca", AUTHORITY.certificatePem()));
		fails("jolt.connection-file=" + this.file, "jolt.connection-file-passphrase=sentinel");
		assertThat(output).contains("'jolt.connection-file'")
			.contains("credential.privateKey")
			.contains(this.file.toString())
			.doesNotContain("sentinel");
	}

	@Test
	void aMisspeltFieldIsNamed(CapturedOutput output) throws Exception {
		Files.writeString(this.file, "{\"version\":1,\"client\":{\"name\":\"x\"},\"credentials\":{\"user\":\"a\","
				+ "\"password\":\"sentinel\"},\"broker\":{\"name\":\"b\",\"address\":\"jolt://localhost:1\"}}");
		fails("jolt.connection-file=" + this.file);
		assertThat(output).contains("'jolt.connection-file'")
			.contains("credentials")
			.contains(this.file.toString())
			.doesNotContain("sentinel");
	}

	@Test
	void aFileThatIsNotThereIsNamed(CapturedOutput output) {
		fails("jolt.connection-file=" + this.file);
		assertThat(output).contains("'jolt.connection-file'").contains(this.file.toString());
	}

	@Test
	void aBrokerWithAnotherFingerprintIsNotTrusted() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost"), secured());
		write(broker, password("sentinel"),
				Map.of("ca", AUTHORITY.certificatePem(), "fingerprint", AUTHORITY.server("localhost").fingerprint()));
		assertThatException()
			.isThrownBy(() -> SecuredApplication.run("jolt.startup=fail", "jolt.connection-file=" + this.file).close())
			.havingCause()
			.withMessageContaining("fingerprint")
			.withMessageNotContaining("sentinel");
	}

	private void sendsAndReceives(String... properties) throws Exception {
		try (SecuredApplication application = SecuredApplication.run(properties)) {
			application.publish("secret");
			assertThat(application.received()).isEqualTo("secret");
			assertThat(application.health().getStatus()).isEqualTo(Status.UP);
			assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.anyMatch((name) -> name.contains("orders-service"));
			assertThat(application.bean(JoltClient.class).toString()).doesNotContain("sentinel");
		}
	}

	private static JoltBrokerBuilder secured() {
		return JoltBroker.builder().port(0).passwordIterations(1).user("app", "sentinel", "publish:>", "subscribe:>");
	}

	private static Map<String, String> password(String password) {
		return Map.of("user", "app", "password", password);
	}

	private void write(JoltBroker broker, Map<String, String> credential, Map<String, String> trust)
			throws IOException {
		write("localhost:" + broker.port(), credential, trust);
	}

	private void write(String address, Map<String, String> credential, Map<String, String> trust) throws IOException {
		Map<String, String> broker = new HashMap<>(trust);
		broker.put("name", "production");
		broker.put("address", "jolts://" + address);
		Files.writeString(this.file,
				JsonMapper.shared()
					.writeValueAsString(Map.of("version", 1, "client", Map.of("name", "orders-service"), "credential",
							credential, "broker", broker)));
	}

	private static void fails(String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("logging.level.org.springframework.boot.diagnostics=error");
		assertThatException().isThrownBy(() -> SecuredApplication.run(all).close());
	}

}
