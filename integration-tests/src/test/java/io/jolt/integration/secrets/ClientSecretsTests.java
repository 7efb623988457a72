package io.jolt.integration.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.jolt.broker.JoltBroker;
import io.jolt.client.ConnectionState;
import io.jolt.client.JoltClient;
import io.jolt.client.JoltException;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectionFile;
import io.jolt.client.tcp.JoltCredentials;
import io.jolt.client.tcp.JoltUrl;
import io.jolt.client.tcp.NegotiationMode;
import io.jolt.client.tcp.ReconnectPolicy;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * The client without Spring: none of its secrets comes out, whatever happens.
 */
@Timeout(60)
class ClientSecretsTests {

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

	@ParameterizedTest
	@ValueSource(strings = { "credentials", "url", "provider", "connection file" })
	void connectedReconnectedRefusedAndClosed(String place) throws IOException {
		int port;
		try (JoltBroker broker = broker(0, PASSWORD)) {
			port = broker.port();
			JoltClientBuilder builder = builder(place, port);
			Sentinel.assertAbsent("the builder", builder);
			Sentinel.assertAbsent("the options", ReflectionTestUtils.invokeMethod(builder, "options"));
			try (JoltClient client = builder.build()) {
				client.start();
				await().until(() -> client.state() == ConnectionState.OPEN);
				assertAbsentFrom(client);
				broker.stop();
				await().until(() -> client.state() != ConnectionState.OPEN);
				try (JoltBroker again = broker(port, PASSWORD)) {
					await().until(() -> client.state() == ConnectionState.OPEN);
					again.stop();
				}
				try (JoltBroker strict = broker(port, "another")) {
					assertThat(strict.isRunning()).isTrue();
					await().until(() -> String.valueOf(client.status().lastFailure()).contains("auth"));
					assertAbsentFrom(client);
				}
			}
		}
	}

	private static void assertAbsentFrom(JoltClient client) {
		Sentinel.assertAbsent("the client", client);
		Sentinel.assertAbsent("the client's status", client.status());
		JoltException failure = client.status().lastFailure();
		if (failure != null) {
			Sentinel.assertAbsentFrom("the client's last failure", failure);
		}
		Sentinel.assertAbsentFromThreadNames();
	}

	private JoltClientBuilder builder(String place, int port) throws IOException {
		JoltClientBuilder builder = JoltClientBuilder.create()
			.address("127.0.0.1", port)
			.reconnectPolicy(new ReconnectPolicy(Duration.ofMillis(10), Duration.ofMillis(50), 2));
		return switch (place) {
			case "credentials" -> builder.credentials("app", PASSWORD);
			case "url" -> builder.url("jolt://app:" + PASSWORD + "@127.0.0.1:" + port);
			case "provider" -> builder.credentialsProvider(() -> new JoltCredentials("app", PASSWORD));
			default -> builder.connectionFile(JoltConnectionFile.read(passwordFile("jolt://127.0.0.1:" + port), null));
		};
	}

	@Test
	void anEchoingPeerDoesNotBringThePasswordBack() throws Exception {
		ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		Thread echo = new Thread(() -> echo(server), "echo");
		echo.start();
		try (server;
				JoltClient client = JoltClientBuilder.create()
					.address("127.0.0.1", server.getLocalPort())
					.negotiation(NegotiationMode.OFF)
					.credentials("app", PASSWORD)
					.build()) {
			JoltException failure = catchThrowableOfType(JoltException.class, client::connect);
			Sentinel.assertAbsentFrom("the failure", Objects.requireNonNull(failure));
			assertAbsentFrom(client);
		}
		echo.join();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"ok\":false,\"error\":\"auth failed: %s\"}",
			"{\"ok\":false,\"error\":\"too_many_connections: %s\"}", "oops %s", "{\"ok\":\"%s\"}" })
	void aBrokerThatRepeatsThePasswordInItsOwnWordsDoesNotBringItBack(String line) throws Exception {
		ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
		Thread repeater = new Thread(() -> repeat(server, line.formatted(PASSWORD)), "repeater");
		repeater.start();
		try (server;
				JoltClient client = JoltClientBuilder.create()
					.address("127.0.0.1", server.getLocalPort())
					.negotiation(NegotiationMode.OFF)
					.credentials("app", PASSWORD)
					.build()) {
			client.start();
			await().until(() -> client.status().lastFailure() != null);
			assertThat(client.status().lastFailure()).hasMessageContaining("***");
			assertAbsentFrom(client);
		}
		repeater.join();
	}

	private static void repeat(ServerSocket server, String line) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				InputStream input = socket.getInputStream();
				if (input.read() >= 0) {
					socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
					input.transferTo(OutputStream.nullOutputStream());
				}
			}
			catch (IOException ex) {
				// the client or the test has closed
			}
		}
	}

	private static void echo(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				InputStream input = socket.getInputStream();
				input.transferTo(socket.getOutputStream());
			}
			catch (IOException ex) {
				// the client or the test has closed
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://app:%s@broker", "jolt://%s@broker", "jolt://app:%s@bro ker", "jolt://app:%s@",
			"jolt://app:%s@broker:99999", "jolt://app:%s%%zz@broker", "jolts://app:%s@broker/path", "app:%s@broker" })
	void aUrlThatCannotBeRead(String pattern) {
		log("bad URL");
		assertThatException().isThrownBy(() -> JoltUrl.parse(pattern.formatted(PASSWORD)))
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the URL's failure", failure));
	}

	@Test
	void whatHoldsAPasswordDoesNotShowIt() throws IOException {
		log("toString");
		Sentinel.assertAbsent("credentials", new JoltCredentials("app", PASSWORD));
		Sentinel.assertAbsent("a URL", JoltUrl.parse("jolt://app:" + PASSWORD + "@broker"));
		Sentinel.assertAbsent("a connection file",
				JoltConnectionFile.read(passwordFile("jolt://broker.example.com"), null));
		JoltConnectionFile certificate = JoltConnectionFile.read(certificateFile(Sentinel.of("passphrase")),
				Sentinel.of("passphrase"));
		Sentinel.assertAbsent("a connection file", certificate);
		Sentinel.assertAbsent("TLS settings", Objects.requireNonNull(certificate.tls()));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			// the secret where something else belongs, beside a mistake, and in broken
			// JSON
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"app\",\"passwort\":\"%s\"}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"app\",\"password\":\"%s\"}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"app\",\"password\":%s}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"app\",\"password\":[\"%s\"]}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":\"%s\"}", "{\"version\":\"%s\"}", "%s",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"app\",\"password\":\"%s\\q\"}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"a\",\"password\":\"%s\",\"password\":\"x\"}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"user\":\"a\",\"password\":\"%s\"},"
					+ "\"broker\":{\"name\":\"b\",\"address\":\"jolt://app:%s@broker\"}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"certificate\":\"%s\",\"privateKey\":\"%s\"},"
					+ "\"broker\":{\"name\":\"b\",\"address\":\"jolts://broker\"}}",
			"{\"version\":1,\"client\":{\"name\":\"a\"},\"credential\":{\"certificate\":\"x\",\"privateKey\":"
					+ "\"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\"},"
					+ "\"broker\":{\"name\":\"b\",\"address\":\"jolts://broker\"}}" })
	void aConnectionFileThatCannotBeRead(String pattern) throws IOException {
		log("bad connection file");
		Path file = Files.writeString(this.folder.resolve("bad.json"), pattern.replace("%s", PASSWORD));
		assertThatException().isThrownBy(() -> JoltConnectionFile.read(file, Sentinel.of("passphrase")))
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the file's failure", failure));
	}

	@Test
	void aPassphraseThatIsWrong() throws IOException {
		log("wrong passphrase");
		Path file = certificateFile("another");
		assertThatException().isThrownBy(() -> JoltConnectionFile.read(file, Sentinel.of("passphrase")))
			.satisfies((failure) -> Sentinel.assertAbsentFrom("the file's failure", failure));
	}

	// some tests make the client log nothing of its own
	private static void log(String what) {
		LoggerFactory.getLogger(ClientSecretsTests.class).info("Tries {}", what);
	}

	private Path passwordFile(String address) throws IOException {
		return write(Map.of("user", "app", "password", PASSWORD), Map.of("name", "test", "address", address));
	}

	private Path certificateFile(String passphrase) throws IOException {
		TestAuthority authority = TestAuthority.create("Test");
		TestCertificate certificate = authority.client("CN=app");
		return write(
				Map.of("certificate", certificate.certificatePem(), "privateKey",
						certificate.encryptedPrivateKeyPem(passphrase)),
				Map.of("name", "test", "address", "jolts://broker.example.com", "ca", authority.certificatePem()));
	}

	private Path write(Map<String, String> credential, Map<String, String> broker) throws IOException {
		return Files.writeString(this.folder.resolve("connection.json"), JsonMapper.shared()
			.writeValueAsString(
					Map.of("version", 1, "client", Map.of("name", "app"), "credential", credential, "broker", broker)));
	}

	private static JoltBroker broker(int port, String password) {
		return JoltBroker.builder().port(port).passwordIterations(1).user("app", password, "admin").start();
	}

}
