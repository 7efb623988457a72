package io.jolt.broker.internal.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import io.jolt.testing.TestAuthority;
import io.jolt.testing.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CreateConnectionFileTests {

	private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

	private static final TestCertificate SERVER = AUTHORITY.server("localhost");

	private static final TestCertificate CLIENT = AUTHORITY.client("CN=app");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final PrintStream realOut = System.out;

	private final PrintStream realErr = System.err;

	private final InputStream realIn = System.in;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeEach
	void prepare() throws IOException {
		System.setOut(new PrintStream(this.out, true, StandardCharsets.UTF_8));
		System.setErr(new PrintStream(this.err, true, StandardCharsets.UTF_8));
		SERVER.write(this.folder, "server");
		CLIENT.write(this.folder, "client");
		AUTHORITY.client("CN=app").write(this.folder, "other");
		AUTHORITY.expiredClient("CN=app").write(this.folder, "expired");
		write("ca.pem", "Some text before\n" + AUTHORITY.certificatePem());
		write("config.json", """
				{"security":{"users":[{"name":"app","password":"sentinel","permissions":["admin"]},
				 {"name":"root","subject":"CN=root","permissions":["admin"]}]},
				 "tls":{"certificate":"server.pem","privateKey":"server.key"}}""");
		write("plain.json", "{}");
	}

	private void write(String name, String content) throws IOException {
		Files.writeString(this.folder.resolve(name), content);
	}

	@AfterEach
	void release() {
		System.setOut(this.realOut);
		System.setErr(this.realErr);
		System.setIn(this.realIn);
	}

	@Test
	void aUserWithPasswordCaAndFingerprint() throws IOException {
		assertThat(run("sentinel",
				"-config=@/config.json -user app -address jolts://broker.example.com:8443 -client-name orders "
						+ "-broker-name production -ca @/ca.pem -fingerprint -out @/app.jolt"))
			.isZero();
		Path file = this.folder.resolve("app.jolt");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		JsonNode json = JsonMapper.shared().readTree(file);
		assertThat(json.propertyNames()).containsExactly("version", "client", "credential", "broker");
		assertThat(json.path("version").intValue()).isEqualTo(1);
		assertThat(json.path("client").path("name").asString()).isEqualTo("orders");
		assertThat(json.path("credential").toString()).isEqualTo("{\"user\":\"app\",\"password\":\"sentinel\"}");
		assertThat(json.path("broker").path("name").asString()).isEqualTo("production");
		assertThat(json.path("broker").path("address").asString()).isEqualTo("jolts://broker.example.com:8443");
		assertThat(json.path("broker").path("ca").asString().strip())
			.isEqualToNormalizingNewlines(AUTHORITY.certificatePem().strip());
		assertThat(json.path("broker").path("fingerprint").asString()).isEqualTo(SERVER.fingerprint());
		assertThat(this.err.size()).isZero();
		assertThat(this.out.toString(StandardCharsets.UTF_8)).isEqualTo("Wrote " + file + "\n");
	}

	@Test
	void aClientCertificateWhoseKeyStaysEncrypted() throws IOException {
		write("encrypted.key", CLIENT.encryptedPrivateKeyPem("opensesame"));
		assertThat(run("", "-address jolts://localhost -client-name orders -broker-name b -certificate @/client.pem "
				+ "-private-key @/encrypted.key -out @/app.jolt"))
			.isZero();
		JsonNode credential = JsonMapper.shared().readTree(this.folder.resolve("app.jolt")).path("credential");
		assertThat(credential.propertyNames()).containsExactly("certificate", "privateKey");
		assertThat(credential.path("privateKey").asString()).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
	}

	@Test
	void anAnonymousClientHasNoCredential() {
		assertThat(run("", "-address jolt://localhost:8080 -client-name orders -broker-name b -out @/app.jolt"))
			.isZero();
		assertThat(JsonMapper.shared().readTree(this.folder.resolve("app.jolt")).has("credential")).isFalse();
	}

	@Test
	void aFileThatIsThereIsReplacedOnlyByForce() throws IOException {
		Path file = this.folder.resolve("app.jolt");
		Files.writeString(file, "precious");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
		String arguments = "-address jolt://localhost -client-name orders -broker-name b -out @/app.jolt";
		assertMistake("", arguments, "is already there; -force replaces it");
		assertThat(file).hasContent("precious");
		assertThat(run("", arguments + " -force")).isZero();
		assertThat(Files.readString(file)).contains("orders");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThat(this.folder.resolve("app.jolt.new")).doesNotExist();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					-user app -config @/config.json -address jolts://h              | sentinel2 | The password is not that of the user 'app'
					-user eve -config @/config.json -address jolts://h              | sentinel  | There is no user 'eve'
					-user root -config @/config.json -address jolts://h             | sentinel  | authenticates by certificate
					-user app -config @/config.json -address jolts://h              | ''        | The password is empty
					-user app -config @/missing.json -address jolts://h             | sentinel  | missing.json does not exist
					-user app -certificate @/client.pem -address jolts://h          | sentinel  | exclude each other
					-certificate @/client.pem -address jolts://h                    | ''        | belong together
					-certificate @/client.pem -private-key @/other.key -address jolts://h | ''  | -private-key: the file
					-certificate @/expired.pem -private-key @/expired.key -address jolts://h | '' | that expired on 20
					-ca @/server.key -address jolts://h                             | ''        | -ca: the file
					-ca @/ca.pem -address jolt://h                                  | ''        | need TLS, so jolts://
					-fingerprint -address jolts://h                                 | ''        | -fingerprint needs -config
					-fingerprint -config @/plain.json -address jolts://h            | ''        | has no tls.certificate
					-address http://h                                               | ''        | -address must be jolts://host:port
					-address jolts://app:sentinel@h                                 | ''        | -address must be jolts://host:port
					-address jolts://h:70000                                        | ''        | -address must be jolts://host:port
					-address jolts://h/x                                            | ''        | -address must be jolts://host:port
					-address jolts://h -password=sentinel                           | ''        | Unknown option -password:
					-address jolts://h -password sentinel                           | ''        | Unknown option -password:
					-address jolts://h sentinel                                     | ''        | One argument too many
					-user app                                                       | sentinel  | Missing required option
					""")
	void aMistakeIsOneLine(String arguments, String input, String message) {
		assertMistake(input, arguments + " -client-name orders -broker-name b -out @/app.jolt", message);
		assertThat(this.folder.resolve("app.jolt")).doesNotExist();
	}

	@Test
	void aFolderThatIsNotThereIsNamed() {
		assertMistake("", "-address jolt://h -client-name orders -broker-name b -out @/no/app.jolt", "does not exist");
	}

	private void assertMistake(String input, String arguments, String message) {
		this.err.reset();
		assertThat(run(input, arguments)).isEqualTo(2);
		assertThat(this.err.toString(StandardCharsets.UTF_8).lines()).singleElement()
			.asString()
			.startsWith("jolt-broker: ")
			.contains(message)
			.doesNotContain("sentinel");
	}

	private int run(String input, String arguments) {
		System.setIn(new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8)));
		List<String> all = new ArrayList<>(List.of("create-connection-file"));
		for (String argument : arguments.split(" ", -1)) {
			all.add(argument.replace("@/", this.folder + "/"));
		}
		return BrokerCommand.run(all.toArray(String[]::new));
	}

}
