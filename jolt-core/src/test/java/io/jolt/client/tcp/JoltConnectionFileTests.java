package io.jolt.client.tcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.testing.LeakCheck;
import io.jolt.client.testing.Personality;
import io.jolt.client.testing.ScriptedBroker;
import io.jolt.client.testing.TestTls;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Connection files: those that connect, and what is said about those that do not.
 */
@ExtendWith(LeakCheck.class)
@Timeout(60)
class JoltConnectionFileTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	private static final TestAuthority OTHER = TestAuthority.create("Somebody else");

	private static final TestCertificate SERVER = AUTHORITY.server("127.0.0.1");

	private static final TestCertificate APP = AUTHORITY.client("CN=app");

	private static final String CLIENT = "\"client\":{\"name\":\"orders-service\"}";

	private static final String USER = "\"credential\":{\"user\":\"app\",\"password\":\"s3ntinel\"}";

	private static final String BROKER = "\"broker\":{\"name\":\"production\",\"address\":\"jolt://127.0.0.1:8081\"}";

	private static final String CA = ",\"ca\":" + quote(AUTHORITY.certificatePem());

	@TempDir
	private Path folder;

	@Test
	void aFileWithoutTlsIsRead() throws Exception {
		JoltConnectionFile file = read(file(CLIENT, USER, BROKER));
		assertThat(file.clientName()).isEqualTo("orders-service");
		assertThat(file.credentials()).isEqualTo(new JoltCredentials("app", "s3ntinel"));
		assertThat(file.brokerName()).isEqualTo("production");
		assertThat(file.address()).isEqualTo(new JoltAddress("127.0.0.1", 8081));
		assertThat(file.tls()).isNull();
		assertThat(file).asString().contains("orders-service", "production", "app").doesNotContain("s3ntinel");
		assertThat(read(file(CLIENT, BROKER)).credentials()).isNull();
	}

	@Test
	void withACaOnlyThatOneIsTrusted() throws Exception {
		assertThat(connects(SERVER, CA, USER)).isNull();
		assertThat(connects(OTHER.server("127.0.0.1"), CA, USER)).hasMessageContaining("no trusted CA");
	}

	@Test
	void withoutACaTheJvmsAreTrusted() throws Exception {
		assertThat(connects(SERVER, "", USER)).hasMessageContaining("no trusted CA");
	}

	@Test
	void withACaAndAFingerprintBothMustBeRight() throws Exception {
		assertThat(connects(SERVER, CA + fingerprint(SERVER), USER)).isNull();
		assertThat(connects(AUTHORITY.server("127.0.0.1"), CA + fingerprint(SERVER), USER))
			.hasMessageContaining("fingerprint");
		TestCertificate other = OTHER.server("127.0.0.1");
		assertThat(connects(other, CA + fingerprint(other), USER)).hasMessageContaining("no trusted CA");
	}

	@Test
	void aFingerprintAloneDecidesWhomToTrust() throws Exception {
		TestCertificate other = OTHER.server("127.0.0.1");
		assertThat(connects(other, fingerprint(other), USER)).isNull();
		assertThat(connects(SERVER, fingerprint(other), USER)).hasMessageContaining(SERVER.fingerprint())
			.hasMessageContaining(other.fingerprint());
	}

	@Test
	void aFingerprintAloneForgivesNeitherDateNorHostName() throws Exception {
		TestCertificate expired = OTHER.expiredServer("127.0.0.1");
		assertThat(connects(expired, fingerprint(expired), USER)).hasMessageContaining("expired");
		TestCertificate elsewhere = OTHER.server("broker.example.com");
		assertThat(connects(elsewhere, fingerprint(elsewhere), USER)).hasMessageContaining("another host name");
	}

	@Test
	void aCertificateAndItsKeyAreTheClientsIdentity() throws Exception {
		TestTls server = TestTls.server(SERVER, AUTHORITY);
		assertThat(connects(server, CA, identity(APP.certificatePem(), APP.privateKeyPem()), null)).isNull();
		assertThat(connects(server, CA, identity(APP.certificatePem(), APP.encryptedPrivateKeyPem("s3ntinel")),
				"s3ntinel"))
			.isNull();
		TestCertificate stranger = OTHER.client("CN=app");
		assertThat(connects(server, CA, identity(stranger.certificatePem(), stranger.privateKeyPem()), null))
			.hasMessageMatching(".*(client's certificate|client certificates).*");
	}

	@ParameterizedTest
	@MethodSource
	void whatIsWrongIsSaidInOneLineThatNamesFieldAndFile(String content, String field, String words)
			throws IOException {
		Path file = write(content);
		assertThatThrownBy(() -> JoltConnectionFile.read(file, "s3ntinel"))
			.isInstanceOfSatisfying(IllegalArgumentException.class, (ex) -> {
				assertThat(ex).hasMessageContaining(file.toString()).hasMessageContaining(words);
				if (!field.isEmpty()) {
					assertThat(ex).hasMessageContaining("field " + field + ")");
				}
				assertThat(ex.getMessage()).doesNotContain("\n", "s3ntinel");
				assertThat(ex.toString() + ex.getCause()).doesNotContain("s3ntinel");
			});
	}

	static Stream<Arguments> whatIsWrongIsSaidInOneLineThatNamesFieldAndFile() {
		TestCertificate expired = AUTHORITY.expiredClient("CN=app");
		String otherKey = AUTHORITY.client("CN=app").privateKeyPem();
		return Stream.of(Arguments.of("", "", "JSON"), Arguments.of("[]", "", "object"),
				Arguments.of("{\"version\":1,s3ntinel", "", "not valid JSON (line 1"),
				Arguments.of(file(CLIENT, USER, BROKER) + "{}", "", "follows"),
				Arguments.of("{" + CLIENT + "," + BROKER + "}", "version", "missing"),
				Arguments.of("{\"version\":2,\"later\":true,\"broker\":{\"mesh\":1}}", "version", "update the client"),
				Arguments.of("{\"version\":\"1\"}", "version", "number"),
				Arguments.of("{\"version\":1.0}", "version", "number"),
				Arguments.of("{\"version\":1}", "client.name", "missing"),
				Arguments.of(file(CLIENT, CLIENT, BROKER), "client", "twice"),
				Arguments.of(file(CLIENT, USER, BROKER, "\"passphrase\":\"s3ntinel\""), "passphrase", "no such field"),
				Arguments.of(file(CLIENT, "\"credential\":{\"user\":\"a\",\"pasword\":\"s3ntinel\"}", BROKER),
						"credential.pasword", "no such field; there are user, password"),
				Arguments.of(file(CLIENT, "\"credential\":{\"user\":\"a\",\"password\":7}", BROKER),
						"credential.password", "string"),
				Arguments.of(file(CLIENT, "\"credential\":{\"user\":\"a\",\"password\":null}", BROKER),
						"credential.password", "string"),
				Arguments.of(file(CLIENT, "\"credential\":{\"user\":\"a\"}", BROKER), "credential.password", "missing"),
				Arguments.of(file(CLIENT, "\"credential\":{}", BROKER), "credential", "either"),
				Arguments.of(file(CLIENT, "\"credential\":\"s3ntinel\"", BROKER), "credential", "object"),
				Arguments.of(file(CLIENT, "\"credential\":{\"user\":\"a\",\"certificate\":\"s3ntinel\"}", BROKER),
						"credential", "either"),
				Arguments.of(file("\"client\":{\"name\":\" \"}", BROKER), "client.name", "blank"),
				Arguments.of(file("\"client\":{\"name\":\"a\\u001bb\"}", BROKER), "client.name", "control"),
				Arguments.of(file(CLIENT, "\"broker\":{\"name\":\"b\"}"), "broker.address", "missing"),
				Arguments.of(file(CLIENT, address("http://h:1")), "broker.address", "scheme"),
				Arguments.of(file(CLIENT, address("jolts://h:99999")), "broker.address", "port"),
				Arguments.of(file(CLIENT, address("jolts://app:s3ntinel@h")), "broker.address", "user"),
				Arguments.of(file(CLIENT, USER, broker("jolt://h", CA)), "broker.address", "jolts://"),
				Arguments.of(file(CLIENT, USER, broker("jolt://h", fingerprint(SERVER))), "broker.address", "jolts://"),
				Arguments.of(file(CLIENT, identity(APP.certificatePem(), APP.privateKeyPem()), BROKER),
						"broker.address", "jolts://"),
				Arguments.of(file(CLIENT, broker("jolts://h", ",\"fingerprint\":\"AB:CD\"")), "broker.fingerprint",
						"64 hexadecimal"),
				Arguments.of(file(CLIENT, broker("jolts://h", ",\"ca\":\"s3ntinel\"")), "broker.ca", "PEM"),
				Arguments.of(file(CLIENT, broker("jolts://h", ",\"ca\":" + quote(APP.privateKeyPem()))), "broker.ca",
						"only certificates"),
				Arguments.of(file(CLIENT, broker("jolts://h", ",\"ca\":" + quote(expired.certificatePem()))),
						"broker.ca", "expired on " + expired.certificate().getNotAfter().toInstant()),
				Arguments.of(file(CLIENT, identity(expired.certificatePem(), expired.privateKeyPem()),
						broker("jolts://h", CA)), "credential.certificate", "expired on"),
				Arguments.of(file(CLIENT, identity(APP.certificatePem(), otherKey), broker("jolts://h", CA)),
						"credential.privateKey", "not the key of credential.certificate"),
				Arguments.of(file(CLIENT, identity(APP.certificatePem(), APP.encryptedPrivateKeyPem("other")),
						broker("jolts://h", CA)), "credential.privateKey", "passphrase is wrong"),
				Arguments.of(file(CLIENT, identity(APP.certificatePem(), "s3ntinel"), broker("jolts://h", CA)),
						"credential.privateKey", "PEM"));
	}

	@Test
	void aMissingPassphraseIsSaid() throws IOException {
		Path file = write(file(CLIENT, identity(APP.certificatePem(), APP.encryptedPrivateKeyPem("s3ntinel")),
				broker("jolts://h", CA)));
		assertThatThrownBy(() -> JoltConnectionFile.read(file, null)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("field credential.privateKey")
			.hasMessageContaining("no passphrase was given");
	}

	@Test
	void aFileThatCannotBeReadIsNamed() throws IOException {
		Path missing = this.folder.resolve("missing.json");
		assertThatThrownBy(() -> JoltConnectionFile.read(missing, null)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("The connection file " + missing + " cannot be used: it does not exist");
		assertThatThrownBy(() -> JoltConnectionFile.read(this.folder, null))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("directory");
		Path binary = this.folder.resolve("binary.json");
		Files.write(binary, new byte[] { '{', (byte) 0xff, '}' });
		assertThatThrownBy(() -> JoltConnectionFile.read(binary, null)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("UTF-8");
		Path large = this.folder.resolve("large.json");
		Files.write(large, new byte[1024 * 1024 + 1]);
		assertThatThrownBy(() -> JoltConnectionFile.read(large, null)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("1 MiB");
	}

	@Test
	void aFileThatMayNotBeReadIsNamed() throws IOException {
		Path file = write(file(CLIENT, BROKER));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
		assumeFalse(Files.isReadable(file), "this user may read everything");
		assertThatThrownBy(() -> JoltConnectionFile.read(file, null)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("may not read it");
	}

	@Test
	void aSecretThatEverybodyMayReadIsWarnedOf() throws IOException {
		Logger logger = (Logger) LoggerFactory.getLogger("io.jolt.client.internal.security");
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		try {
			Path file = write(file(CLIENT, USER, BROKER));
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
			JoltConnectionFile.read(file, null);
			assertThat(appender.list).isEmpty();
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
			JoltConnectionFile.read(file, null);
			assertThat(appender.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.contains(file.toString(), "chmod 600")
				.doesNotContain("s3ntinel");
		}
		finally {
			logger.detachAppender(appender);
		}
	}

	@Test
	void theBrokersNameStandsInTheLog() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger(JoltClient.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		try {
			assertThat(connects(SERVER, CA, USER)).isNull();
			assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage)
				.anyMatch((line) -> line.contains("orders-service") && line.contains("at production, 127.0.0.1:"));
		}
		finally {
			logger.detachAppender(appender);
		}
	}

	private @Nullable JoltException connects(TestCertificate server, String brokerFields, String credential)
			throws Exception {
		return connects(TestTls.server(server), brokerFields, credential, null);
	}

	// null if it does connect
	private @Nullable JoltException connects(TestTls server, String brokerFields, String credential,
			@Nullable String passphrase) throws Exception {
		Personality personality = Personality.withFeatures("publish-ack").user("app", "s3ntinel");
		if (passphrase != null || credential.contains("certificate")) {
			personality = Personality.withFeatures("publish-ack");
		}
		try (ScriptedBroker broker = ScriptedBroker.start(personality, server)) {
			Path file = write(file(CLIENT, credential, broker("jolts://127.0.0.1:" + broker.port(), brokerFields)));
			try (JoltClient client = JoltClientBuilder.create()
				.connectionFile(JoltConnectionFile.read(file, passphrase))
				.build()) {
				client.connect();
				assertThat(client.toString()).contains("orders-service");
				return null;
			}
			catch (JoltException ex) {
				assertThat(ex.toString()).doesNotContain("s3ntinel");
				return ex;
			}
		}
	}

	private static String file(String... members) {
		return "{\"version\":1," + String.join(",", members) + "}";
	}

	private static String address(String address) {
		return broker(address, "");
	}

	private static String broker(String address, String more) {
		return "\"broker\":{\"name\":\"production\",\"address\":\"" + address + "\"" + more + "}";
	}

	private static String identity(String certificate, String key) {
		return "\"credential\":{\"certificate\":" + quote(certificate) + ",\"privateKey\":" + quote(key) + "}";
	}

	private static String fingerprint(TestCertificate certificate) {
		return ",\"fingerprint\":\"" + certificate.fingerprint() + "\"";
	}

	private static String quote(String pem) {
		return "\"" + pem.replace("\r", "").replace("\n", "\\n") + "\"";
	}

	private JoltConnectionFile read(String content) throws IOException {
		return JoltConnectionFile.read(write(content), null);
	}

	private Path write(String content) throws IOException {
		Path file = this.folder.resolve("connection.json");
		Files.write(file, content.getBytes(StandardCharsets.UTF_8));
		return file;
	}

}
