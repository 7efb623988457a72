package io.jolt.integration.jar;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jolt.integration.tools.ProgramResult;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each mistake gets one line that says what is wrong, and exit status 2.
 */
@Requires(Tool.BROKER_JAR)
class RunnableBrokerMistakeTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--prot 8080                 | --prot
			-port eighty                | eighty
			-port 65536                 | 65536
			-port                       | -port
			-config=/no/such/file.json  | /no/such/file.json
			8080                        | 8080
			-bind 0.0.0.0               | 0.0.0.0
			""")
	void onTheCommandLine(String arguments, String culprit) {
		assertThatMistake(RunnableBroker.run(arguments.split(" ")), culprit);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{"port": 0                                                                       | config.json
					[]                                                                               | config.json
					{"port": "eighty"}                                                               | port
					{"prot": 0}                                                                      | prot
					{"colour": "red"}                                                                | colour
					{"limits": {"maxLineByte": 1}}                                                   | maxLineByte
					{"security": {"enabled": true, "users": [{"name": "ann", "password": "x", "passwordHash": "y"}]}} | ann
					{"security": {"enabled": true, "users": [{"name": "ann", "permissions": []}]}}   | ann
					{"security": {"enabled": true, "users": [{"name": "ann", "password": "x", "permissions": ["read:all"]}]}} | read:all
					{"tls": {"certificate": "cert.pem", "privateKey": "key.pem"}}                    | tls
					{"bind": "0.0.0.0"}                                                              | 0.0.0.0
					""")
	void inTheFile(String config, String culprit) throws IOException {
		Path file = Files.writeString(this.folder.resolve("config.json"), config);
		assertThatMistake(RunnableBroker.run("-config=" + file), culprit);
	}

	@Test
	void aPortThatIsInUse() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String port = Integer.toString(other.getLocalPort());
			assertThatMistake(RunnableBroker.run("-port", port), port);
		}
	}

	private static void assertThatMistake(ProgramResult result, String culprit) {
		assertThat(result.errors()).singleElement().asString().contains(culprit).doesNotContain("Exception");
		assertThat(result.output()).isEmpty();
		assertThat(result.exitStatus()).isEqualTo(2);
	}

}
