package io.jolt.broker.internal.command;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mistakes are one line on standard error and the exit status 2. What succeeds does not
 * return, and is tested with the runnable jar.
 */
class BrokerCommandTests {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final PrintStream realOut = System.out;

	private final PrintStream realErr = System.err;

	private final InputStream realIn = System.in;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@BeforeEach
	void capture() {
		System.setOut(new PrintStream(this.out, true, StandardCharsets.UTF_8));
		System.setErr(new PrintStream(this.err, true, StandardCharsets.UTF_8));
	}

	@AfterEach
	void release() {
		System.setOut(this.realOut);
		System.setErr(this.realErr);
		System.setIn(this.realIn);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			-port=abc            | 'abc' is not an int
			-port 70000          | 70000 is not between 0 and 65535
			-prot 8080           | '-prot'
			--port=1 --port=2    | should be specified only once
			-bind 0.0.0.0        | The address 0.0.0.0 is off the loopback
			-bind no.such.invalid | no.such.invalid is not known
			-config=missing.json | The file missing.json does not exist
			run                  | 'run'
			""")
	void aMistakeOnTheCommandLineIsNamed(String arguments, String message) {
		assertMistake(message, arguments.split(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			textBlock = """
					{"prot":1}                                  | unknown field prot (line 1, column 11); the fields here are bind, limits, port, security, tls
					{"limits":{"maxLine":1}}                    | unknown field limits.maxLine
					{"security":{"users":[{"nam":"x"}]}}        | unknown field security.users[0].nam
					{"port":"8080"}                             | port must be a whole number
					{"port":80.5}                               | port must be a whole number
					{"port":99999999999}                        | port must be a whole number
					{"port":true}                               | port must be a whole number
					{"bind":1}                                  | bind must be a string
					{"port":65536}                              | port: The port 65536 is not between 0 and 65535
					{"port":1,"port":2}                         | a field that is already there: port (line 1
					{"security":{"users":[{"password":"sentinel","password":"sentinel"}]}} | a field that is already there: password
					{"po\\nrt":1}                              | unknown field po\\u000art
					{"po\\u001brt":1}                          | unknown field po\\u001brt
					{"port":1                                   | not valid JSON (line 1, column
					{"bind":sentinel}                           | not valid JSON (line 1, column
					{"port":1} {}                               | the file must be one object
					[]                                          | the file must be one object
					null                                        | expected an object
					{"security":{"enabled":"sentinel"}}         | security.enabled must be true or false
					{"security":{"enabled":true}}               | security.users: security is on, but no users are configured
					{"security":{"users":{}}}                   | security.users must be a list
					{"security":{"users":["sentinel"]}}         | security.users[0] must be an object
					{"security":{"users":[null]}}               | security.users[0] must be an object
					{"security":{"users":[{"password":"x"}]}}   | security.users[0]: name is missing
					{"security":{"users":[{"name":"a"}]}}       | 'a' must have either password or passwordHash, not neither
					{"security":{"users":[{"name":"a","password":"sentinel","passwordHash":"y"}]}} | not both
					{"security":{"users":[{"name":"a","passwordHash":"sentinel"}]}} | The password hash cannot be read
					{"security":{"users":[{"name":"a","password":""}]}} | must not be empty
					{"security":{"users":[{"name":"a","password":"x","permissions":["read:a"]}]}} | The permission 'read:a' cannot be read
					{"security":{"users":[{"name":"a","password":"x"},{"name":"a","password":"x"}]}} | two users named 'a'
					{"tls":{"certificate":"c"}}                 | tls.privateKey is missing
					{"tls":{"certificate":"c.pem","privateKey":"k.pem"}} | /c.pem does not exist
					{"tls":{"certificate":"c.pem","privateKeyPassword":7}} | tls.privateKeyPassword must be a string
					{"tls":{"clientCertificate":"sentinel"}}    | tls.clientCertificate: it must be required or optional
					{"security":{"users":[{"name":"a","subject":"CN=a"}]}} | 'a' has a certificate subject
					{"security":{"users":[{"name":"a","subject":"a"}]}} | The subject of the user 'a' cannot be read
					{"limits":{"throttleDelayMillis":-1}}       | limits.throttleDelayMillis
					{"limits":{"drainSeconds":"5"}}             | limits.drainSeconds must be a whole number
					{"limits":{"maxConnections":0}}             | limits.maxConnections: maxConnections must be positive
					{"limits":{"outboundSoftSeconds":-1}}       | limits.outboundSoftSeconds
					{"limits":{"outboundSoftBytes":2,"outboundHardBytes":1}} | outboundSoftBytes 2 is more than outboundHardBytes 1
					{"bind":"192.0.2.1"}                        | The address 192.0.2.1 is off the loopback
					""")
	void aMistakeInTheFileIsNamed(String json, String message) throws IOException {
		Path file = Files.writeString(this.folder.resolve("config.json"), json);
		assertMistake(message, "-config=" + file);
		assertThat(err()).doesNotContain("sentinel");
	}

	@Test
	void aPortInUseIsNamed() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertMistake("127.0.0.1:" + socket.getLocalPort() + ": the port is in use", "-port",
					String.valueOf(socket.getLocalPort()));
		}
	}

	@Test
	void theCommandLineBeatsTheFile() throws IOException {
		Path file = Files.writeString(this.folder.resolve("config.json"), "{\"port\":0,\"bind\":\"127.0.0.1\"}");
		assertMistake("The address 0.0.0.0", "--config", file.toString(), "--bind", "0.0.0.0");
	}

	@Test
	void aPasswordIsHashedFromStandardInputOnly() {
		System.setIn(new ByteArrayInputStream("sentinel\r\n".getBytes(StandardCharsets.UTF_8)));
		assertThat(BrokerCommand.run("hash-password")).isZero();
		assertThat(out().strip()).matches("\\$pbkdf2-sha256\\$i=600000\\$[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+");
		assertMistake("hash-password takes no arguments", "hash-password", "sentinel");
		System.setIn(new ByteArrayInputStream(new byte[0]));
		assertMistake("The password is empty", "hash-password");
		assertThat(err()).doesNotContain("sentinel");
	}

	@Test
	void helpAndVersionAreNoMistakes() {
		assertThat(BrokerCommand.run("--help")).isZero();
		assertThat(out()).contains("-port").contains("-config").contains("hash-password");
		assertThat(BrokerCommand.run("--version")).isZero();
		assertThat(out()).contains("Jolt broker 0.1.0-SNAPSHOT");
		assertThat(err()).isEmpty();
	}

	private void assertMistake(String message, String... arguments) {
		this.err.reset();
		assertThat(BrokerCommand.run(arguments)).isEqualTo(2);
		assertThat(err().lines()).hasSize(1).first().asString().startsWith("jolt-broker: ").contains(message);
	}

	private String out() {
		return this.out.toString(StandardCharsets.UTF_8);
	}

	private String err() {
		return this.err.toString(StandardCharsets.UTF_8);
	}

}
