package io.jolt.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.net.ssl.SSLSocket;

import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who comes in by a certificate, and as whom.
 */
class ClientCertificateTests {

	private static final String OK = "{\"ok\":true}";

	private static final String NOT_AUTHORIZED = "{\"ok\":false,\"error\":\"not_authorized\"}";

	private static final String AUTH_REQUIRED = "{\"ok\":false,\"error\":\"auth_required\"}";

	private static final TestAuthority AUTHORITY = TestAuthority.create("Server CA");

	private static final TestAuthority CLIENT_AUTHORITY = TestAuthority.create("Client CA");

	// of the same name, else the client would not even present what it signed
	private static final TestAuthority IMPOSTOR = TestAuthority.create("Client CA");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@BeforeAll
	static void writeFiles() throws IOException {
		AUTHORITY.server("localhost").write(folder, "server");
		Files.writeString(folder.resolve("ca.pem"), CLIENT_AUTHORITY.certificatePem());
	}

	private static JoltBrokerTls tls(JoltBrokerTls.@Nullable ClientCertificate clientCertificate) {
		return JoltBrokerTls.builder()
			.certificate(folder.resolve("server.pem"))
			.privateKey(folder.resolve("server.key"))
			.trust(folder.resolve("ca.pem"))
			.clientCertificate(clientCertificate)
			.build();
	}

	private static JoltBroker secured() {
		return JoltBroker.builder()
			.port(0)
			.tls(tls(null))
			.passwordIterations(10)
			.user("app", "secret", "publish:orders.>", "subscribe:orders.>")
			.userWithSubject("root", "CN=Root,O=Example", "admin")
			.start();
	}

	private static RawClient connect(JoltBroker broker, TestCertificate certificate, String... protocols) {
		return TlsClients.of(AUTHORITY, certificate).connect(broker.port(), protocols);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void theCommonNameIsTheUserAndNothingElseIsNeeded(String protocol) {
		try (JoltBroker broker = secured();
				RawClient client = connect(broker, CLIENT_AUTHORITY.client("CN=app,OU=any"), protocol)) {
			assertThat(client.ask("{\"op\":\"hello\"}")).contains(
					"\"features\":[\"publish-ack\",\"patterns\",\"headers\",\"stats\",\"groups\",\"count\",\"inbox\"]");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"other\"}")).isEqualTo(NOT_AUTHORIZED);
			String longLine = "x".repeat(100_000);
			client.sendLine("{\"op\":\"pub\",\"topic\":\"orders.a\",\"data\":\"" + longLine + "\"}");
			assertThat(client.readLine()).endsWith(longLine + "\"}");
			assertThat(client.readLine()).isEqualTo(OK);
		}
	}

	@Test
	void theWholeSubjectIsTheUserHoweverItIsWritten() {
		try (JoltBroker broker = secured();
				RawClient client = connect(broker, CLIENT_AUTHORITY.client("cn=root, o=example"))) {
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"anything\"}")).isEqualTo(OK);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "CN=root", "CN=root,O=Other", "CN=nobody", "O=app", "CN=app+OU=x", "CN=app,CN=other" })
	void aCertificateThatStandsForNobodyHasToAuthenticate(String subject) {
		try (JoltBroker broker = secured(); RawClient client = connect(broker, CLIENT_AUTHORITY.client(subject))) {
			assertThat(client.ask("{\"op\":\"hello\"}")).contains("\"authentication\"");
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}")).isEqualTo(OK);
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}")).isEqualTo(OK);
		}
	}

	@Test
	void whoHasNoCertificateAuthenticatesOtherwise() {
		try (JoltBroker broker = secured(); RawClient client = TlsClients.trusting(AUTHORITY).connect(broker.port())) {
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"orders.a\"}")).isEqualTo(AUTH_REQUIRED);
			assertThat(client.ask("{\"op\":\"auth\",\"user\":\"app\",\"pass\":\"secret\"}")).isEqualTo(OK);
		}
	}

	@Test
	void noPasswordLetsAUserInWhoHasNone() {
		for (String password : new String[] { "", "root", "null" }) {
			try (JoltBroker broker = secured();
					RawClient client = TlsClients.trusting(AUTHORITY).connect(broker.port())) {
				assertThat(client.ask("{\"op\":\"auth\",\"user\":\"root\",\"pass\":\"" + password + "\"}"))
					.isEqualTo("{\"ok\":false,\"error\":\"auth_failed\"}");
			}
		}
	}

	@Test
	void whoIsNotTrustedOrTooLateIsRefusedEvenWhereCertificatesAreOptional() throws IOException {
		try (JoltBroker broker = secured()) {
			for (TestCertificate certificate : new TestCertificate[] { IMPOSTOR.client("CN=app"),
					CLIENT_AUTHORITY.expiredClient("CN=app") }) {
				assertRefused(broker, TlsClients.of(AUTHORITY, certificate));
			}
			Awaitility.await().until(() -> broker.stats().refusals().tlsHandshake() == 2);
		}
	}

	@Test
	void withoutSecurityACertificateIsRequired() throws IOException {
		try (JoltBroker broker = JoltBroker.builder().port(0).tls(tls(null)).start();
				RawClient client = connect(broker, CLIENT_AUTHORITY.client("CN=anybody"))) {
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
			assertRefused(broker, TlsClients.trusting(AUTHORITY));
		}
		try (JoltBroker broker = JoltBroker.builder()
			.port(0)
			.tls(tls(JoltBrokerTls.ClientCertificate.OPTIONAL))
			.start(); RawClient client = TlsClients.trusting(AUTHORITY).connect(broker.port())) {
			assertThat(client.ask("{\"op\":\"sub\",\"topic\":\"t\"}")).isEqualTo(OK);
		}
	}

	// in TLS 1.3 the client learns of it only when it reads
	private static void assertRefused(JoltBroker broker, TlsClients clients) throws IOException {
		try (SSLSocket socket = clients.open(broker.port())) {
			String answer = null;
			try {
				socket.startHandshake();
				answer = new RawClient(socket).ask("{\"op\":\"ping\"}");
			}
			catch (IOException | UncheckedIOException ex) {
				// as it should be
			}
			assertThat(answer).isNull();
		}
	}

	@Test
	void twoUsersOfOneSubjectAreAMistake() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JoltBroker.builder()
				.userWithSubject("a", "CN=x,O=y", "admin")
				.userWithSubject("b", "cn=X, o=Y", "admin"))
			.withMessageContaining("'b'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JoltBroker.builder().userWithSubject("a", "not a name", "admin"))
			.withMessageContaining("'a'")
			.withMessageContaining("CN=app,O=Example");
	}

}
