package io.jolt.integration.connectionfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.jolt.client.ConnectionInfo;
import io.jolt.client.JoltClient;
import io.jolt.client.tcp.JoltClientBuilder;
import io.jolt.client.tcp.JoltConnectException;
import io.jolt.client.tcp.JoltConnectionFile;
import io.jolt.integration.tools.Program;
import io.jolt.integration.tools.ProgramResult;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * One side writes the files and the other reads them, each with code of its own: what the
 * runnable broker makes opens a connection to it, over TLS.
 */
@Requires(Tool.BROKER_JAR)
@Timeout(120)
class CreatedConnectionFileTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final TestAuthority AUTHORITY = TestAuthority.create("Brokers");

	private static final TestAuthority CLIENTS = TestAuthority.create("Clients");

	@TempDir
	private static Path folder;

	private static @Nullable Program broker;

	private static String address = "";

	@BeforeAll
	static void startBroker() throws IOException {
		AUTHORITY.server("localhost").write(folder, "broker");
		TestCertificate client = CLIENTS.client("CN=app");
		client.write(folder, "client");
		Files.writeString(folder.resolve("client-encrypted.key"), client.encryptedPrivateKeyPem("opensesame"));
		Files.writeString(folder.resolve("ca.pem"), AUTHORITY.certificatePem());
		Files.writeString(folder.resolve("other-ca.pem"), CLIENTS.certificatePem());
		Files.writeString(folder.resolve("config.json"),
				"""
						{"port":0,"tls":{"certificate":"broker.pem","privateKey":"broker.key","trust":"other-ca.pem"},
						"security":{"enabled":true,"users":[{"name":"app","passwordHash":"%s","permissions":["publish:>","subscribe:>"]}]}}
						"""
					.formatted(hash()));
		Program started = Program.start(command("-config=" + folder.resolve("config.json")));
		broker = started;
		String line = started.nextLine();
		address = "jolts://localhost:" + line.substring(line.lastIndexOf(':') + 1);
	}

	// of the password "secret", with one iteration, for speed
	private static String hash() {
		return "$pbkdf2-sha256$i=1$c2FsdHNhbHRzYWx0c2FsdA==$lcqbv8eYLoBoMSEiBIXNTQgRIs/Xip+3kuuBm3jHy0c=";
	}

	@AfterAll
	static void stopBroker() {
		if (broker != null) {
			broker.close();
		}
	}

	@Test
	void aPasswordAndAnAuthority() throws Exception {
		Path file = create("by-ca.json", "secret", "-user", "app", "-ca", path("ca.pem"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThat(connect(file, null).features()).contains("authentication");
	}

	@Test
	void aPasswordThatIsCheckedAndTheFingerprintAlone() throws Exception {
		Path file = create("by-fingerprint.json", "secret", "-user", "app", "-config", path("config.json"),
				"-fingerprint");
		connect(file, null);
	}

	@Test
	void aCertificateWithAnEncryptedKeyAnAuthorityAndAFingerprint() throws Exception {
		Path file = create("by-certificate.json", "", "-certificate", path("client.pem"), "-private-key",
				path("client-encrypted.key"), "-ca", path("ca.pem"), "-config", path("config.json"), "-fingerprint");
		assertThat(connect(file, "opensesame").features()).as("it is known from the start")
			.doesNotContain("authentication");
		assertThatIllegalArgumentException().isThrownBy(() -> JoltConnectionFile.read(file, "wrong"))
			.withMessageContaining("credential.privateKey")
			.withMessageContaining(file.toString());
	}

	@Test
	void anAuthorityThatHasNotSignedTheBrokersCertificateIsNotTrusted() throws Exception {
		Path file = create("by-other-ca.json", "secret", "-user", "app", "-ca", path("other-ca.pem"));
		assertThatExceptionOfType(JoltConnectException.class).isThrownBy(() -> connect(file, null))
			.withMessageContaining("no trusted CA has signed it")
			.withMessageNotContaining("secret");
	}

	@Test
	void aNameThatAClientWouldNotTakeIsNotWritten() {
		for (String name : List.of("x".repeat(101), "a\u202eb")) {
			ProgramResult result = run("", "-broker-name", name, "-client-name", "orders", "-address", address, "-out",
					path("never.json"));
			assertThat(result.exitStatus()).isEqualTo(2);
			assertThat(result.errors()).singleElement().asString().contains("-broker-name");
		}
		assertThat(folder.resolve("never.json")).doesNotExist();
	}

	private static Path create(String name, String password, String... options) {
		List<String> all = new ArrayList<>(List.of("-client-name", "orders-service", "-broker-name", "production",
				"-address", address, "-out", path(name)));
		all.addAll(List.of(options));
		ProgramResult result = run(password, all.toArray(String[]::new));
		assertThat(result.exitStatus()).as("%s", result).isZero();
		assertThat(result.toString()).doesNotContain("secret");
		return folder.resolve(name);
	}

	private static ProgramResult run(String password, String... options) {
		List<String> arguments = new ArrayList<>(List.of("create-connection-file"));
		arguments.addAll(List.of(options));
		try (Program program = Program.start(command(arguments.toArray(String[]::new)))) {
			if (!password.isEmpty()) {
				program.writeLine(password);
			}
			program.endInput();
			return program.awaitEnd(LIMIT);
		}
	}

	private static ConnectionInfo connect(Path file, @Nullable String passphrase) throws Exception {
		JoltConnectionFile read = JoltConnectionFile.read(file, passphrase);
		assertThat(read.clientName()).isEqualTo("orders-service");
		assertThat(read.brokerName()).isEqualTo("production");
		try (JoltClient client = JoltClientBuilder.create().connectionFile(read).build()) {
			client.connect();
			CompletableFuture<String> received = new CompletableFuture<>();
			client.subscribe("chat", (message) -> received.complete(message.data())).ready().join();
			client.publish("chat", "hello").join();
			assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
			return Objects.requireNonNull(client.status().connection());
		}
	}

	private static String path(String name) {
		return folder.resolve(name).toString();
	}

	private static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-jar", Tool.BROKER_JAR.path().toString()));
		command.addAll(List.of(arguments));
		return command;
	}

}
