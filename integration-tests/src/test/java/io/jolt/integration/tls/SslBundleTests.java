package io.jolt.integration.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.jolt.broker.JoltBroker;
import io.jolt.client.JoltRejectedException;
import io.jolt.spring.core.JoltOperations;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Status;
import org.springframework.messaging.MessageDeliveryException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Applications that reach a broker over TLS with an SSL bundle of Spring Boot's.
 */
@Timeout(60)
class SslBundleTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	private static final TestAuthority CLIENTS = TestAuthority.create("Clients");

	private final Path folder;

	private final Path ca;

	private final SecuredBrokers brokers;

	SslBundleTests(@TempDir Path folder) throws IOException {
		this.folder = folder;
		this.ca = Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
		this.brokers = new SecuredBrokers(folder);
	}

	@AfterEach
	void closeBrokers() {
		this.brokers.close();
	}

	@Test
	void messagesTravelOverTls() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost", "127.0.0.1"),
				JoltBroker.builder().port(0));
		try (SecuredApplication application = SecuredApplication
			.run(SecuredApplication.bundle(this.ca, "jolt.startup=fail", "jolt.port=" + broker.port()))) {
			application.publish("secret");
			assertThat(application.received()).isEqualTo("secret");
			assertThat(application.health().getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void aUserOfTheUrlAuthenticatesOverTls() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost", "127.0.0.1"),
				JoltBroker.builder()
					.port(0)
					.passwordIterations(1)
					.user("app", "password", "publish:texts", "subscribe:texts"));
		try (SecuredApplication application = SecuredApplication.run(SecuredApplication.bundle(this.ca,
				"jolt.startup=fail", "jolt.url=jolts://app:password@localhost:" + broker.port()))) {
			application.publish("secret");
			assertThat(application.received()).isEqualTo("secret");
		}
	}

	@Test
	void aCertificateOfTheApplicationsIsItsUser() throws Exception {
		TestCertificate client = CLIENTS.client("CN=orders,O=Example");
		Path certificate = Files.writeString(this.folder.resolve("orders.pem"), client.certificatePem());
		Path key = Files.writeString(this.folder.resolve("orders.key"), client.encryptedPrivateKeyPem("passphrase"));
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost", "127.0.0.1"),
				JoltBroker.builder()
					.port(0)
					.userWithSubject("orders-service", "CN=orders,O=Example", "publish:texts", "subscribe:texts"),
				CLIENTS);
		try (SecuredApplication application = SecuredApplication
			.run(SecuredApplication.bundle(this.ca, "jolt.startup=fail", "jolt.port=" + broker.port(),
					"spring.ssl.bundle.pem.broker.keystore.certificate=" + certificate.toUri(),
					"spring.ssl.bundle.pem.broker.keystore.private-key=" + key.toUri(),
					"spring.ssl.bundle.pem.broker.keystore.private-key-password=passphrase"))) {
			application.publish("secret");
			assertThat(application.received()).isEqualTo("secret");
			assertThatExceptionOfType(MessageDeliveryException.class)
				.isThrownBy(() -> application.bean(JoltOperations.class).convertAndSend("others", "1"))
				.withCauseInstanceOf(JoltRejectedException.class)
				.withMessageContaining("not_authorized");
		}
	}

	@Test
	void nothingIsSentInClearTextToABrokerThatIsNotTrusted() throws Exception {
		JoltBroker broker = this.brokers.start(TestAuthority.create("Strangers").server("localhost", "127.0.0.1"),
				JoltBroker.builder().port(0));
		try (SecuredApplication application = SecuredApplication
			.run(SecuredApplication.bundle(this.ca, "jolt.startup-timeout=0", "jolt.port=" + broker.port()))) {
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(application.health().getDetails().get("cause")).asString()
					.contains("certificate"));
			assertThat(application.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(broker.subscriptions()).isZero();
		}
	}

	@Test
	void aBrokerOfAnotherNameIsNotAccepted() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("other.example.com"), JoltBroker.builder().port(0));
		assertThatException()
			.isThrownBy(() -> SecuredApplication
				.run(SecuredApplication.bundle(this.ca, "jolt.startup=fail", "jolt.port=" + broker.port()))
				.close())
			.havingRootCause()
			.withMessageContaining("localhost");
	}

	@Test
	void withoutABundleTheJvmsTrustStoreDecides() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost", "127.0.0.1"),
				JoltBroker.builder().port(0));
		assertThatException()
			.isThrownBy(() -> SecuredApplication
				.run("jolt.startup=fail", "jolt.ssl.enabled=true", "jolt.port=" + broker.port())
				.close())
			.havingCause()
			.withMessageContaining("no trusted CA has signed it");
		assertThatException()
			.isThrownBy(() -> SecuredApplication.run("jolt.startup=fail", "jolt.url=jolts://localhost:" + broker.port())
				.close())
			.havingCause()
			.withMessageContaining("no trusted CA has signed it");
	}

	@Test
	void aReloadedBundleTakesEffectWithTheNextConnection() throws Exception {
		JoltBroker broker = this.brokers.start(AUTHORITY.server("localhost", "127.0.0.1"),
				JoltBroker.builder().port(0));
		int port = broker.port();
		try (SecuredApplication application = SecuredApplication.run(SecuredApplication.bundle(this.ca,
				"jolt.startup=fail", "jolt.port=" + port, "spring.ssl.bundle.pem.broker.reload-on-update=true",
				"spring.ssl.bundle.watch.file.quiet-period=50ms"))) {
			TestAuthority successor = TestAuthority.create("Brokers' successor");
			broker.close();
			this.brokers.start(successor.server("localhost", "127.0.0.1"), JoltBroker.builder().port(port));
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(application.health().getDetails().get("cause")).asString()
					.contains("no trusted CA has signed it"));
			Files.writeString(this.ca, successor.certificatePem());
			await().atMost(LIMIT).until(() -> application.health().getStatus().equals(Status.UP));
			application.publish("renewed");
			assertThat(application.received()).isEqualTo("renewed");
		}
	}

}
