package io.jolt.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Keys and certificates in files, good and bad.
 */
class JoltBrokerTlsTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@BeforeAll
	static void writeFiles() throws IOException {
		TestCertificate server = AUTHORITY.server("localhost");
		server.write(folder, "server");
		AUTHORITY.server("localhost").write(folder, "other");
		write("encrypted.key", server.encryptedPrivateKeyPem("opensesame"));
		write("pkcs1.key", server.privateKeyPem().replace("PRIVATE KEY", "RSA PRIVATE KEY"));
		write("sec1.key", server.privateKeyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
		write("two.key", server.privateKeyPem() + server.privateKeyPem());
		write("empty.pem", "");
		write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
		write("damaged.key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
		write("damaged2.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
		write("nobase64.key", "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
	}

	private static void write(String name, String content) throws IOException {
		Files.writeString(folder.resolve(name), content);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					missing.pem | server.key    | -          | certificate: the file %s/missing.pem does not exist
					empty.pem   | server.key    | -          | certificate: the file %s/empty.pem holds no certificate
					server.key  | server.key    | -          | certificate: the file %s/server.key holds no certificate
					damaged.pem | server.key    | -          | certificate: the file %s/damaged.pem holds a certificate that cannot be read
					server.pem  | missing.key   | -          | privateKey: the file %s/missing.key does not exist
					server.pem  | server.pem    | -          | privateKey: the file %s/server.pem holds no private key
					server.pem  | pkcs1.key     | -          | privateKey: the file %s/pkcs1.key holds a key in PKCS#1, which is not read; convert it
					server.pem  | sec1.key      | -          | privateKey: the file %s/sec1.key holds a key in SEC1, which is not read; convert it
					server.pem  | two.key       | -          | privateKey: the file %s/two.key holds more than one private key
					server.pem  | damaged.key   | -          | privateKey: the file %s/damaged.key holds a key that cannot be read
					server.pem  | damaged2.key  | sentinel   | privateKey: the file %s/damaged2.key holds a key that is encrypted in a way that this Java runtime cannot read
					server.pem  | nobase64.key  | -          | privateKey: the file %s/nobase64.key is not PEM
					server.pem  | encrypted.key | -          | privateKey: the file %s/encrypted.key holds an encrypted key, and privateKeyPassword is missing
					server.pem  | encrypted.key | sentinel   | privateKey: the file %s/encrypted.key holds an encrypted key, and privateKeyPassword does not open it
					server.pem  | encrypted.key | sentinel\u00e9 | privateKey: the file %s/encrypted.key holds an encrypted key, and privateKeyPassword has characters outside ASCII
					server.pem  | other.key     | -          | privateKey: the file %s/other.key holds a key that does not belong to the certificate
					""")
	void whatIsWrongIsOneLineThatNamesSettingAndFile(String certificate, String key, @Nullable String password,
			String message) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JoltBrokerTls.builder()
				.certificate(folder.resolve(certificate))
				.privateKey(folder.resolve(key))
				.privateKeyPassword(password)
				.build())
			.withMessageStartingWith(message.formatted(folder))
			.withMessageNotContaining("\n")
			.withMessageNotContaining("sentinel");
	}

	@Test
	void anEncryptedKeyIsOpened() {
		JoltBrokerTls tls = JoltBrokerTls.builder()
			.certificate(folder.resolve("server.pem"))
			.privateKey(folder.resolve("encrypted.key"))
			.privateKeyPassword("opensesame")
			.build();
		assertThat(tls).hasToString("JoltBrokerTls[CN=localhost]");
		try (JoltBroker broker = JoltBroker.builder().port(0).tls(tls).start();
				RawClient client = TlsClients.trusting(AUTHORITY).connect(broker.port())) {
			assertThat(client.ask("{\"op\":\"ping\"}")).isEqualTo("{\"ok\":true}");
		}
	}

	@Test
	void clientCertificatesNeedSomebodyToTrust() {
		JoltBrokerTls.Builder builder = JoltBrokerTls.builder()
			.certificate(folder.resolve("server.pem"))
			.privateKey(folder.resolve("server.key"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.clientCertificate(JoltBrokerTls.ClientCertificate.REQUIRED).build())
			.withMessageContaining("trust");
		JoltBrokerTls tls = builder.clientCertificate(null).build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JoltBroker.builder().tls(tls).userWithSubject("app", "CN=app", "admin").build())
			.withMessageContaining("'app'")
			.withMessageContaining("trust");
	}

}
