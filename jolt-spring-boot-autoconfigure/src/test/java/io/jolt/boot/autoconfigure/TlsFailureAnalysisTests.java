package io.jolt.boot.autoconfigure;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jolt.broker.JoltBroker;
import io.jolt.broker.JoltBrokerTls;
import io.jolt.client.tcp.JoltAddress;
import io.jolt.client.tcp.JoltTlsRefusedException;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What a developer reads when the connection cannot be secured.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class TlsFailureAnalysisTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	@TempDir
	private Path folder;

	@Test
	void anUntrustedCertificateSaysWhereToTrustItsAuthority(CapturedOutput output) throws IOException {
		try (JoltBroker broker = broker(TestAuthority.create("Strangers").server("127.0.0.1"), null)) {
			fails(broker);
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("no trusted CA has signed it")
			.contains("'spring.ssl.bundle.pem.<name>.truststore.certificate'")
			.contains("'jolt.ssl.bundle'")
			.contains("'jolt.connection-file'");
	}

	@Test
	void anExpiredCertificateSaysWhoRenewsIt(CapturedOutput output) throws IOException {
		try (JoltBroker broker = broker(AUTHORITY.expiredServer("127.0.0.1"), null)) {
			fails(broker);
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("expired")
			.contains("renew its certificate")
			.doesNotContain("Connect to a name");
	}

	@Test
	void aCertificateForAnotherHostSaysToConnectToItsName(CapturedOutput output) throws IOException {
		try (JoltBroker broker = broker(AUTHORITY.server("other.example.com"), null)) {
			fails(broker);
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("another host name")
			.contains("'jolt.host'");
	}

	@Test
	void aBrokerWithoutTlsSaysHowToDoWithoutIt(CapturedOutput output) throws IOException {
		try (JoltBroker broker = JoltBroker.builder().port(0).start()) {
			fails(broker);
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("127.0.0.1:")
			.contains("jolt://")
			.contains("'jolt.ssl.enabled'");
	}

	@Test
	void aBrokerThatWantsACertificateSaysWhereToPutIt(CapturedOutput output) throws IOException {
		Path clients = Files.writeString(this.folder.resolve("clients.pem"),
				TestAuthority.create("Clients").certificatePem());
		try (JoltBroker broker = broker(AUTHORITY.server("127.0.0.1"), clients)) {
			fails(broker);
		}
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'spring.ssl.bundle.pem.<name>.keystore.*'")
			.contains("'jolt.ssl.bundle'");
	}

	@Test
	void itSaysSoEvenIfItsAlertIsOvertakenByTheEndOfTheConnection() {
		assertThat(TlsAdvice.action(new JoltTlsRefusedException("closed", new JoltAddress("broker", 7447),
				new SocketException("Broken pipe"))))
			.contains("'spring.ssl.bundle.pem.<name>.keystore.*'");
	}

	private JoltBroker broker(TestCertificate certificate, @Nullable Path trust) throws IOException {
		certificate.write(this.folder, "broker");
		return JoltBroker.builder()
			.port(0)
			.tls(JoltBrokerTls.builder()
				.certificate(this.folder.resolve("broker.pem"))
				.privateKey(this.folder.resolve("broker.key"))
				.trust(trust)
				.build())
			.start();
	}

	private void fails(JoltBroker broker) throws IOException {
		Path ca = Files.writeString(this.folder.resolve("ca.pem"), AUTHORITY.certificatePem());
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.registerShutdownHook(false)
			.run("--jolt.startup=fail", "--jolt.host=127.0.0.1", "--jolt.port=" + broker.port(),
					"--jolt.ssl.bundle=broker", "--spring.ssl.bundle.pem.broker.truststore.certificate=" + ca.toUri())
			.close());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
